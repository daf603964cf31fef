#include "console/link/link_places.h"

#include "console/engine.h"
#include "io/audio_window.h"
#include "io/overwriting_ring.h"

namespace headroom {
namespace {

uint64_t whole_lines(uint64_t bytes) { return (bytes + 63) / 64 * 64; }

}  // namespace

size_t meter_record_bytes(int banks) {
  return sizeof(MeterRecordHead) + static_cast<size_t>(banks) * sizeof(BankMeters);
}

LinkPlaces link_places(const Table& table, const LanePlan& lanes) {
  LinkPlaces places{};
  const auto take = [&](uint64_t bytes) {
    const uint64_t at = places.bytes;
    places.bytes += whole_lines(bytes);
    return at;
  };
  take(sizeof(LinkHeader));
  places.values_at = take(table.size() * sizeof(SharedValue));
  places.holders_at = take(table.size() * sizeof(SharedHolder));
  places.texts_at = take(table.strips().size() * sizeof(SharedBox<SharedText>));
  places.next_scene_at = take(table.strips().size() * sizeof(SharedScopes));
  places.meter_bytes = OverwritingRingWriter::bytes_for(meter_record_bytes(lanes.layout().banks()), kMeterRecords);
  places.meters_at = take(places.meter_bytes);
  places.audio_bytes = whole_lines(AudioWindow::bytes_for(kTapLanes, kAudioFrames));
  places.audio_at = take(kAudioTaps * places.audio_bytes);
  places.readings_at = take(kMeterTaps * sizeof(SharedBox<MeterReading>));
  places.history_bytes = whole_lines(OverwritingRingWriter::bytes_for(sizeof(MeterHistory), kMeterHistoryRecords));
  places.histories_at = take(kMeterTaps * places.history_bytes);
  places.log_bytes = OverwritingRingWriter::bytes_for(sizeof(LogRecord), kLogRecords);
  places.log_at = take(places.log_bytes);
  return places;
}

bool is_segment_of(const LinkHeader& header, size_t bytes, const Table& table, const LanePlan& lanes) {
  const LinkPlaces places = link_places(table, lanes);
  return header.magic.load(std::memory_order_acquire) == kLinkMagic && header.version == kLinkVersion &&
         header.table_version == table.version() && header.places == places && bytes == places.bytes;
}

}  // namespace headroom
