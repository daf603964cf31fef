#include "surfaces/display/model/desk_copy.h"

#include <algorithm>

#include "console/dca.h"

namespace headroom::display {

DeskCopy::DeskCopy(LinkClient& link)
    : link_(&link),
      show_(link.copy_show()),
      desk_(link.table().strip_of(kDesk)),
      main_(link.table().strip_of(kMain)),
      monitor_(link.table().strip_of(kMonitor)),
      revision_(link.revision()),
      moved_(link.table()),
      status_(link.status()),
      setup_(link.setup()),
      meters_(link.lanes()) {
  count_auxes();
}

void DeskCopy::update(Edits& edits, double now_s, const Hearing& hearing) {
  // The number is read before the values: a change in between is seen in the next frame.
  const uint64_t revision = link_->revision();
  if (revision != revision_) {
    for (const ControlId id : link_->refresh(show_))
      if (other_holder(id).client >= 0) moved_.see(id, now_s);  // a scene, an undo or a script holds nothing
    revision_ = revision;
    count_auxes();
  }
  edits.update(show_, now_s);
  for (const ControlId id : edits.in_hand()) moved_.see(id, now_s);
  if (inputs_after_fader_) aim_input_meters();  // hands move them, and give them back
  status_ = link_->status();
  setup_ = link_->setup();
  link_->read_undo(undo_);
  link_->read_scenes(scenes_);
  link_->read_recording(recording_);
  log_.feed(*link_);
  peers_ = link_->peers();
  link_->look_at_meters(look_);
  meters_.feed(look_, sample_rate());
  listening_.look(table(), meters_, now_s);
  for (int tap = 0; tap < kMeterTaps; ++tap) taps_[static_cast<size_t>(tap)].update(*link_, tap);
  link_->read_sound_level(sound_level_);
  heard_.update(*link_, tap(hearing.tap), hearing);
}

int DeskCopy::tap_hearing(StripIndex strip) const {
  for (size_t tap = 0; tap < taps_.size(); ++tap)
    if (taps_[tap].hears_anything() && taps_[tap].aim().strip == static_cast<int>(strip)) return static_cast<int>(tap);
  return -1;
}

void DeskCopy::meter_inputs(bool after_fader) {
  if (inputs_after_fader_ == after_fader) return;
  inputs_after_fader_ = after_fader;
  aim_input_meters();
  meters_.clear_all();  // what was highest was so elsewhere
}

void DeskCopy::aim_input_meters() {
  for (int channel = 1; channel <= table().count_of(kChannel); ++channel) {
    const StripIndex strip = table().strip_of(kChannel, channel);
    meters_.set_gain(strip, inputs_after_fader_ ? strip_gain(show_, strip) : 1.0f);
  }
}

void DeskCopy::count_auxes() {
  auxes_in_use_ = 0;
  for (int channel = 1; channel <= table().count_of(kChannel); ++channel)
    for (int aux = table().count_of(kAux); aux > auxes_in_use_; --aux)
      if (value(table().strip_of(kChannel, channel), Param::send_level, aux - 1) > kOff_dB) auxes_in_use_ = aux;
}

Holder DeskCopy::other_holder(ControlId id) const {
  const Holder holder = link_->holder_and_box(id);
  return holder.client == link_->slot() ? Holder{} : holder;
}

}  // namespace headroom::display
