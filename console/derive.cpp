#include "console/derive.h"

#include <algorithm>
#include <utility>

#include "console/bus_design.h"
#include "console/dca.h"
#include "console/gang.h"
#include "console/input_design.h"
#include "console/latency_plan.h"
#include "console/meters/tap_target.h"
#include "console/monitor.h"
#include "console/output_design.h"
#include "console/pair.h"
#include "console/phones.h"
#include "console/strip_design.h"
#include "console/strip_dynamics.h"
#include "console/strip_mix.h"
#include "console/surround.h"
#include "console/table_rows.h"

namespace headroom {

Derive::Derive(const Show& show, const LanePlan& lanes, double sample_rate)
    : show_(show),
      table_(show.table()),
      lanes_(lanes),
      sample_rate_(sample_rate),
      touched_(table_.strips().size(), kAll) {}

// --- Which strips a change touches
// ------------------------------------------------------------------------------------

void Derive::touch(StripIndex strip, Part part) {
  touched_[strip] |= part;
  any_touched_ = true;
}

template <class Is>
void Derive::touch_mix_where(Is is) {
  for (size_t strip = 0; strip < touched_.size(); ++strip)
    if (is(static_cast<StripIndex>(strip))) touch(static_cast<StripIndex>(strip), kMix);
}

void Derive::everything_changed() {
  std::fill(touched_.begin(), touched_.end(), kAll);
  any_touched_ = solos_touched_ = true;
}

void Derive::changed(ControlId id) {
  const Control& control = table_.control(id);
  const LinkedPart part = linked_part(*control.row);
  const bool is_processing = part == LinkedPart::equaliser || part == LinkedPart::dynamics;
  const bool is_mix = part != LinkedPart::none && !is_processing;
  touch(control.strip, is_processing ? kProcessing : is_mix ? kMix : kAll);
  touch_others(id);
}

// The strips that hear of a change without being its own.
void Derive::touch_others(ControlId id) {
  const Control& control = table_.control(id);
  const DeskStrip& strip = table_.strip(control.strip);
  const auto is_any = [](StripIndex) { return true; };
  if (strip.kind == kDca)
    touch_mix_where(
        [&](StripIndex member) { return (dcas_of(show_, member) & (DcaSet{1} << (strip.number - 1))) != 0; });
  if (strip.kind == kMuteGroup)
    touch_mix_where([&](StripIndex member) { return hears_mute_group(show_, member, strip.number - 1); });
  switch (control.row->param) {
    case Param::pair:
      if (const auto partner = partner_of(table_, control.strip)) touch(*partner, kAll);
      if (strip.kind == kAux) touch_mix_where(is_any);  // every channel reaches it in another way now
      break;
    case Param::layout:
    case Param::speaker_set:
    case Param::speaker_layout:
    case Param::pan_law:
    case Param::follow:
    case Param::source:
    case Param::mono:
    case Param::swap:
    case Param::check:
    case Param::binaural:
    case Param::hear_solo: touch_mix_where(is_any); break;
    case Param::polarity:
      if (strip.kind & kMonitoring) touch_mix_where(is_any);
      break;
    case Param::to_main:  // an aux that does not reach the main keeps everything
      if (strip.kind == kAux && solos_.in_place()) touch_mix_where(is_any);
      break;
    case Param::talk_on:
    case Param::dim_level:  // the talkback's dims the monitors
      for (const StripKind kind : kMonitors) touch(table_.strip_of(kind), kMix);
      break;
    case Param::talk_send: touch(table_.strip_of(kTalk), kMix); break;
    case Param::osc_level:
      for (StripIndex bus = 0; bus < touched_.size(); ++bus)
        if (table_.strip(bus).kind & kProcessedBuses) touch(bus, kProcessing);
      break;
    case Param::solo:
    case Param::solo_mode:
    case Param::solo_arm:
    case Param::solo_safe:
    case Param::dca: solos_touched_ = true; break;
    default: break;
  }
}

// While something is soloed in place, any routing may change what it feeds. A solo in place reaches everywhere; the
// others reach the monitors.
void Derive::follow_solos() {
  if (!solos_touched_ && !solos_.in_place()) return;
  solos_touched_ = false;
  const Soloing before = std::exchange(solos_, soloing_of(show_));
  if (before == solos_) return;
  if (before.in_place() || solos_.in_place()) return touch_mix_where([](StripIndex) { return true; });
  const bool is_first_or_last = before.any != solos_.any;
  touch_mix_where([&](StripIndex strip) {
    const bool was_soloed = !before.soloed.empty() && before.soloed[strip], is_soloed = solos_.soloed[strip];
    if (was_soloed != is_soloed || (is_soloed && before.mode != solos_.mode)) return true;
    return is_first_or_last && std::any_of(std::begin(kMonitors), std::end(kMonitors), [&](StripKind kind) {
             return is_source_of(show_, table_.strip_of(kind), strip);
           });
  });
}

void Derive::use_head(const BinauralHead* head) {
  head_ = head;
  any_touched_ = true;
}

bool Derive::update(Targets& targets) {
  if (!any_touched_) return false;
  follow_solos();
  for (size_t strip = 0; strip < touched_.size(); ++strip)
    if (const uint8_t parts = std::exchange(touched_[strip], uint8_t{0}))
      derive_strip(static_cast<StripIndex>(strip), parts, targets);
  aim_outputs(targets);
  any_touched_ = false;
  aim_oscillator(show_, targets);
  aim_phones(show_, head_, targets);
  aim_taps(show_, lanes_, targets);
  latencies_ = plan_latency(targets, limiter_latency_frames(sample_rate_));
  return true;
}

int Derive::latency_frames(StripIndex strip) const {
  const StripLanes& lanes = lanes_.of(strip);
  if (lanes.bank < lanes_.layout().channel_banks || latencies_.empty()) return 0;
  return latencies_[static_cast<size_t>(lane_index(lanes_.bus_bank_of(strip), lanes.lane))];
}

// A fader, a mute and a speaker set reach outputs too, so all are looked at; few ever differ.
void Derive::aim_outputs(Targets& targets) const {
  for (size_t output = 0; output < targets.outputs().size(); ++output) {
    const StripIndex strip = table_.strip_of(kOutput, static_cast<int>(output) + 1);
    const OutputTarget wanted = output_target(show_, lanes_, strip, sample_rate_);
    if (wanted != targets.outputs()[output]) targets.edit_outputs()[output] = wanted;
  }
}

// --- One strip
// --------------------------------------------------------------------------------------------------------

void Derive::derive_strip(StripIndex strip, uint8_t parts, Targets& targets) const {
  const StripKind kind = table_.strip(strip).kind;
  for (const StripLanes& lanes : lanes_.parts(strip)) {
    // A channel's fader, pan and sends are gains alone; a bus has its fader in the strip.
    const bool is_strip_new = (parts & kProcessing) || lanes_.layout().is_bus(lanes.bank);
    BankTargets& bank = is_strip_new ? targets.edit_strip(lanes.bank) : targets.edit_mix(lanes.bank);
    if ((parts & kProcessing) && (kind & kWithProcessing)) {
      aim_filters(show_, strip, lanes, sample_rate_, bank);
      aim_dynamics(show_, strip, lanes_, lanes, sample_rate_, bank);
    }
    if ((parts & kProcessing) && (kind & kWithInput)) aim_input(show_, lanes_, strip, sample_rate_, bank);
    if ((parts & kProcessing) && (kind & kProcessedBuses))
      aim_bus(show_, strip, lanes, sample_rate_, targets.edit_bus(lanes.bank - lanes_.layout().channel_banks));
    if (parts & kMix) StripMix(show_, lanes_, solos_, strip, lanes, bank).aim();
  }
}

}  // namespace headroom
