#include "surfaces/display/model/desk_link.h"

namespace headroom::display {

bool DeskLink::look(double now_s) {
  constexpr double kBetweenLooks_s = 0.02;
  if (client_ && is_alive_) client_->beat();
  if (now_s < next_look_s_) return false;
  next_look_s_ = now_s + kBetweenLooks_s;
  is_alive_ = client_ && client_->console_is_alive();
  if (is_alive_) return false;
  auto joined = LinkClient::attach(desk_, ClientKind::display, "headroom-display");
  if (!joined) {
    error_ = joined.error();
    return false;
  }
  last_ = std::move(client_);
  client_ = std::move(*joined);
  client_->show_lamp(Lamp::in_step, "");
  is_alive_ = true;
  error_.clear();
  return true;
}

}  // namespace headroom::display
