#include "console/link/link_meters.h"

#include <new>

namespace headroom {

Result<LinkMeters> LinkMeters::create(std::byte* memory, LinkHeader& header, const LinkPlaces& places,
                                      std::vector<AudioWindow> windows) {
  LinkMeters meters;
  meters.header_ = &header;
  meters.windows_ = std::move(windows);
  meters.readings_ = new (memory + places.readings_at) SharedBox<MeterReading>[kMeterTaps];
  for (uint64_t tap = 0; tap < kMeterTaps; ++tap) {
    const auto history =
        OverwritingRingWriter::create(memory + places.histories_at + tap * places.history_bytes, places.history_bytes,
                                      sizeof(MeterHistory), kMeterHistoryRecords);
    if (!history) return Error{history.error()};
    meters.histories_.push_back(*history);
  }
  return meters;
}

}  // namespace headroom
