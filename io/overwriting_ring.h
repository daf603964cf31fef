// A ring of records that is never full: the newest record overwrites the oldest. The way *reports* travel
// (meters, log). One writer, any number of readers, in one process or several. The writer is wait-free and
// knows no reader; a reader that falls behind loses records, and is told how many. Lives in memory the caller
// gives (shared memory), holds no pointer.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

#include "io/result.h"

namespace headroom {

// The layout in memory: this header, then `capacity` slots of one sequence number and `record_words` words
// each.
struct OverwritingRingHeader {
  static constexpr uint64_t kMagic = 0x31474e5249525648;  // "HVRIRNG1"
  uint64_t magic;
  uint64_t record_bytes;
  uint64_t capacity;                          // records
  alignas(64) std::atomic<uint64_t> written;  // records written since create()
};

// Where the slots of a ring lie. Checked once, kept outside the shared memory: a header that changes later
// cannot move it.
class OverwritingRingLayout {
 public:
  static constexpr uint64_t kMaxRecordBytes = uint64_t{1} << 24;
  static constexpr uint64_t kMaxCapacity = uint64_t{1} << 24;
  using Word = std::atomic<uint64_t>;
  static_assert(Word::is_always_lock_free);

  static bool is_possible(uint64_t record_bytes, uint64_t capacity) {
    return record_bytes >= 1 && record_bytes <= kMaxRecordBytes && capacity >= 2 && capacity <= kMaxCapacity;
  }
  static size_t words_for(size_t record_bytes) { return (record_bytes + sizeof(Word) - 1) / sizeof(Word); }
  static size_t bytes_for(size_t record_bytes, size_t capacity) {
    return sizeof(OverwritingRingHeader) + capacity * (1 + words_for(record_bytes)) * sizeof(Word);
  }

  OverwritingRingLayout(void* memory, size_t record_bytes, size_t capacity)
      : header_(static_cast<OverwritingRingHeader*>(memory)), record_bytes_(record_bytes), capacity_(capacity) {}

  // While record n is being written its slot says 2n+1, once it is whole 2n+2.
  static uint64_t mark_of_whole(uint64_t record) { return 2 * record + 2; }
  Word& mark(uint64_t record) const { return slot(record)[0]; }
  Word* words(uint64_t record) const { return slot(record) + 1; }
  std::atomic<uint64_t>& written() const { return header_->written; }
  size_t record_bytes() const { return record_bytes_; }
  size_t capacity() const { return capacity_; }

 private:
  Word* slot(uint64_t record) const {
    return reinterpret_cast<Word*>(header_ + 1) + (record % capacity_) * (1 + words_for(record_bytes_));
  }
  OverwritingRingHeader* header_;
  size_t record_bytes_;
  size_t capacity_;
};

class OverwritingRingWriter {
 public:
  // Bytes of memory a ring takes.
  static size_t bytes_for(size_t record_bytes, size_t capacity) {
    return OverwritingRingLayout::bytes_for(record_bytes, capacity);
  }

  // [any, before readers attach] Makes an empty ring in `memory` (64-byte aligned, at least bytes_for());
  // touches all of it, so that the audio thread never meets a fresh page.
  static Result<OverwritingRingWriter> create(void* memory, size_t bytes, size_t record_bytes, size_t capacity) {
    if (!OverwritingRingLayout::is_possible(record_bytes, capacity))
      return Error{"A ring needs records of 1 to 16777216 bytes and room for 2 to 16777216 of them."};
    if (bytes < bytes_for(record_bytes, capacity))
      return Error{"The memory given for a ring is smaller than the ring."};
    if (reinterpret_cast<uintptr_t>(memory) % alignof(OverwritingRingHeader) != 0)
      return Error{"The memory given for a ring does not start at a multiple of 64 bytes."};
    std::memset(memory, 0, bytes_for(record_bytes, capacity));
    auto* header = new (memory) OverwritingRingHeader{};
    header->record_bytes = record_bytes;
    header->capacity = capacity;
    header->magic = OverwritingRingHeader::kMagic;
    return OverwritingRingWriter(OverwritingRingLayout(memory, record_bytes, capacity));
  }

