#include "console/bus_design.h"

#include <array>
#include <cmath>

#include "console/curve.h"
#include "console/pair.h"
#include "console/surround.h"
#include "dsp/graphic_eq_design.h"

namespace headroom {
namespace {

using GraphicSections = std::array<EqSection, kGraphicEqBands>;

GraphicSections graphic_design(const Show& show, StripIndex bus, double sample_rate) {
  std::array<float, kGraphicEqBands> gains_dB;
  for (int band = 0; band < kGraphicEqBands; ++band)
    gains_dB[static_cast<size_t>(band)] = show.value(show.table().id(bus, Param::geq_gain, band));
  const auto kind = static_cast<GraphicEqKind>(static_cast<int>(show.value(bus, Param::geq_kind)));
  GraphicSections sections;
  design_graphic_eq(gains_dB, kind, sample_rate, sections);
  if (!show.is_on(bus, Param::geq_on))
    for (EqSection& section : sections) section = bypassed(section);
  return sections;
}

}  // namespace

LimiterSettings limiter_settings(const Show& show, StripIndex bus) {
  return {.ceiling_dBTP = show.value(bus, Param::limiter_ceiling),
          .release_ms = show.value(bus, Param::limiter_release)};
}

void aim_bus(const Show& show, StripIndex bus, const StripLanes& lanes, double sample_rate, BusTargets& targets) {
  const GraphicSections graphic = graphic_design(show, bus, sample_rate);
  const LimiterDesign limiter = design_limiter(limiter_settings(show, bus), sample_rate);
  const int delay_frames = frames_of_ms(show.value(bus, Param::delay), sample_rate);
  const float level_dB = show.value(show.table().strip_of(kDesk), Param::osc_level);
  const float oscillator_gain = show.is_on(bus, Param::osc_send) ? gain_of_dB(level_dB) : 0;
  targets.linked_lanes = 0;
  for (int i = 0; i < lanes.count; ++i) {
    const int lane = lanes.lane + i;
    const bool sounds = is_in_layout(show, {bus, lanes.first_side + i});
    for (int band = 0; band < kGraphicEqBands; ++band) {
      const EqSection& section = graphic[static_cast<size_t>(band)];
      targets.set_graphic_band(band, lane, sounds ? section : bypassed(section));
    }
    targets.set_limiter(lane, sounds && show.is_on(bus, Param::limiter_on),
                        is_linked_to_neighbour(show, bus, lanes.first_side + i), limiter);
    targets.delay_frames[static_cast<size_t>(lane)] = delay_frames;
    targets.oscillator_gain[static_cast<size_t>(lane)] = sounds ? oscillator_gain : 0;
    const bool is_lfe = loudspeaker_at(lanes.first_side + i) == Loudspeaker::lfe;
    if (sounds && !is_lfe && layout_of(show, bus) > SpeakerLayout::stereo) targets.linked_lanes |= 1u << lane;
  }
}

void aim_oscillator(const Show& show, Targets& targets) {
  const StripIndex desk = show.table().strip_of(kDesk);
  const int kind = show.is_on(desk, Param::osc_on) ? static_cast<int>(show.value(desk, Param::osc_kind)) : kNoSource;
  const double freq_hz = show.value(desk, Param::osc_freq);
  if (kind == targets.oscillator().kind && freq_hz == targets.oscillator().freq_hz) return;
  OscillatorTargets& oscillator = targets.edit_oscillator();
  oscillator.kind = kind;
  oscillator.freq_hz = freq_hz;
}

}  // namespace headroom
