#include "console/strip_mix.h"

#include "console/curve.h"
#include "console/dca.h"
#include "console/monitor.h"
#include "console/phones.h"
#include "console/table_rows.h"
#include "console/talkback.h"
#include "dsp/fold_down.h"

namespace headroom {

StripMix::StripMix(const Show& show, const LanePlan& lanes, const Soloing& solos, StripIndex strip,
                   const StripLanes& own, BankTargets& bank)
    : show_(show), table_(show.table()), lanes_(lanes), solos_(solos), strip_(strip), own_(own), bank_(bank) {}

void StripMix::aim() {
  switch (table_.strip(strip_).kind) {
    case kChannel: return aim_channel();
    case kTalk: return aim_talk();
    case kReference: return aim_reference();
    default: return aim_bus();
  }
}

// --- Channels
// ---------------------------------------------------------------------------------------------------------

void StripMix::aim_channel() {
  const float gain = strip_gain(show_, strip_);
  const bool is_muted = muted_by(show_, strip_).anyone();
  const LaneImage panned = channel_image(show_, strip_, show_.value(strip_, Param::pan));
  for (int group = 0; group < table_.count_of(kGroup); ++group)
    send(0, panned, show_.is_on(strip_, Param::to_group, group) ? gain : 0.0f, table_.strip_of(kGroup, group + 1));
  for (int aux = 0; aux < table_.count_of(kAux); ++aux) send_channel_to_aux(aux, panned, gain, is_muted);
  for (int matrix = 0; matrix < table_.count_of(kMatrix); ++matrix)
    send(0, panned, gain * gain_of_dB(show_.value(strip_, Param::to_matrix, matrix)),
         table_.strip_of(kMatrix, matrix + 1));
  const SpeakerImage in_main = image_in_main(show_, strip_, 0, panned);
  send_to_main(0, in_main, show_.is_on(strip_, Param::to_main) ? gain : 0.0f);
  send_to_monitors(0, in_main, gain, plain_image(show_, strip_));
}

void StripMix::send_channel_to_aux(int aux, const LaneImage& panned, float gain, bool is_muted) {
  const StripIndex bus = table_.strip_of(kAux, aux + 1);
  // A stereo aux is reached through its odd side.
  if (is_paired(show_, bus) && !is_first_side(table_, bus)) return;
  if (show_.is_on(bus, Param::follow) && show_.is_on(strip_, Param::send_follow, aux)) {
    send(0, panned, show_.is_on(strip_, Param::to_main) ? gain : 0.0f, bus);
    return send(0, panned, 0, bus, MixTap::before_equaliser);
  }
  const auto tap = send_tap_of(show_.value(strip_, Param::send_tap, aux));
  // A muted channel is silent in its pre-fader sends too: mute means nobody hears it.
  const float tap_gain = is_before_fader(tap) ? (is_muted ? 0.0f : 1.0f) : gain;
  const float level = tap_gain * gain_of_dB(show_.value(strip_, Param::send_level, aux));
  // Behind the pan a stereo bus hears the channel where the main does, a mono one the mean of both sides.
  const LaneImage image = tap == SendTap::post_pan
                              ? LaneImage{panned.left, panned.right, (panned.left + panned.right) / 2}
                              : channel_image(show_, strip_, show_.value(strip_, Param::send_pan, aux));
  const bool is_before_equaliser = tap == SendTap::pre_equaliser;
  send(0, image, is_before_equaliser ? 0 : level, bus);
  send(0, image, is_before_equaliser ? level : 0, bus, MixTap::before_equaliser);
}

// --- Talkback and two-track
// -------------------------------------------------------------------------------------------

// In the middle of every bus that is to hear it. No monitor hears it but through such a bus.
void StripMix::aim_talk() {
  const float gain = talk_gain(show_);
  const LaneImage middle = channel_image(show_, strip_, 0);
  for (size_t i = 0; i < table_.strips().size(); ++i) {
    const auto bus = static_cast<StripIndex>(i);
    const bool is_right_side = is_paired(show_, bus) && !is_first_side(table_, bus);
    if (!(table_.strip(bus).kind & kProcessedBuses) || is_right_side) continue;
    const float level = show_.is_on(bus, Param::talk_send) ? gain : 0.0f;
    if (table_.strip(bus).kind == kMain)
      send_to_main(0, image_in_main(show_, strip_, 0, middle), level);
    else
      send(0, middle, level, bus);
  }
}

void StripMix::aim_reference() {
  send_to_monitors(0, stereo_image(kLeftLane), 1, kLeftLane);
  send_to_monitors(1, stereo_image(kRightLane), 1, kRightLane);
}

// --- Buses
// ------------------------------------------------------------------------------------------------------------

void StripMix::aim_bus() {
  const DeskStrip& bus = table_.strip(strip_);
  const bool is_monitor = (bus.kind & (kMonitor | kPhones)) != 0;
  const float gain = is_monitor ? monitor_gain(show_, strip_) : strip_gain(show_, strip_);
  const ControlId pan = table_.id(strip_, Param::pan);
  const PanGains balance = pan == kNoControl ? PanGains{1, 1} : stereo_balance(show_.value(pan));
  for (int i = 0; i < own_.count; ++i) {
    const Loudspeaker loudspeaker = loudspeaker_at(own_.first_side + i);
    const float side = is_left(loudspeaker) ? balance.left : is_right(loudspeaker) ? balance.right : 1;
    bank_.set(Strip::fade, own_.lane + i, gain * side);
  }
  if (is_monitor) return;

  // From here on the bus has its fader behind it: the gains below are those of its own sends.
  for (int side = own_.first_side; side < own_.first_side + own_.count; ++side) {
    if (bus.kind == kMain) {
      const SpeakerImage image = image_of_main(side);
      send_bus(side, folded_to_stereo(image), image);
    } else if (bus.kind == kAux) {
      // A mono aux reaches the main as any mono source does, by the pan law's centre; a stereo one side by side.
      const LaneImage image = plain_image(show_, strip_);
      const LaneImage panned = is_paired(show_, strip_) ? image : channel_image(show_, strip_, 0);
      send_to_main(side, image_in_main(show_, strip_, side, panned), show_.is_on(strip_, Param::to_main) ? 1.0f : 0.0f);
      send_bus(side, image, stereo_image(image));
    } else {
      const LaneImage image = side == 0 ? kLeftLane : kRightLane;
      if (bus.kind == kGroup)
        send_to_main(side, image_in_main(show_, strip_, side, image),
                     show_.is_on(strip_, Param::to_main) ? 1.0f : 0.0f);
      send_bus(side, image, stereo_image(image));
    }
  }
}

// The loudspeaker that this side of the main is; nothing where the layout does not have it.
SpeakerImage StripMix::image_of_main(int side) const {
  SpeakerImage image{layout_of(show_, strip_), {}};
  if (has_loudspeaker(image.layout, loudspeaker_at(side))) image.gains[loudspeaker_at(side)] = 1;
  return image;
}

void StripMix::send_bus(int side, const LaneImage& in_stereo, const SpeakerImage& image) {
  for (int matrix = 0; matrix < table_.count_of(kMatrix) && table_.strip(strip_).kind != kMatrix; ++matrix)
    send(side, in_stereo, gain_of_dB(show_.value(strip_, Param::to_matrix, matrix)),
         table_.strip_of(kMatrix, matrix + 1));
  send_to_monitors(side, image, 1, in_stereo);
}

// --- One path
// ---------------------------------------------------------------------------------------------------------

// PFL hears a channel before fader and pan; AFL, and a monitor whose source it is, as it stands in the mix.
void StripMix::send_to_monitors(int side, const SpeakerImage& in_the_mix, float level_in_the_mix,
                                const LaneImage& before_fader) {
  for (const StripKind kind : kMonitors) {
    const StripIndex monitor = table_.strip_of(kind);
    const bool is_solo = hears_solo(show_, solos_, monitor, strip_);
    const bool is_heard = is_solo || hears_source(show_, solos_, monitor, strip_);
    const bool is_before_fader = is_solo && solos_.mode == SoloMode::pfl;
    const float level = is_heard ? (is_before_fader ? 1 : level_in_the_mix) : 0;
    const SpeakerImage image = is_before_fader ? stereo_image(before_fader) : in_the_mix;
    set_speakers(side, at_the_speakers(show_, monitor, image), level, monitor);
    if (kind == kPhones) send_to_room(side, image, is_binaural(show_) ? level : 0);
  }
}

// The phones' own loudspeakers hear what the phones do, before sides are swapped or checked: that is done at the ears.
void StripMix::send_to_room(int side, const SpeakerImage& image, float level) {
  const SpeakerGains gains = fold_down(image.layout, image.gains, layout_of_room(show_));
  for (int speaker = 0; speaker < kLoudspeakers; ++speaker)
    bank_.set_mix_gain(lane(side), lanes_.room_bus_bank() + speaker / kLanes, speaker % kLanes,
                       level * static_cast<float>(gains[loudspeaker_at(speaker)]));
}

void StripMix::send_to_main(int side, const SpeakerImage& image, float level) {
  const StripIndex main = table_.strip_of(kMain);
  set_speakers(side, image.gains, lets_through(show_, solos_, strip_, main) ? level : 0, main);
}

void StripMix::send(int side, const LaneImage& image, float level, StripIndex to, MixTap tap) {
  const float heard = lets_through(show_, solos_, strip_, to) ? level : 0.0f;
  if (has_sides(show_, to)) return set_stereo(side, image, heard, to, tap);
  bank_.set_mix_gain(lane(side), lanes_.bus_bank_of(to), lanes_.of(to).lane, heard * image.mono, tap);
}

void StripMix::set_speakers(int side, const SpeakerGains& gains, float level, StripIndex to) {
  for (int speaker = 0; speaker < side_count(table_.strip(to).kind); ++speaker) {
    const int to_lane = lanes_.lane_of({to, speaker});
    const int bus_bank = to_lane / kLanes - lanes_.layout().channel_banks;
    bank_.set_mix_gain(lane(side), bus_bank, to_lane % kLanes,
                       level * static_cast<float>(gains[loudspeaker_at(speaker)]));
  }
}

void StripMix::set_stereo(int side, const LaneImage& image, float level, StripIndex to, MixTap tap) {
  const int left = lanes_.of(to).lane;
  bank_.set_mix_gain(lane(side), lanes_.bus_bank_of(to), left, level * image.left, tap);
  bank_.set_mix_gain(lane(side), lanes_.bus_bank_of(to), left + 1, level * image.right, tap);
}

}  // namespace headroom
