#include "console/talkback.h"

#include "console/curve.h"

namespace headroom {

float talk_gain(const Show& show) {
  const StripIndex talk = show.table().strip_of(kTalk);
  return show.is_on(talk, Param::talk_on) ? gain_of_dB(show.value(talk, Param::fader)) : 0.0f;
}

float talk_dim_dB(const Show& show) {
  const StripIndex talk = show.table().strip_of(kTalk);
  return show.is_on(talk, Param::talk_on) ? show.value(talk, Param::dim_level) : 0.0f;
}

}  // namespace headroom
