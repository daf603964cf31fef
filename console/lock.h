// A desk that is locked: what an edit may not change while somebody guards it. Sound and meters go on as they are.
#pragma once

#include <string>

#include "console/show.h"

namespace headroom {

// The values of Param::lock.
enum class Lock : uint8_t {
  open,
  structure,  // patch, names, pairs, links, groups, layouts and recalls stay; the mix is free
  full,       // nothing can be changed but the lock, what is selected, and what meters show
};

Lock lock_of(const Show& show);
bool is_locked(const Table& table, Lock lock, ControlId control);
bool is_locked(const Show& show, ControlId control);
// What is said to a hand that tries: which thing, and how it opens.
std::string locked_sentence(const std::string& what);

}  // namespace headroom
