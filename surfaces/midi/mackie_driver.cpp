#include "surfaces/midi/mackie_driver.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "surfaces/midi/surface_paint.h"

namespace headroom {
namespace {

constexpr int64_t kPaintInterval_ns = 20'000'000;   // lamps and timed texts, when no value has changed
constexpr int kGreetings = 4;                       // to a box that stays silent; some never answer
constexpr int64_t kGreetingInterval_ns = 1'000'000'000;
constexpr int64_t kDisplayTurn_ns = 700'000'000;    // a display turns its meters for 600 ms and ignores text meanwhile

bool is_pressed(std::span<const uint8_t> note) { return (note[0] & 0xF0) == 0x90 && note[2] != 0; }

}  // namespace

MackieDriver::MackieDriver(const SurfaceDevice& device, MidiOutlet& outlet, const KeyPlan& keys)
    : device_(device), outlet_(outlet), key_plan_(keys) {}

void MackieDriver::set_desk(LinkClient* desk, SurfaceView* view, int offset) {
  const bool is_another = desk != desk_;
  desk_ = desk;
  view_ = view;
  window_ = {view ? &view->layer() : nullptr, offset, device_.strips(), -1};
  in_step_ = false;
  paint_again();
  if (!desk || !is_another) return;
  look_at_selection();
  ground_ = ground_now();
  repaints_ = view->repaints();
  shadow_.forget();
  for (size_t i = 0; i < faders_.size(); ++i) faders_[i].change_console(ground_.faders[i]);
  keys_ = KeyHand(key_plan_, desk->table());
  pots_ = {};
  jog_ = {};
  pedal_ = {};
  watch_.forget();
  meters_.forget_overloads();
}

void MackieDriver::connect() {
  parser_.reset();
  greetings_left_ = kGreetings;
  has_spoken_ = false;
  next_greeting_ns_ = 0;
  in_step_ = false;
}

void MackieDriver::disconnect(int64_t now_ns) {
  for (FaderHand& hand : faders_) hand.unplug(now_ns);
  for (TurningHand& pot : pots_) pot.let_go();
  jog_.let_go();
  pedal_.unplug(now_ns);
  if (!desk_) return;
  keys_.let_go(*desk_, *view_);
  post_hands(now_ns);
}

void MackieDriver::receive(std::span<const uint8_t> bytes, int64_t now_ns) {
  if (desk_) follow_view(now_ns);
  for (const uint8_t byte : bytes)
    if (const auto message = parser_.read(byte); !message.empty()) read_message(message, now_ns);
  if (desk_) post_hands(now_ns);
}

MackieDriver::Ground MackieDriver::ground_now() const {
  Ground ground;
  for (int i = 0; i < kSurfaceFaders; ++i)
    ground.faders[static_cast<size_t>(i)] = view_->fader(*desk_, window_, i);
  for (int i = 0; i < kSurfaceStrips; ++i) {
    ground.pots[static_cast<size_t>(i)] = view_->pot(*desk_, window_, i);
    ground.strips[static_cast<size_t>(i)] = window_.strip_at(i);
  }
  return ground;
}

// Another box, or this one, has turned the view: what hands hold is not under them any more.
void MackieDriver::follow_view(int64_t now_ns) {
  look_at_selection();
  if (std::exchange(repaints_, view_->repaints()) != view_->repaints()) {
    shadow_.forget();
    paint_again();
  }
  const Ground now = ground_now();
  if (now == ground_) return;
  for (size_t i = 0; i < faders_.size(); ++i)
    if (now.faders[i] != ground_.faders[i]) faders_[i].change_strip(now_ns);
  for (size_t i = 0; i < pots_.size(); ++i)
    if (now.pots[i] != ground_.pots[i]) pots_[i].let_go();
  if (now.strips != ground_.strips) meters_.forget_overloads();
  ground_ = now;
  paint_again();
}

void MackieDriver::look_at_selection() {
  if (!device_.follows_selection) return;
  const int selected = selected_strip(*desk_);
  if (view_->layer().place_of(selected) >= 0) window_.followed = selected;
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
  const auto i = static_cast<size_t>(place->index);
  const bool is_fine = view_ && view_->is_fine();
  switch (place->role) {
    case Role::fader: move_fader(place->index, message[1] | message[2] << 7, now_ns); break;
    case Role::touch: touch_fader(place->index, is_pressed(message), now_ns); break;
    case Role::pot:
      if (desk_) pots_[i].turn(*desk_, ground_.pots[i], ticks_of(message[2]), is_fine, now_ns);
      break;
    case Role::jog:
      if (desk_) jog_.turn(*desk_, keys_.jog(), ticks_of(message[2]), is_fine, now_ns);
      break;
    case Role::pedal: push_pedal(message[2], now_ns); break;
    default:
      if (desk_) read_key(place->role, place->index, message[1], is_pressed(message), now_ns);
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
  paint_again();
}

void MackieDriver::move_fader(int fader, int position, int64_t now_ns) {
  if (!desk_) return;
  const auto i = static_cast<size_t>(fader);
  faders_[i].move(*desk_, ground_.faders[i], position, device_, shadow_.fader(fader), shadow_.fader_sent_ns(fader), now_ns);
}

void MackieDriver::touch_fader(int fader, bool is_touched, int64_t now_ns) {
  const auto i = static_cast<size_t>(fader);
  if (is_touched)
    faders_[i].touch(desk_ ? ground_.faders[i] : kNoControl);
  else
    faders_[i].release(now_ns);
}

// A pedal has no motor: it moves its control like a fader without touch, over the whole travel.
void MackieDriver::push_pedal(int position, int64_t now_ns) {
  if (desk_)
    pedal_.move(*desk_, keys_.pedal(), position * kFullScale / 127, generic_surface(), kNoPosition, 0, now_ns);
}

void MackieDriver::read_key(Role role, int index, int note, bool is_down, int64_t now_ns) {
  const auto i = static_cast<size_t>(index);
  if (role == Role::key && !is_down) return keys_.release(note, *desk_, *view_);
  if (!is_down) return;
  switch (role) {
    case Role::mute: toggle(index, Param::mute); break;
    case Role::solo: toggle(index, Param::solo); break;
    case Role::select: select(index); break;
    case Role::pot_push: pots_[i].push(*desk_, ground_.pots[i], now_ns); break;
    case Role::key: keys_.press(note, *desk_, *view_, window_); break;
    default: break;
  }
  follow_view(now_ns);
  paint_again();
}

void MackieDriver::toggle(int place, Param param) {
  const int strip = window_.strip_at(place);
  if (strip < 0) return;
  const ControlId id = desk_->table().id(static_cast<StripIndex>(strip), param);
  if (id != kNoControl) desk_->set(id, desk_->value(id) >= 0.5f ? 0.0f : 1.0f);
}

void MackieDriver::select(int place) {
  const int strip = window_.strip_at(place);
  const Table& table = desk_->table();
  if (strip >= 0) desk_->set(table.id(table.strip_of(kDesk), Param::selected), static_cast<float>(strip));
}

void MackieDriver::post_hands(int64_t now_ns) {
  for (size_t i = 0; i < faders_.size(); ++i)
    if (faders_[i].tick(*desk_, now_ns)) {
      shadow_.forget_fader(static_cast<int>(i));
      paint_again();
    }
  for (TurningHand& pot : pots_) pot.tick(*desk_, now_ns);
  jog_.tick(*desk_, now_ns);
  pedal_.tick(*desk_, now_ns);
}

void MackieDriver::tick(int64_t now_ns, const MeterLook* meters) {
  if (greetings_left_ > 0 && now_ns >= next_greeting_ns_) greet(now_ns);
  if (!desk_) return;
  follow_view(now_ns);
  post_hands(now_ns);
  if (text_again_ns_ != 0 && now_ns >= text_again_ns_) {
    text_again_ns_ = 0;
    shadow_.forget_text();
    paint_again();
  }
  const uint64_t revision = desk_->revision();
  if (revision != revision_ || now_ns >= next_paint_ns_) {
    in_step_ = send_picture(now_ns);
    revision_ = revision;
    next_paint_ns_ = in_step_ ? now_ns + kPaintInterval_ns : 0;
  }
  if (meters) meters_.show(*desk_, *meters, device_, window_, now_ns, outlet_);
}

bool MackieDriver::send_picture(int64_t now_ns) {
  PaintedBox box{device_, *view_, window_, keys_, {}, meters_.overloads(now_ns)};
  for (int place = 0; place < kSurfaceStrips; ++place) {
    const auto i = static_cast<size_t>(place);
    watch_.look(*desk_, place, ground_.pots[i], ground_.faders[i], now_ns);
    box.moving[i] = watch_.moving(place, now_ns);
  }
  SurfacePicture wanted = paint(*desk_, box);
  for (size_t i = 0; i < faders_.size(); ++i)
    if (!faders_[i].may_drive()) wanted.fader[i] = kNoPosition;
  return shadow_.send_differences(wanted, now_ns, outlet_);
}

void MackieDriver::greet(int64_t now_ns) {
  std::vector<uint8_t> query = sysex_begin(device_, SysexCommand::query);
  query.push_back(0xF7);
  if (!outlet_.send(query)) return;
  if (device_.meters == SurfaceMeters::display) draw_meters_upright(now_ns);
  --greetings_left_;
  next_greeting_ns_ = now_ns + kGreetingInterval_ns;
  shadow_.forget();
  paint_again();
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

}  // namespace headroom
