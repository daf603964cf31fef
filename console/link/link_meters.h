// The meter thread's end of the link: it reads what the audio thread wrote for each tap, and shows what it measures.
#pragma once

#include <vector>

#include "console/link/shared_layout.h"
#include "io/audio_window.h"
#include "io/overwriting_ring.h"

namespace headroom {

// Use by one thread, but for what says otherwise. Wait-free, but for readers that try again while a box is written.
class LinkMeters {
 public:
  // In the segment of a host; it must outlive this.
  static Result<LinkMeters> create(std::byte* memory, LinkHeader& header, const LinkPlaces& places,
                                   std::vector<AudioWindow> windows);

  // What a tap hears; false when it could not be read whole.
  bool read_aim(int tap, TapAim& aim) const { return header_->aims[static_cast<size_t>(tap)].read(aim); }
  const AudioWindow& audio(int tap) const { return windows_[static_cast<size_t>(tap)]; }

  void show(int tap, const MeterReading& reading) { readings_[tap].write(reading); }
  void keep(int tap, const MeterHistory& record) { histories_[static_cast<size_t>(tap)].write(&record); }
  void show(const SoundLevelReading& reading) { header_->sound_level.write(reading); }
  // [any] As shown last; false when it could not be read whole.
  bool read_sound_level(SoundLevelReading& reading) const { return header_->sound_level.read(reading); }

 private:
  LinkHeader* header_ = nullptr;
  std::vector<AudioWindow> windows_;
  SharedBox<MeterReading>* readings_ = nullptr;
  std::vector<OverwritingRingWriter> histories_;
};

}  // namespace headroom
