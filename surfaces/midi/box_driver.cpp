#include "surfaces/midi/box_driver.h"

#include <utility>

#include "surfaces/midi/surface_paint.h"

namespace headroom {
namespace {

constexpr int64_t kPaintInterval_ns = 20'000'000;  // lamps and timed texts, when no value has changed

}  // namespace

BoxDriver::BoxDriver(const SurfaceDevice& device, MidiOutlet& outlet, const KeyPlan& keys)
    : device_(device), outlet_(outlet), key_plan_(keys), language_(language_of(device)), shadow_(device_, *language_) {}

void BoxDriver::set_desk(LinkClient* desk, SurfaceView* view, int offset) {
  const bool is_another = desk != desk_;
  if (desk_ && !desk) meters_.go_dark(device_, *language_, outlet_);
  desk_ = desk;
  view_ = view;
  window_ = {view ? &view->layer() : nullptr, offset, device_.strips(), -1};
  in_step_ = false;
  paint_again();
  if (!desk || !is_another) return;
  look_at_selection();
  ground_ = ground_now();
  repaints_ = view->repaints();
  forget_shown();
  for (size_t i = 0; i < faders_.size(); ++i) faders_[i].change_console(ground_.faders[i]);
  keys_.change_console(key_plan_, desk->table());
  pots_ = {};
  jog_ = {};
  pedal_ = {};
  watch_.forget();
  meters_.forget_overloads();
}

void BoxDriver::connect() {
  parser_.reset();
  language_->connect();
  in_step_ = false;
}

void BoxDriver::disconnect(int64_t now_ns) {
  for (FaderHand& hand : faders_) hand.unplug(now_ns);
  for (TurningHand& pot : pots_) pot.let_go();
  jog_.let_go();
  pedal_.unplug(now_ns);
  if (!desk_) return;
  keys_.let_go(*desk_, *view_);
  post_hands(now_ns);
}

void BoxDriver::receive(std::span<const uint8_t> bytes, int64_t now_ns) {
  if (desk_) follow_view(now_ns);
  for (const uint8_t byte : bytes)
    if (const auto message = parser_.read(byte); !message.empty())
      if (const auto move = language_->read(message, now_ns, outlet_)) obey(*move, now_ns);
  make_good_losses(now_ns);
  if (desk_) post_hands(now_ns);
}

BoxDriver::Ground BoxDriver::ground_now() const {
  Ground ground;
  for (int i = 0; i < kSurfaceFaders; ++i) ground.faders[static_cast<size_t>(i)] = view_->fader(*desk_, window_, i);
  for (int i = 0; i < kSurfaceStrips; ++i) {
    ground.pots[static_cast<size_t>(i)] = view_->pot(*desk_, window_, i);
    ground.strips[static_cast<size_t>(i)] = window_.strip_at(i);
  }
  return ground;
}

// Another box, or this one, has turned the view: what hands hold is not under them any more.
void BoxDriver::follow_view(int64_t now_ns) {
  look_at_selection();
  if (std::exchange(repaints_, view_->repaints()) != view_->repaints()) forget_shown();
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

void BoxDriver::look_at_selection() {
  if (!device_.follows_selection) return;
  const int selected = selected_strip(*desk_);
  if (view_->layer().place_of(selected) >= 0) window_.followed = selected;
}

void BoxDriver::obey(const HandMove& move, int64_t now_ns) {
  const auto i = static_cast<size_t>(move.index);
  const bool is_fine = view_ && view_->is_fine();
  switch (move.role) {
    case Role::fader: move_fader(move.index, move.value, now_ns); break;
    case Role::touch: touch_fader(move.index, move.value != 0, now_ns); break;
    case Role::pot:
      if (desk_) pots_[i].turn(*desk_, ground_.pots[i], move.value, is_fine, now_ns);
      break;
    case Role::jog:
      if (desk_) jog_.turn(*desk_, keys_.jog(), move.value, is_fine, now_ns);
      break;
    case Role::pedal: push_pedal(move.value, now_ns); break;
    default:
      if (desk_) read_key(move.role, move.index, move.value != 0, now_ns);
  }
}

void BoxDriver::make_good_losses(int64_t now_ns) {
  using Loss = SurfaceLanguage::Loss;
  const Loss loss = language_->take_loss();
  if (loss == Loss::text) {
    shadow_.forget_text();
    paint_again();
  }
  if (loss == Loss::everything || loss == Loss::life) forget_shown();
  if (loss == Loss::life) forget_hands(now_ns);
}

// The box may show anything now.
void BoxDriver::forget_shown() {
  shadow_.forget();
  meters_.forget();
  paint_again();
}

// The box was away: nobody presses or turns what was pressed and turned before.
void BoxDriver::forget_hands(int64_t now_ns) {
  for (FaderHand& hand : faders_) hand.doubt(now_ns);
  for (TurningHand& pot : pots_) pot.let_go();
  jog_.let_go();
  if (desk_) keys_.let_go(*desk_, *view_);
}

void BoxDriver::move_fader(int fader, int position, int64_t now_ns) {
  if (!desk_) return;
  const auto i = static_cast<size_t>(fader);
  faders_[i].move(*desk_, ground_.faders[i], position, device_, shadow_.fader(fader), shadow_.fader_sent_ns(fader),
                  now_ns);
}

void BoxDriver::touch_fader(int fader, bool is_touched, int64_t now_ns) {
  const auto i = static_cast<size_t>(fader);
  if (is_touched)
    faders_[i].touch(desk_ ? ground_.faders[i] : kNoControl, now_ns);
  else
    faders_[i].release(now_ns);
}

// A pedal has no motor: it moves its control like a fader without touch, over the whole travel.
void BoxDriver::push_pedal(int position, int64_t now_ns) {
  if (desk_) pedal_.move(*desk_, keys_.pedal(), position * kFullScale / 127, generic_surface(), kNoPosition, 0, now_ns);
}

void BoxDriver::read_key(Role role, int index, bool is_down, int64_t now_ns) {
  const auto i = static_cast<size_t>(index);
  if (role == Role::key && !is_down) return keys_.release(index, *desk_, *view_);
  if (!is_down) return;
  switch (role) {
    case Role::mute: toggle(index, Param::mute); break;
    case Role::solo: toggle(index, Param::solo); break;
    case Role::select: select(index); break;
    case Role::pot_push: pots_[i].push(*desk_, ground_.pots[i], now_ns); break;
    case Role::key: keys_.press(index, *desk_, *view_, window_); break;
    default: break;
  }
  follow_view(now_ns);
  paint_again();
}

void BoxDriver::toggle(int place, Param param) {
  const int strip = window_.strip_at(place);
  if (strip < 0) return;
  const ControlId id = desk_->table().id(static_cast<StripIndex>(strip), param);
  if (id != kNoControl) desk_->set(id, desk_->value(id) >= 0.5f ? 0.0f : 1.0f);
}

void BoxDriver::select(int place) {
  const int strip = window_.strip_at(place);
  const Table& table = desk_->table();
  if (strip >= 0) desk_->set(table.id(table.strip_of(kDesk), Param::selected), static_cast<float>(strip));
}

void BoxDriver::post_hands(int64_t now_ns) {
  for (size_t i = 0; i < faders_.size(); ++i)
    if (faders_[i].tick(*desk_, now_ns)) {
      shadow_.forget_fader(static_cast<int>(i));
      paint_again();
    }
  for (TurningHand& pot : pots_) pot.tick(*desk_, now_ns);
  jog_.tick(*desk_, now_ns);
  pedal_.tick(*desk_, now_ns);
}

void BoxDriver::tick(int64_t now_ns, const MeterLook* meters) {
  language_->tick(now_ns, outlet_);
  make_good_losses(now_ns);
  if (!desk_) return;
  follow_view(now_ns);
  post_hands(now_ns);
  const uint64_t revision = desk_->revision();
  if (revision != revision_ || now_ns >= next_paint_ns_) {
    in_step_ = send_picture(now_ns);
    revision_ = revision;
    next_paint_ns_ = in_step_ ? now_ns + kPaintInterval_ns : 0;
  }
  if (meters) meters_.show(*desk_, *meters, device_, window_, now_ns, *language_, outlet_);
}

bool BoxDriver::send_picture(int64_t now_ns) {
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

}  // namespace headroom
