// This screen's place at a desk: joins it, notices when the console goes, and joins its successor by itself.
#pragma once

#include <memory>
#include <string>

#include "console/link/link_client.h"

namespace headroom::display {

class DeskLink {
 public:
  explicit DeskLink(std::string desk) : desk_(std::move(desk)) {}

  // Joins, or finds out that the console has gone. Call it every frame; it asks the system at most every 20 ms.
  // `now_s` is any clock that never goes back. True when `client()` is another one than before.
  bool look(double now_s);

  // The newest console joined, alive or not; null before the first.
  LinkClient* client() { return client_.get(); }
  bool is_alive() const { return is_alive_; }
  // The console before this one. It must be kept until the screen has joined the new one.
  void forget_last() { last_.reset(); }
  const std::string& error() const { return error_; }

 private:
  std::string desk_;
  std::unique_ptr<LinkClient> client_, last_;
  bool is_alive_ = false;
  double next_look_s_ = 0;
  std::string error_;
};

}  // namespace headroom::display
