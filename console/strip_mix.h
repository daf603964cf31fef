// The gains with which one strip is heard in every bus it feeds. Fader, mute, pan, DCA, solo and send of one path
// become one number here. Control thread.
#pragma once

#include "console/lane_plan.h"
#include "console/pair.h"
#include "console/solo.h"
#include "console/surround.h"
#include "console/targets.h"

namespace headroom {

class StripMix {
 public:
  // `own` are the lanes of the strip that lie in `bank`, which is to be changed. Everything else must outlive it.
  StripMix(const Show& show, const LanePlan& lanes, const Soloing& solos, StripIndex strip, const StripLanes& own,
           BankTargets& bank);

  // Sets the gains of a channel, the talkback or the two-track, or of a bus and its own fader.
  void aim();

 private:
  void aim_channel();
  void aim_talk();
  void aim_reference();
  void aim_bus();
  SpeakerImage image_of_main(int side) const;
  void send_bus(int side, const LaneImage& in_stereo, const SpeakerImage& image);
  void send_channel_to_aux(int aux, const LaneImage& panned, float gain, bool is_muted);
  void send_to_main(int side, const SpeakerImage& image, float level);
  void send_to_monitors(int side, const SpeakerImage& in_the_mix, float level_in_the_mix,
                        const LaneImage& before_fader);
  void send_to_room(int side, const SpeakerImage& image, float level);
  void send(int side, const LaneImage& image, float level, StripIndex to, MixTap tap = MixTap::strip);
  void set_speakers(int side, const SpeakerGains& gains, float level, StripIndex to);
  void set_stereo(int side, const LaneImage& image, float level, StripIndex to, MixTap tap = MixTap::strip);

  // Where in its bank a side of the strip lies.
  int lane(int side) const { return own_.lane + side - own_.first_side; }

  const Show& show_;
  const Table& table_;
  const LanePlan& lanes_;
  const Soloing& solos_;
  const StripIndex strip_;
  const StripLanes& own_;
  BankTargets& bank_;
};

}  // namespace headroom
