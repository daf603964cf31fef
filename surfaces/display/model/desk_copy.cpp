#include "surfaces/display/model/desk_copy.h"

#include <algorithm>

namespace headroom::display {
namespace {

constexpr int kMainTap = 0;
// Half the window: the writer may go on while we copy.
constexpr uint64_t kMostAudioFrames = kAudioFrames / 2;

}  // namespace

DeskCopy::DeskCopy(LinkClient& link)
    : link_(&link),
      show_(link.copy_show()),
      desk_(link.table().strip_of(kDesk)),
      main_(link.table().strip_of(kMain)),
      monitor_(link.table().strip_of(kMonitor)),
      revision_(link.revision()),
      status_(link.status()),
      setup_(link.setup()),
      log_(status_),
      meters_(link.lanes()),
      heard_frames_(link.audio(kMainTap).written()),
      left_(kMostAudioFrames),
      right_(kMostAudioFrames) {
  count_auxes();
}

void DeskCopy::update(Edits& edits, double now_s, const std::string& clock) {
  // The number is read before the values: a change in between is seen in the next frame.
  const uint64_t revision = link_->revision();
  if (revision != revision_) {
    show_ = link_->copy_show();
    revision_ = revision;
    count_auxes();
  }
  edits.update(show_, now_s);
  status_ = link_->status();
  setup_ = link_->setup();
  log_.feed(*link_, status_, clock);
  peers_ = link_->peers();
  link_->look_at_meters(look_);
  meters_.feed(look_, sample_rate());
  listening_.look(table(), meters_, now_s);
  listen();
}

void DeskCopy::count_auxes() {
  auxes_in_use_ = 0;
  for (int channel = 1; channel <= table().count_of(kChannel); ++channel)
    for (int aux = table().count_of(kAux); aux > auxes_in_use_; --aux)
      if (value(table().strip_of(kChannel, channel), Param::send_level, aux - 1) > kOff_dB) auxes_in_use_ = aux;
}

void DeskCopy::listen() {
  const AudioWindow& window = link_->audio(kMainTap);
  const uint64_t written = window.written();
  const uint64_t news = std::min(written - heard_frames_, kMostAudioFrames);
  if (news == 0) return;
  const auto frames = static_cast<int>(news);
  const bool whole = window.copy_until(written, 0, left_.data(), frames).whole &&
                     window.copy_until(written, 1, right_.data(), frames).whole;
  heard_frames_ = written;
  if (whole) field_.feed({left_.data(), news}, {right_.data(), news}, sample_rate());
}

int DeskCopy::other_holder(ControlId id) const {
  const int holder = link_->holder(id);
  return holder == link_->slot() ? -1 : holder;
}

}  // namespace headroom::display