  // [writer] Wait-free. Copies record_bytes bytes from `record`.
  void write(const void* record) {
    const uint64_t n = layout_.written().load(std::memory_order_relaxed);
    auto& mark = layout_.mark(n);
    auto* words = layout_.words(n);
    const auto* from = static_cast<const unsigned char*>(record);
    mark.store(OverwritingRingLayout::mark_of_whole(n) - 1, std::memory_order_relaxed);
    // Each word is released: a reader that meets a new word also meets the new mark, and throws its copy
    // away.
    for (size_t at = 0; at < layout_.record_bytes(); at += sizeof(uint64_t), ++words) {
      uint64_t word = 0;
      const size_t left = layout_.record_bytes() - at;
      std::memcpy(&word, from + at, left < sizeof word ? left : sizeof word);
      words->store(word, std::memory_order_release);
    }
    mark.store(OverwritingRingLayout::mark_of_whole(n), std::memory_order_release);
    layout_.written().store(n + 1, std::memory_order_release);
  }

 private:
  explicit OverwritingRingWriter(OverwritingRingLayout layout) : layout_(layout) {}
  OverwritingRingLayout layout_;
};

class OverwritingRingReader {
 public:
  // Records written after this moment are read, unless `from_oldest` asks for those still in the ring too.
  // Refuses memory that holds no ring of `record_bytes`-byte records, or one larger than `bytes`.
  static Result<OverwritingRingReader> attach(void* memory, size_t bytes, size_t record_bytes,
                                              bool from_oldest = false) {
    if (bytes < sizeof(OverwritingRingHeader) ||
        reinterpret_cast<uintptr_t>(memory) % alignof(OverwritingRingHeader) != 0)
      return Error{"There is no ring: the memory is smaller than a ring's header, or not aligned to 64 bytes."};
    OverwritingRingHeader* header = static_cast<OverwritingRingHeader*>(memory);
    const uint64_t record = header->record_bytes, capacity = header->capacity;
    if (header->magic != OverwritingRingHeader::kMagic)
      return Error{"There is no ring: the memory holds something else."};
    if (record != record_bytes || !OverwritingRingLayout::is_possible(record, capacity) ||
        OverwritingRingLayout::bytes_for(record, capacity) > bytes)
      return Error{"The ring's header does not fit its records or its memory; it was made by another version."};
    OverwritingRingReader reader{OverwritingRingLayout(memory, record, capacity)};
    if (!from_oldest) reader.next_ = reader.layout_.written().load(std::memory_order_acquire);
    return reader;
  }

  struct Got {
    bool found;     // false: nothing unread
    uint64_t lost;  // records overwritten before they could be read, since the last call
  };

  // [reader] The next unread record. Lock-free: tries again only when the writer overtook it.
  Got read(void* record) {
    uint64_t lost = 0;
    for (;;) {
      const uint64_t written = layout_.written().load(std::memory_order_acquire);
      if (written < next_) next_ = written;  // the ring was made anew
      if (written == next_) return {false, lost};
      if (written - next_ > layout_.capacity()) {
        const uint64_t oldest = written - layout_.capacity();
        lost += oldest - next_;
        next_ = oldest;
      }
      if (copy(next_, record)) {
        ++next_;
        return {true, lost};
      }
      ++next_;  // this one is being overwritten
      ++lost;
    }
  }

  // [reader] Records written so far.
  uint64_t written() const { return layout_.written().load(std::memory_order_acquire); }

 private:
  explicit OverwritingRingReader(OverwritingRingLayout layout) : layout_(layout) {}

  bool copy(uint64_t n, void* record) const {
    const uint64_t whole = OverwritingRingLayout::mark_of_whole(n);
    auto& mark = layout_.mark(n);
    if (mark.load(std::memory_order_acquire) != whole) return false;
    auto* words = layout_.words(n);
    auto* to = static_cast<unsigned char*>(record);
    for (size_t at = 0; at < layout_.record_bytes(); at += sizeof(uint64_t), ++words) {
      const uint64_t word = words->load(std::memory_order_acquire);
      const size_t left = layout_.record_bytes() - at;
      std::memcpy(to + at, &word, left < sizeof word ? left : sizeof word);
    }
    return mark.load(std::memory_order_relaxed) == whole;
  }

  OverwritingRingLayout layout_;
  uint64_t next_ = 0;
};

}  // namespace headroom
