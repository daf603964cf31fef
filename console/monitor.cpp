#include "console/monitor.h"

#include <algorithm>

#include "console/curve.h"
#include "console/dca.h"
#include "console/talkback.h"
#include "dsp/fold_down.h"

namespace headroom {
namespace {

bool takes_solo(const Show& show, const Soloing& solos, StripIndex monitor) {
  return solos.takes_monitors() && show.is_on(monitor, Param::hear_solo);
}

}  // namespace

bool is_source_of(const Show& show, StripIndex monitor, StripIndex strip) {
  const auto source = static_cast<StripIndex>(show.value(monitor, Param::source));
  return source == strip || (is_paired(show, source) && partner_of(show.table(), source) == strip);
}

bool hears_solo(const Show& show, const Soloing& solos, StripIndex monitor, StripIndex strip) {
  return takes_solo(show, solos, monitor) && solos.soloed[strip];
}

bool hears_source(const Show& show, const Soloing& solos, StripIndex monitor, StripIndex strip) {
  return !takes_solo(show, solos, monitor) && is_source_of(show, monitor, strip);
}

SpeakerGains at_the_speakers(const Show& show, StripIndex monitor, const SpeakerImage& image) {
  using enum Loudspeaker;
  const auto check = static_cast<MonitorCheck>(static_cast<int>(show.value(monitor, Param::check)));
  const bool is_stereo_check = check != MonitorCheck::off || show.is_on(monitor, Param::mono);
  const SpeakerLayout layout = layout_of(show, monitor);
  const SpeakerLayout heard_in = is_stereo_check ? SpeakerLayout::stereo : layout;
  SpeakerGains gains = fold_down(image.layout, image.gains, heard_in);
  if (show.is_on(monitor, Param::swap) && heard_in != SpeakerLayout::mono) {
    const SpeakerGains before = gains;
    for (int side = 0; side < kLoudspeakers; ++side)
      gains[mirrored(loudspeaker_at(side))] = before[loudspeaker_at(side)];
  }
  if (show.is_on(monitor, Param::polarity)) gains[right] = -gains[right];
  if (!is_stereo_check) return gains;
  if (check == MonitorCheck::difference)
    gains[left] = gains[right] = 0.5 * (gains[left] - gains[right]);
  else if (show.is_on(monitor, Param::mono))
    gains[left] = gains[right] = 0.5 * (gains[left] + gains[right]);
  if (check == MonitorCheck::right) gains[left] = 0;
  if (check == MonitorCheck::left) gains[right] = 0;
  return layout == SpeakerLayout::mono ? fold_down(SpeakerLayout::stereo, gains, layout) : gains;
}

float monitor_gain(const Show& show, StripIndex monitor) {
  const float dim_dB = show.is_on(monitor, Param::dim) ? show.value(monitor, Param::dim_level) : 0;
  return strip_gain(show, monitor) * gain_of_dB(std::min(dim_dB, talk_dim_dB(show)));
}

}  // namespace headroom
