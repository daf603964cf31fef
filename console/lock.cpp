#include "console/lock.h"

namespace headroom {
namespace {

// What never touches the mix: looking at it, painting it, and the way out.
bool is_free(const Table& table, ControlId control) {
  const StripKind kind = table.strip(table.control(control).strip).kind;
  const Param param = table.row(control).param;
  return kind == kMeter || kind == kSoundLevel || param == Param::lock || param == Param::selected || param == Param::surfaces_repaint;
}

}  // namespace

Lock lock_of(const Show& show) {
  const Table& table = show.table();
  return static_cast<Lock>(show.value(table.strip_of(kDesk), Param::lock));
}

bool is_locked(const Show& show, ControlId control) {
  switch (lock_of(show)) {
    case Lock::open: return false;
    case Lock::structure: return (show.table().row(control).flags & kStructure) != 0;
    case Lock::full: return !is_free(show.table(), control);
  }
  return false;
}

std::string locked_sentence(const std::string& what) {
  return what + " is locked; hold the lock in the screen's top bar for a second, or set /desk/lock to open";
}

}  // namespace headroom
