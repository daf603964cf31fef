#include "surfaces/midi/mackie_driver.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "console/curve.h"

namespace headroom {
namespace {

constexpr int64_t kPaintInterval_ns = 20'000'000;   // lamps and timed texts, when no value has changed
constexpr int64_t kMoving_ns = 1'000'000'000;       // a value stays in the lower line for this long after its last move
constexpr int64_t kOverload_ns = 3'000'000'000;     // the overload light stays on this long after the last over
constexpr int64_t kPanTurn_ns = 300'000'000;        // turns within this time of each other are one gesture
constexpr int kGreetings = 4;                       // to a box that stays silent; some never answer
constexpr int64_t kGreetingInterval_ns = 1'000'000'000;
constexpr int64_t kDisplayTurn_ns = 700'000'000;    // a display turns its meters for 600 ms and ignores text meanwhile
constexpr float kTicksOfTravel = 100;               // V-Pot ticks from end to end

bool is_pressed(std::span<const uint8_t> note) { return (note[0] & 0xF0) == 0x90 && note[2] != 0; }

}  // namespace

MackieDriver::MackieDriver(const SurfaceDevice& device, MidiOutlet& outlet) : device_(device), outlet_(outlet) {}

void MackieDriver::set_desk(LinkClient* desk, StripLayer* layer, int offset) {
  const bool is_another = desk != desk_;
  desk_ = desk;
  layer_ = layer;
  window_ = {layer, offset, device_.strips(), -1};
  in_step_ = false;
  next_paint_ns_ = 0;
  if (!desk || !is_another) return;
  look_at_selection();
  first_ = strip_under_first();
  shadow_.forget();
  for (size_t i = 0; i < hands_.size(); ++i)
    hands_[i].change_console(fader_control(*desk, window_, static_cast<int>(i)));
  for (PanTurn& pan : pans_) pan = PanTurn{};
  watched_ = {};
  overload_until_ns_ = {};
}

void MackieDriver::connect() {
  parser_.reset();
  greetings_left_ = kGreetings;
  has_spoken_ = false;
  next_greeting_ns_ = 0;
  in_step_ = false;
}

void MackieDriver::disconnect(int64_t now_ns) {
  for (FaderHand& hand : hands_) hand.unplug(now_ns);
  for (PanTurn& pan : pans_) pan.hold.let_go();
  if (desk_) post_hands(now_ns);
}

void MackieDriver::receive(std::span<const uint8_t> bytes, int64_t now_ns) {
  if (desk_) follow_layer(now_ns);
  for (const uint8_t byte : bytes)
    if (const auto message = parser_.read(byte); !message.empty()) read_message(message, now_ns);
  if (desk_) post_hands(now_ns);
}

// Another box, or this one, has moved the window: what hands hold is not under them any more.
void MackieDriver::follow_layer(int64_t now_ns) {
  look_at_selection();
  const int first = strip_under_first();
  if (first_ == first) return;
  first_ = first;
  for (int i = 0; i < kMainFader; ++i) hands_[static_cast<size_t>(i)].change_strip(now_ns);
  for (PanTurn& pan : pans_) pan.hold.let_go();
  overload_until_ns_ = {};
  next_paint_ns_ = 0;
}

void MackieDriver::look_at_selection() {
  if (!device_.follows_selection) return;
  const float selected = desk_->value(desk_->table().strip_of(kDesk), Param::selected);
  if (layer_->has(static_cast<int>(selected))) window_.followed = static_cast<int>(selected);
}

// What tells one window from another: the followed strip, or where the window begins.
int MackieDriver::strip_under_first() const {
  return window_.followed >= 0 ? window_.followed : layer_->first() + window_.offset;
}

void MackieDriver::read_message(std::span<const uint8_t> message, int64_t now_ns) {
  greetings_left_ = 0;
  has_spoken_ = true;
  if (message[0] == kSysexHeader[0]) {
    read_sysex(message);
    return;
  }
  if (message.size() < 3) return;
  const auto place = role_of(message[0], message[1]);
  if (!place) return;
  switch (place->role) {
    case Role::fader: move_fader(place->index, message[1] | message[2] << 7, now_ns); break;
    case Role::touch: touch_fader(place->index, is_pressed(message), now_ns); break;
    case Role::pan: turn_pan(place->index, message[2], now_ns); break;
    default:
      if (is_pressed(message)) press(place->role, place->index, now_ns);
  }
}

void MackieDriver::read_sysex(std::span<const uint8_t> message) {
  constexpr size_t kHeader = std::size(kSysexHeader), kData = kHeader + 2;
  if (message.size() <= kData || !std::equal(std::begin(kSysexHeader), std::end(kSysexHeader), message.begin())) return;
  const uint8_t id = message[kHeader];
  const auto command = static_cast<SysexCommand>(message[kHeader + 1]);
  const bool is_known = id == 0x10 || id == 0x11 || id == 0x14 || id == 0x15;
  const bool came_to_life = command == SysexCommand::challenge || command == SysexCommand::confirmed ||
                            command == SysexCommand::ready;
  if (!is_known || !came_to_life) return;
  device_.id = id;
  const bool wants_answer = id == 0x10 || id == 0x11;
  if (wants_answer && command == SysexCommand::challenge && message.size() > kData + kSerialBytes + kChallengeBytes) {
    std::array<uint8_t, kChallengeBytes> challenge;
    std::copy_n(message.begin() + kData + kSerialBytes, kChallengeBytes, challenge.begin());
    std::vector<uint8_t> reply(message.begin(), message.begin() + kData + kSerialBytes);
    reply[kHeader + 1] = static_cast<uint8_t>(SysexCommand::answer);
    for (const uint8_t byte : challenge_answer(challenge)) reply.push_back(byte);
    reply.push_back(0xF7);
    outlet_.send(reply);
  }
  shadow_.forget();
  next_paint_ns_ = 0;
}

void MackieDriver::move_fader(int fader, int position, int64_t now_ns) {
  if (!desk_) return;
  hands_[static_cast<size_t>(fader)].move(*desk_, fader_control(*desk_, window_, fader), position, device_,
                                          shadow_.fader(fader), shadow_.fader_sent_ns(fader), now_ns);
}

void MackieDriver::touch_fader(int fader, bool is_touched, int64_t now_ns) {
  FaderHand& hand = hands_[static_cast<size_t>(fader)];
  if (is_touched)
    hand.touch(desk_ ? fader_control(*desk_, window_, fader) : kNoControl);
  else
    hand.release(now_ns);
}

void MackieDriver::turn_pan(int place, uint8_t turn, int64_t now_ns) {
  const ControlId pan = strip_control(place, Param::pan);
  if (pan == kNoControl) return;
  const int ticks = std::max(1, turn & 0x3F);  // no ticks count as one, as some boxes send it
  const ControlRow& row = desk_->table().row(pan);
  // The desk answers a tick later; turns that follow each other closely go on from what was asked for last.
  const PanTurn& last = pans_[static_cast<size_t>(place)];
  const float from = last.hold.held() == pan ? last.value : desk_->value(pan);
  const float way = (turn & 0x40 ? -1.0f : 1.0f) * static_cast<float>(ticks) * (row.max - row.min) / kTicksOfTravel;
  float to = nearest_value(row, from + way);
  if ((from - row.standard) * (to - row.standard) < 0) to = row.standard;  // the centre can be felt
  set_pan(place, to, now_ns);
}

void MackieDriver::set_pan(int place, float value, int64_t now_ns) {
  const ControlId pan = strip_control(place, Param::pan);
  if (pan == kNoControl) return;
  PanTurn& turn = pans_[static_cast<size_t>(place)];
  turn.hold.hold(pan);
  turn.hold.move(pan, value);
  turn.value = value;
  turn.turned_ns = now_ns;
}

void MackieDriver::press(Role role, int index, int64_t now_ns) {
  if (!desk_) return;
  const Table& table = desk_->table();
  const StripIndex whole_desk = table.strip_of(kDesk);
  const auto act = [&](Param action) { desk_->act(table.id(whole_desk, action)); };
  const auto move_window = [&](int strips) {
    if (device_.follows_selection) return select_neighbour(strips);
    layer_->move(strips);
    follow_layer(now_ns);
  };
  switch (role) {
    case Role::mute: toggle(index, Param::mute); break;
    case Role::solo: toggle(index, Param::solo); break;
    case Role::select: select(index); break;
    case Role::pan_center:
      if (const ControlId pan = strip_control(index, Param::pan); pan != kNoControl)
        set_pan(index, table.row(pan).standard, now_ns);
      break;
    case Role::bank_left: move_window(-layer_->width()); break;
    case Role::bank_right: move_window(layer_->width()); break;
    case Role::channel_left: move_window(-1); break;
    case Role::channel_right: move_window(1); break;
    case Role::solo_clear: act(Param::solo_clear); break;
    case Role::undo: act(Param::undo); break;
    case Role::save: act(Param::save); break;
    default: break;
  }
}

void MackieDriver::toggle(int place, Param param) {
  const ControlId id = strip_control(place, param);
  if (id != kNoControl) desk_->set(id, desk_->value(id) >= 0.5f ? 0.0f : 1.0f);
}

void MackieDriver::select(int place) {
  const int strip = window_.strip_at(place);
  const Table& table = desk_->table();
  if (strip >= 0) desk_->set(table.id(table.strip_of(kDesk), Param::selected), static_cast<float>(strip));
}

void MackieDriver::select_neighbour(int strips) {
  const int strip = layer_->neighbour(window_.strip_at(0), strips);
  const Table& table = desk_->table();
  if (strip >= 0) desk_->set(table.id(table.strip_of(kDesk), Param::selected), static_cast<float>(strip));
}

ControlId MackieDriver::strip_control(int place, Param param) const {
  const int strip = desk_ ? window_.strip_at(place) : -1;
  return strip < 0 ? kNoControl : desk_->table().id(static_cast<StripIndex>(strip), param);
}

void MackieDriver::post_hands(int64_t now_ns) {
  for (size_t i = 0; i < hands_.size(); ++i)
    if (hands_[i].tick(*desk_, now_ns)) {
      shadow_.forget_fader(static_cast<int>(i));
      next_paint_ns_ = 0;
    }
  for (PanTurn& pan : pans_) {
    if (now_ns - pan.turned_ns >= kPanTurn_ns) pan.hold.let_go();
    pan.hold.post(*desk_);
  }
}

void MackieDriver::tick(int64_t now_ns, const MeterLook* meters) {
  if (greetings_left_ > 0 && now_ns >= next_greeting_ns_) greet(now_ns);
  if (!desk_) return;
  follow_layer(now_ns);
  post_hands(now_ns);
  if (text_again_ns_ != 0 && now_ns >= text_again_ns_) {
    text_again_ns_ = next_paint_ns_ = 0;
    shadow_.forget_text();
  }
  const uint64_t revision = desk_->revision();
  if (revision != revision_ || now_ns >= next_paint_ns_) {
    watch_strips(now_ns);
    LowerLine lower;
    std::array<bool, kSurfaceStrips> overload;
    for (size_t i = 0; i < lower.size(); ++i) {
      lower[i] = now_ns < watched_[i].until_ns ? watched_[i].moving : Param::name;
      overload[i] = now_ns < overload_until_ns_[i];
    }
    SurfacePicture wanted = paint(*desk_, desk_->status(), device_, window_, lower, overload);
    for (size_t i = 0; i < hands_.size(); ++i)
      if (!hands_[i].may_drive()) wanted.fader[i] = kNoPosition;
    in_step_ = shadow_.send_differences(wanted, now_ns, outlet_);
    revision_ = revision;
    next_paint_ns_ = in_step_ ? now_ns + kPaintInterval_ns : 0;
  }
  if (meters && device_.meters != SurfaceMeters::none) show_meters(*meters, now_ns);
}

void MackieDriver::greet(int64_t now_ns) {
  std::vector<uint8_t> query = sysex_begin(device_, SysexCommand::query);
  query.push_back(0xF7);
  if (!outlet_.send(query)) return;
  if (device_.meters == SurfaceMeters::display) draw_meters_upright(now_ns);
  --greetings_left_;
  next_greeting_ns_ = now_ns + kGreetingInterval_ns;
  shadow_.forget();
  next_paint_ns_ = 0;
}

// Bars stand in the last column of each strip, which the text leaves free. While the display turns to it, it hears no text.
void MackieDriver::draw_meters_upright(int64_t now_ns) {
  std::vector<uint8_t> direction = sysex_begin(device_, SysexCommand::meter_direction);
  direction.insert(direction.end(), {0x01, 0xF7});
  outlet_.send(direction);
  for (uint8_t strip = 0; strip < kSurfaceStrips; ++strip) {
    std::vector<uint8_t> mode = sysex_begin(device_, SysexCommand::meter_mode);
    mode.insert(mode.end(), {strip, 0x07, 0xF7});
    outlet_.send(mode);
  }
  text_again_ns_ = now_ns + kDisplayTurn_ns;
}

void MackieDriver::watch_strips(int64_t now_ns) {
  for (int place = 0; place < kSurfaceStrips; ++place) {
    Watched& watched = watched_[static_cast<size_t>(place)];
    const int strip = window_.strip_at(place);
    const ControlId fader = strip_control(place, Param::fader), pan = strip_control(place, Param::pan);
    const float fader_now = fader == kNoControl ? 0.0f : desk_->value(fader);
    const float pan_now = pan == kNoControl ? 0.0f : desk_->value(pan);
    if (watched.strip != strip) {
      watched = {strip, fader_now, pan_now, Param::name, 0};
    } else if (fader_now != watched.fader || pan_now != watched.pan) {
      watched = {strip, fader_now, pan_now, fader_now != watched.fader ? Param::fader : Param::pan,
                 now_ns + kMoving_ns};
    }
  }
}

void MackieDriver::show_meters(const MeterLook& meters, int64_t now_ns) {
  for (int place = 0; place < kSurfaceStrips; ++place) {
    const auto i = static_cast<size_t>(place);
    const int strip = window_.strip_at(place);
    float peak = 0;
    if (strip >= 0)
      for (int lane = 0; lane < desk_->lanes().of(static_cast<StripIndex>(strip)).count; ++lane)
        peak = std::max(peak, peak_of(meters, static_cast<StripIndex>(strip), lane));
    if (peak >= 1.0f) overload_until_ns_[i] = now_ns + kOverload_ns;
    const uint8_t height = meter_height(peak);
    // The box lets its bars fall by itself, so a bar that stands is sent again, and a dark one once.
    if (height == 0 && meter_[i] == 0) continue;
    const uint8_t message[] = {0xD0, static_cast<uint8_t>(place << 4 | height)};
    if (outlet_.send(message)) meter_[i] = height;
  }
  for (int side = 0; device_.main_meters && side < 2; ++side) {
    uint8_t& shown = main_meter_[static_cast<size_t>(side)];
    const uint8_t height = meter_height(peak_of(meters, desk_->table().strip_of(kMain), side));
    if (height == 0 && shown == 0) continue;
    const uint8_t message[] = {0xD1, static_cast<uint8_t>(side << 4 | height)};
    if (outlet_.send(message)) shown = height;
  }
}

float MackieDriver::peak_of(const MeterLook& meters, StripIndex strip, int lane) const {
  const StripLanes& lanes = desk_->lanes().of(strip);
  if (lane >= lanes.count) return 0;
  return meters.banks[static_cast<size_t>(lanes.bank)].peak[static_cast<size_t>(lanes.lane + lane)];
}

}  // namespace headroom
