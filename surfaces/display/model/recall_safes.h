// What of a strip is kept safe from recalls: its scopes (console/recall_scope.h) and their switches.
#pragma once

#include <array>

#include "console/recall_scope.h"
#include "surfaces/display/model/desk_copy.h"

namespace headroom::display {

struct SafeScope {
  RecallScope scope;
  Param safe;
  const char* name;  // of the column
};
inline constexpr std::array<SafeScope, kRecallScopes> kSafeScopes = {{{kFaderScope, Param::safe_fader, "Fader"},
                                                                      {kMuteScope, Param::safe_mute, "Mute"},
                                                                      {kEqScope, Param::safe_eq, "EQ"},
                                                                      {kDynamicsScope, Param::safe_dynamics, "Dyn"},
                                                                      {kSendsScope, Param::safe_sends, "Sends"},
                                                                      {kPatchScope, Param::safe_patch, "Patch"},
                                                                      {kNameScope, Param::safe_name, "Name"}}};

// The scopes that are safe.
RecallScopes safe_scopes(const DeskCopy& desk, StripIndex strip);
// Every strip that can be kept safe, along the signal, the DCAs last.
std::vector<StripIndex> safe_strips(const Table& table);

}  // namespace headroom::display
