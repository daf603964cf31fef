// A copy of the desk for one frame: values, names, meters, health. Views read nothing else, so a frame is a function
// of one moment, and the picture stays when the console goes.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "console/link/link_client.h"
#include "surfaces/display/model/desk_log.h"
#include "surfaces/display/model/edits.h"
#include "surfaces/display/model/heard_tap.h"
#include "surfaces/display/model/listening.h"
#include "surfaces/display/model/moved_controls.h"
#include "surfaces/display/model/owner_mark.h"
#include "surfaces/display/model/response.h"
#include "surfaces/display/model/strip_meters.h"
#include "surfaces/display/model/tap_readings.h"

namespace headroom::display {

class DeskCopy {
 public:
  // `link` must outlive the copy.
  explicit DeskCopy(LinkClient& link);

  // Takes over what changed since the last frame, with the hand's own values laid over.
  // `hearing` says which tap's sound this screen looks at.
  void update(Edits& edits, double now_s, const Hearing& hearing);
  // From now on the meters of channels show what leaves the fader, DCAs and mutes, else what reaches it. The engine
  // measures before the fader; what follows it is one gain, which the show tells.
  void meter_inputs(bool after_fader);

  const Table& table() const { return link_->table(); }
  const Show& show() const { return show_; }
  float value(StripIndex strip, Param param, int repeat = 0) const { return show_.value(strip, param, repeat); }
  bool is_on(StripIndex strip, Param param, int repeat = 0) const { return show_.is_on(strip, param, repeat); }
  // True when this kind of strip has that control.
  bool has(StripIndex strip, Param param, int repeat = 0) const {
    return table().id(strip, param, repeat) != kNoControl;
  }
  StripIndex selected() const { return static_cast<StripIndex>(show_.value(desk_, Param::selected)); }
  StripIndex desk() const { return desk_; }
  StripIndex main() const { return main_; }
  StripIndex monitor() const { return monitor_; }
  // Who holds a control other than this screen.
  Holder other_holder(ControlId id) const;
  // What a cap says of that holder; empty when it is nobody, or this screen.
  std::string other_owner(ControlId id) const { return owner_mark(peers_, other_holder(id)); }
  // What of a strip hands move, here or anywhere else.
  const MovedControls& moved() const { return moved_; }
  // How many auxes are fed by anybody, counted up to the last one.
  int auxes_in_use() const { return auxes_in_use_; }

  const DeskStatus& status() const { return status_; }
  const SetupStatus& setup() const { return setup_; }
  const UndoList& undo() const { return undo_; }
  const SceneStatus& scenes() const { return scenes_; }
  // The scopes in which the strip stands otherwise than the next scene has it.
  RecallScopes next_scene_changes(StripIndex strip) const { return link_->next_scene_changes(strip); }
  const RecordStatus& recording() const { return recording_; }
  const Listening& listening() const { return listening_; }
  const DeskLog& log() const { return log_; }
  double sample_rate() const { return status_.sample_rate > 0 ? status_.sample_rate : 48000.0; }
  const std::vector<LinkClient::Peer>& peers() const { return peers_; }
  StripMeters& meters() { return meters_; }
  const StripMeters& meters() const { return meters_; }
  // Meter tap 0..kMeterTaps-1.
  const TapReadings& tap(int tap) const { return taps_[static_cast<size_t>(tap)]; }
  // The first tap that hears a strip; -1 while none does.
  int tap_hearing(StripIndex strip) const;
  // What this screen itself makes of a tap's sound.
  const HeardTap& heard() const { return heard_; }
  HeardTap& heard() { return heard_; }
  const SoundLevelReading& sound_level() const { return sound_level_; }
  // The response with `points` places; thumbnails and the large plot are kept apart.
  const Response& thumbnail(StripIndex strip, int points) {
    return thumbnails_.of(show_, strip, points, sample_rate());
  }
  const Response& response(StripIndex strip, int points) { return responses_.of(show_, strip, points, sample_rate()); }
  // Engine time of the newest meters, in seconds.
  double audio_time_s() const { return static_cast<double>(look_.end_frame) / sample_rate(); }
  uint64_t meter_frames() const { return look_.end_frame; }

 private:
  void count_auxes();
  void aim_input_meters();

  LinkClient* link_;
  Show show_;
  StripIndex desk_, main_, monitor_;
  uint64_t revision_;
  MovedControls moved_;
  int auxes_in_use_ = 0;
  DeskStatus status_;
  SetupStatus setup_;
  UndoList undo_{};
  SceneStatus scenes_{};
  RecordStatus recording_{};
  Listening listening_;
  DeskLog log_;
  std::vector<LinkClient::Peer> peers_;
  MeterLook look_;
  StripMeters meters_;
  bool inputs_after_fader_ = false;
  std::array<TapReadings, kMeterTaps> taps_;
  HeardTap heard_;
  SoundLevelReading sound_level_{};
  ResponseCache thumbnails_, responses_;
};

}  // namespace headroom::display
