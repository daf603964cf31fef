// The meters as the control thread has them: it tells the meter thread how they are set up, and does what their buttons
// ask for.
#pragma once

#include <optional>
#include <string>

#include "console/edit.h"
#include "console/meters/meter_thread.h"

namespace headroom {

class LiveMeters {
 public:
  // As DeskMeters. The thread runs from here on.
  LiveMeters(LinkMeters& link, DeskMeters::Say say, std::string log_start);

  // [control] After every change of the show.
  void follow(const Show& show);
  // [control] One of the meters' buttons was pressed. What that changes on the desk: a calibration.
  std::optional<Edit> press(const Show& show, ControlId button);

 private:
  const LinkMeters& link_;
  DeskMeters::Say say_;
  MeterSettings settings_;
  MeterThread thread_;
};

// What full scale stands for when the calibrator of so many dB SPL is on the microphone that reads this now, with the
// full scale of before; an error when no calibrator can be heard.
Result<float> calibrated_full_scale_dB(const SoundLevelReading& reading, float full_scale_dB_SPL, float calibrator_dB);

}  // namespace headroom
