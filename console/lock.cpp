#include "console/lock.h"

namespace headroom {
namespace {

// What never touches the mix: looking at it, painting it, and the way out.
bool is_free(const Table& table, ControlId control) {
  const StripKind kind = table.strip(table.control(control).strip).kind;
  const Param param = table.row(control).param;
  return kind == kMeter || param == Param::lock || param == Param::selected || param == Param::surfaces_repaint ||
         param == Param::marker;
}

}  // namespace

Lock lock_of(const Show& show) {
  const Table& table = show.table();
  return static_cast<Lock>(show.value(table.strip_of(kDesk), Param::lock));
}

bool is_locked(const Table& table, Lock lock, ControlId control) {
  switch (lock) {
    case Lock::open: return false;
    case Lock::structure: return (table.row(control).flags & kStructure) != 0;
    case Lock::full: return !is_free(table, control);
  }
  return false;
}

bool is_locked(const Show& show, ControlId control) { return is_locked(show.table(), lock_of(show), control); }

std::string locked_sentence(const std::string& what) {
  return what + " is locked; hold the lock in the screen's top bar for a second, or set /desk/lock to open";
}

}  // namespace headroom
