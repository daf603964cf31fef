// How often the line to a port was opened anew because its box said nothing. JACK (1.9.21 and before) does not always
// wake the clients that take the places of killed ones, so such a line is given another place; but not for ever, as
// some boxes never answer.
#pragma once

#include <map>
#include <string>

namespace headroom {

class LineDoubts {
 public:
  bool is_worth_another(const std::string& port) const {
    const auto tried = tries_.find(port);
    return tried == tries_.end() || tried->second < kMost;
  }
  void open_anew(const std::string& port) { ++tries_[port]; }
  // Who has gone is not doubted when it comes again: all its lines are before it.
  template <class IsThere>
  void keep_only(IsThere is_there) {
    std::erase_if(tries_, [&](const auto& port) { return !is_there(port.first); });
  }
  void forget() { tries_.clear(); }

 private:
  static constexpr int kMost = 3;
  std::map<std::string, int> tries_;
};

}  // namespace headroom
