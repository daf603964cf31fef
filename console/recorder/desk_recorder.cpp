#include "console/recorder/desk_recorder.h"

#include <algorithm>
#include <utility>

#include "console/recorder/record_tracks.h"

namespace headroom {

bool is_recording(const Show& show) { return show.is_on(show.table().strip_of(kDesk), Param::record); }

DeskRecorder::DeskRecorder(EngineReports& next, Desk& desk, const std::string& takes, Recorder::Say say)
    : desk_(desk),
      say_(std::move(say)),
      tap_(std::make_unique<RecordTap>(next)),
      recorder_(std::make_unique<Recorder>(*tap_, takes, desk.sample_rate(), say_)) {
  follow(0);
}

void DeskRecorder::follow(std::span<const ControlId> changed, uint64_t now_ns) {
  const auto matters = [&](ControlId id) {
    const ControlRow& row = desk_.table().row(id);
    return row.param == Param::record || changes_record_tracks(row);
  };
  if (std::any_of(changed.begin(), changed.end(), matters)) follow(now_ns);
}

void DeskRecorder::follow(uint64_t now_ns) {
  std::vector<RecordTrack> tracks = record_tracks(desk_.show(), desk_.lanes());
  armed_lanes_ = 0;
  for (const RecordTrack& track : tracks) armed_lanes_ += static_cast<int>(track.sources.size());
  const bool was_on = std::exchange(is_on_, is_recording(desk_.show()) && !tracks.empty());
  if (is_recording(desk_.show()) && tracks.empty()) {
    say_(was_on ? "The recording ended: nothing is armed any more."
                : "Nothing is recorded: no channel and no bus is armed; arm what you want, as with /ch/01/arm, and "
                  "start again.");
    switch_off(now_ns);
  }
  recorder_->want({is_on_, std::move(tracks)});
}

void DeskRecorder::switch_off(uint64_t now_ns) {
  Edit edit;
  edit.control = desk_.table().id(desk_.table().strip_of(kDesk), Param::record);
  desk_.apply(kConsoleItself, edit, now_ns);
}

RecordStatus DeskRecorder::look(uint64_t now_ns) {
  const RecorderState state = recorder_->state();
  // Whoever holds the key lets go of it some time.
  if (is_recording(desk_.show()) && (state.has_ended_itself || !is_on_)) switch_off(now_ns);
  const bool is_stuck = state.unanswered_s > Recorder::kPatience_s;
  if (is_stuck && !std::exchange(has_told_stuck_, is_stuck))
    say_("The disk of the recording has not answered for " + std::to_string(static_cast<int>(Recorder::kPatience_s)) +
         " s; after ten sound is missing in the take. See that the disk is plugged in and sound.");
  has_told_stuck_ = is_stuck;
  RecordStatus status{};
  status.is_recording = state.is_recording;
  status.armed_lanes = armed_lanes_;
  status.frames = state.frames;
  status.lost_frames = state.lost_frames;
  status.seconds_left = state.seconds_left;
  write_terminated(status.take, state.take);
  return status;
}

EndingTake DeskRecorder::end() {
  recorder_->end();
  return {std::move(tap_), std::move(recorder_)};
}

}  // namespace headroom
