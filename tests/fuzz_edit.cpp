// Fuzz target: any bytes as edits of three clients on a small desk, as they would come out of shared memory. Nothing
// crashes, no control leaves its range, and the engine's targets stay numbers.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "console/desk.h"

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

// How a corpus file spells one edit: small numbers, so that a mutation often means another edit.
struct Spelled {
  uint8_t client, kind;
  uint16_t control;  // beyond the table now and then
  float value;
  char text[8];
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace headroom;
  Desk desk(DeskPlan{.channels = 8, .auxes = 1, .groups = 1, .matrices = 1, .dcas = 1}, 48000);
  const Table& table = desk.table();
  uint64_t now_ns = 0;
  for (; size >= sizeof(Spelled); data += sizeof(Spelled), size -= sizeof(Spelled)) {
    Spelled spelled;
    std::memcpy(&spelled, data, sizeof spelled);
    Edit edit;
    edit.control = spelled.control == UINT16_MAX ? kNoControl : spelled.control % (table.size() + 8);
    edit.kind = static_cast<EditKind>(spelled.kind % 6);
    edit.value = spelled.value;
    std::memcpy(edit.text, spelled.text, sizeof spelled.text);
    desk.apply(spelled.client % 3, edit, now_ns += 100'000'000);
    if (spelled.kind >= 0xF0) desk.release(spelled.client % 3);
  }
  for (ControlId id = 0; id < table.size(); ++id)
    if (table.row(id).unit != Unit::text)
      demand(desk.show().value(id) >= table.row(id).min && desk.show().value(id) <= table.max_value(id));
  desk.update_targets();
  for (int bank = 0; bank < desk.targets().layout().banks(); ++bank) {
    for (const float parameter : desk.targets().bank(bank).parameters) demand(std::isfinite(parameter));
    for (const float gain : desk.targets().bank(bank).mix.gains) demand(std::isfinite(gain));
  }
  return 0;
}
