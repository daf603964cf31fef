#include "io/wav_header.h"

namespace headroom {
namespace {

constexpr uint32_t kInDs64 = 0xFFFFFFFF;  // a size too large for its field stands in the chunk "ds64"

// WAVE_FORMAT_EXTENSIBLE, and the tail all its sub-formats share (RFC 2361 appendix A;
// KSDATAFORMAT_SUBTYPE_*).
constexpr uint16_t kExtensible = 0xFFFE, kPcm = 1, kFloat = 3;
constexpr unsigned char kSubFormatTail[] = {0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71};

// Speaker positions: front centre; front left and right; more channels than that are not placed.
uint32_t standard_speakers(int channels) { return channels == 1 ? 4 : channels == 2 ? 3 : 0; }

class LittleEndian {
 public:
  void text(const char* four) { bytes_.append(four, 4); }
  void number(uint64_t value, int size) {
    for (int byte = 0; byte < size; ++byte) bytes_ += static_cast<char>(value >> (8 * byte) & 0xFF);
  }
  void raw(const unsigned char* from, size_t size) { bytes_.append(reinterpret_cast<const char*>(from), size); }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

}  // namespace

int bytes_per_sample(WavFormat format) { return format == WavFormat::float32 ? 4 : 3; }

std::string wav_header(WavFormat format, int sample_rate_hz, int channels, uint64_t frames, uint32_t speakers) {
  constexpr uint64_t kHeaderBytes = 12 + 36 + 48 + 12 + 8;
  const auto sample_bytes = static_cast<uint64_t>(bytes_per_sample(format));
  const uint64_t frame_bytes = sample_bytes * static_cast<uint64_t>(channels);
  const uint64_t data_bytes = frames * frame_bytes;
  const uint64_t riff_bytes = kHeaderBytes - 8 + data_bytes + data_bytes % 2;
  const bool large = riff_bytes >= kInDs64;

  LittleEndian h;
  h.text(large ? "RF64" : "RIFF");
  h.number(large ? kInDs64 : riff_bytes, 4);
  h.text("WAVE");

  h.text(large ? "ds64" : "JUNK");  // its room is kept in a small file too
  h.number(28, 4);
  h.number(large ? riff_bytes : 0, 8);
  h.number(large ? data_bytes : 0, 8);
  h.number(large ? frames : 0, 8);
  h.number(0, 4);

  h.text("fmt ");
  h.number(40, 4);
  h.number(kExtensible, 2);
  h.number(static_cast<uint64_t>(channels), 2);
  h.number(static_cast<uint64_t>(sample_rate_hz), 4);
  h.number(static_cast<uint64_t>(sample_rate_hz) * frame_bytes, 4);
  h.number(frame_bytes, 2);
  h.number(8 * sample_bytes, 2);
  h.number(22, 2);
  h.number(8 * sample_bytes, 2);
  h.number(speakers != 0 ? speakers : standard_speakers(channels), 4);
  h.number(format == WavFormat::float32 ? kFloat : kPcm, 2);
  h.raw(kSubFormatTail, sizeof kSubFormatTail);

  h.text("fact");
  h.number(4, 4);
  h.number(large ? kInDs64 : frames, 4);

  h.text("data");
  h.number(large ? kInDs64 : data_bytes, 4);
  return h.take();
}

}  // namespace headroom
