#include "console/recall.h"

#include <algorithm>

#include "console/dca.h"
#include "console/pair.h"

namespace headroom {
namespace {

// What the strip's own safes keep; strips without safes keep nothing.
RecallScopes own_safes(const Show& show, StripIndex strip) {
  RecallScopes safes = 0;
  for (int bit = 0; bit < kRecallScopes; ++bit) {
    const auto scope = static_cast<RecallScope>(1 << bit);
    const ControlId safe = show.table().id(strip, safe_param(scope));
    if (safe != kNoControl && show.value(safe) >= 0.5f) safes |= scope;
  }
  return safes;
}

bool is_safe(const ControlRow& row) {
  for (int bit = 0; bit < kRecallScopes; ++bit)
    if (row.param == safe_param(static_cast<RecallScope>(1 << bit))) return true;
  return false;
}

bool is_dca_in_dca(const Table& table, ControlId id) {
  return table.row(id).param == Param::dca && table.strip(table.control(id).strip).kind == kDca;
}

class Recall {
 public:
  Recall(const Show& show, const std::function<bool(ControlId)>& stays)
      : show_(show), table_(show.table()), stays_(stays), after_(show), touched_(table_.strips().size()) {
    for (size_t strip = 0; strip < touched_.size(); ++strip)
      safes_.push_back(own_safes(show, static_cast<StripIndex>(strip)));
  }

  const Show& after() const { return after_; }

  // First of all: whose sides are one strip afterwards is what the rest goes by.
  void take_pairs(const SceneCoverage& coverage, const Scene& scene) {
    each_control(coverage, scene, [&](const SceneCoverage::Covered& covered, float value, const std::string&) {
      if (table_.row(covered.control).param != Param::pair) return;
      const auto partner = partner_of(table_, covered.strip);
      const RecallScopes safes = safes_[covered.strip] | (partner ? safes_[*partner] : RecallScopes{0});
      if (!(safes & covered.scope)) put(covered.control, value);
    });
    for (size_t i = 0; i < safes_.size(); ++i) {
      const auto strip = static_cast<StripIndex>(i);
      if (is_paired(show_, strip) || is_paired(after_, strip))
        safes_[i] |= own_safes(show_, *partner_of(table_, strip));
    }
  }

  void take_rest(const SceneCoverage& coverage, const Scene& scene) {
    std::vector<ControlId> dcas_in_dcas;
    each_control(coverage, scene, [&](const SceneCoverage::Covered& covered, float value, const std::string& text) {
      if (safes_[covered.strip] & covered.scope) return;
      if (covered.is_text) {
        if (!stays_(covered.control)) after_.set_text(covered.control, text);
      } else if (after_.value(covered.control) != value && table_.row(covered.control).param != Param::pair) {
        if (value >= 0.5f && is_dca_in_dca(table_, covered.control))
          dcas_in_dcas.push_back(covered.control);
        else
          put(covered.control, value);
      }
    });
    // What is kept may close a circle that was none when the scene was stored.
    for (const ControlId id : dcas_in_dcas)
      if (!would_make_a_circle(after_, table_.control(id).strip, table_.control(id).repeat)) put(id, 1);
  }

  // What is kept on one side only would part a pair; the odd side counts, or the one that a hand holds.
  void settle_pairs() {
    for (size_t i = 0; i < touched_.size(); ++i) {
      const auto first = static_cast<StripIndex>(i);
      if (!is_first_side(table_, first) || !is_paired(after_, first)) continue;
      const StripIndex second = *partner_of(table_, first);
      const bool is_aux = table_.strip(first).kind == kAux;
      if (touched_[first] || touched_[second]) settle_strips(first, second);
      if (is_aux) settle_sends(first, second);
    }
  }

 private:
  void put(ControlId id, float value) {
    if (!stays_(id) && after_.set(id, value)) touched_[table_.control(id).strip] = true;
  }

  void settle(ControlId first, ControlId second) {
    if (after_.value(first) == after_.value(second)) return;
    const bool second_counts = stays_(second) && !stays_(first);
    put(second_counts ? first : second, after_.value(second_counts ? second : first));
  }

  // What one side was safe from, both are: no recall makes a strip less safe.
  void settle_safes(ControlId first, ControlId second) {
    const float either = std::max(after_.value(first), after_.value(second));
    put(first, either);
    put(second, either);
  }

  // What no scene holds - armed, soloed, the memory that is heard - stays as it is on each side, but for safes.
  void settle_strips(StripIndex first, StripIndex second) {
    const DeskStrip &from = table_.strip(first), &to = table_.strip(second);
    for (ControlId offset = 0; offset < from.controls; ++offset) {
      const ControlRow& row = table_.row(from.first_control + offset);
      const ControlId own = from.first_control + offset, other = to.first_control + offset;
      if (is_safe(row))
        settle_safes(own, other);
      else if (scope_of(row) && row.unit != Unit::text && !(row.flags & kPerSide))
        settle(own, other);
    }
  }

  // What is sent to both sides of a stereo aux.
  void settle_sends(StripIndex first, StripIndex second) {
    const int aux = table_.strip(first).number - 1;
    for (int number = 1; number <= table_.count_of(kChannel); ++number) {
      const StripIndex channel = table_.strip_of(kChannel, number);
      if (!touched_[channel] && !touched_[first] && !touched_[second]) continue;
      for (const Param send : {Param::send_level, Param::send_tap, Param::send_pan, Param::send_follow})
        settle(table_.id(channel, send, aux), table_.id(channel, send, aux + 1));
    }
  }

  const Show& show_;
  const Table& table_;
  const std::function<bool(ControlId)>& stays_;
  Show after_;
  std::vector<RecallScopes> safes_;  // by strip: what is kept
  std::vector<bool> touched_;        // by strip
};

}  // namespace

std::vector<Change> changes_of_recall(const SceneCoverage& coverage, const Scene& scene, const Show& show,
                                      const std::function<bool(ControlId)>& stays) {
  Recall recall(show, stays);
  recall.take_pairs(coverage, scene);
  recall.take_rest(coverage, scene);
  recall.settle_pairs();
  return changes_between(show, recall.after());
}

std::vector<Change> changes_between(const Show& before, const Show& after) {
  const Table& table = before.table();
  std::vector<Change> changes;
  for (ControlId id = 0; id < table.size(); ++id) {
    if (table.row(id).unit == Unit::text) {
      if (before.text(id) != after.text(id)) changes.push_back({id, 0, 0, before.text(id), after.text(id)});
    } else if (before.value(id) != after.value(id)) {
      changes.push_back({id, before.value(id), after.value(id), {}, {}});
    }
  }
  return changes;
}

}  // namespace headroom
