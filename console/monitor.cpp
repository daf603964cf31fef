#include "console/monitor.h"

#include <algorithm>
#include <utility>

#include "console/curve.h"
#include "console/dca.h"
#include "console/talkback.h"

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

LaneImage at_the_speakers(const Show& show, StripIndex monitor, LaneImage lane) {
  const auto check = static_cast<MonitorCheck>(static_cast<int>(show.value(monitor, Param::check)));
  float left = lane.left, right = lane.right;
  if (show.is_on(monitor, Param::swap)) std::swap(left, right);
  if (show.is_on(monitor, Param::polarity)) right = -right;
  if (check == MonitorCheck::difference)
    left = right = 0.5f * (left - right);
  else if (show.is_on(monitor, Param::mono))
    left = right = 0.5f * (left + right);
  if (check == MonitorCheck::right) left = 0;
  if (check == MonitorCheck::left) right = 0;
  return {left, right, lane.mono};
}

float monitor_gain(const Show& show, StripIndex monitor) {
  const float dim_dB = show.is_on(monitor, Param::dim) ? show.value(monitor, Param::dim_level) : 0;
  return strip_gain(show, monitor) * gain_of_dB(std::min(dim_dB, talk_dim_dB(show)));
}

}  // namespace headroom
