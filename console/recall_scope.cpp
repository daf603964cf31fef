#include "console/recall_scope.h"

#include "console/gang.h"
#include "console/table_rows.h"

namespace headroom {

std::optional<RecallScope> scope_of(const ControlRow& row) {
  if ((row.flags & kNotSaved) || !(row.kinds & kNamed)) return std::nullopt;
  switch (linked_part(row)) {
    case LinkedPart::fader: return kFaderScope;
    case LinkedPart::mute: return kMuteScope;
    case LinkedPart::equaliser: return kEqScope;
    case LinkedPart::dynamics: return kDynamicsScope;
    case LinkedPart::sends: return kSendsScope;
    case LinkedPart::none: break;
  }
  switch (row.param) {
    case Param::pan:
    case Param::width:
    case Param::surround_on:
    case Param::surround_azimuth:
    case Param::surround_elevation:
    case Param::surround_spread:
    case Param::surround_distance:
    case Param::surround_center:
    case Param::surround_lfe:
    case Param::dca:
    case Param::link: return kFaderScope;
    case Param::mute_group:
    case Param::mute_safe:
    case Param::solo_safe: return kMuteScope;
    case Param::order: return kEqScope;
    case Param::direct_tap:
    case Param::direct_level:
    case Param::follow: return kSendsScope;
    case Param::input:
    case Param::input_backup:
    case Param::trim:
    case Param::polarity:
    case Param::delay:
    case Param::pair:
    case Param::layout: return kPatchScope;
    case Param::name:
    case Param::color: return kNameScope;
    default: return std::nullopt;
  }
}

Param safe_param(RecallScope scope) {
  switch (scope) {
    case kFaderScope: return Param::safe_fader;
    case kMuteScope: return Param::safe_mute;
    case kEqScope: return Param::safe_eq;
    case kDynamicsScope: return Param::safe_dynamics;
    case kSendsScope: return Param::safe_sends;
    case kPatchScope: return Param::safe_patch;
    case kNameScope: break;
  }
  return Param::safe_name;
}

}  // namespace headroom
