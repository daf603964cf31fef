#include "surfaces/midi/mackie_language.h"

#include <iterator>

namespace headroom {
namespace {

// To a box that stays silent: some quickly where it should answer, which takes milliseconds, then some slowly, since
// boxes wake up slowly.
constexpr int kQuickGreetings = 3, kSlowGreetings = 4;
constexpr int64_t kQuickGreeting_ns = 150'000'000, kSlowGreeting_ns = 1'000'000'000;
constexpr int64_t kDisplayTurn_ns = 700'000'000;  // a display turns its meters for 600 ms and ignores text meanwhile
constexpr uint8_t kRgbColors[] = {0xF0, 0x00, 0x02, 0x4E, 0x16, 0x14};  // iCON's
constexpr uint8_t kStripMeter = 0xD0, kMainMeter = 0xD1;

bool send_meter(MidiOutlet& out, uint8_t status, int place, uint8_t value) {
  const uint8_t message[] = {status, static_cast<uint8_t>(place << 4 | value)};
  return out.send(message);
}

bool is_pressed(std::span<const uint8_t> note) { return (note[0] & 0xF0) == 0x90 && note[2] != 0; }

}  // namespace

void MackieLanguage::connect() {
  greetings_left_ = (device_.answers ? kQuickGreetings : 0) + kSlowGreetings;
  has_spoken_ = false;
  next_greeting_ns_ = 0;
  asked_ns_ = kNeverAsked;
  watch_.begin();
}

std::optional<HandMove> MackieLanguage::read(std::span<const uint8_t> message, int64_t now_ns, MidiOutlet& out) {
  greetings_left_ = 0;
  has_spoken_ = true;
  if (watch_.hear(now_ns)) come_back(now_ns, out);
  if (message[0] == kSysexHeader[0]) read_sysex(message, now_ns, out);
  if (message[0] == kSysexHeader[0] || message.size() < 3) return std::nullopt;
  const auto place = role_of(message[0], message[1]);
  if (!place) return std::nullopt;
  switch (place->role) {
    case Role::fader: return HandMove{place->role, place->index, message[1] | message[2] << 7};
    case Role::pot:
    case Role::jog: return HandMove{place->role, place->index, ticks_of(message[2])};
    case Role::pedal: return HandMove{place->role, place->index, message[2]};
    case Role::key: return HandMove{place->role, message[1], is_pressed(message)};
    default: return HandMove{place->role, place->index, is_pressed(message)};
  }
}

void MackieLanguage::read_sysex(std::span<const uint8_t> message, int64_t now_ns, MidiOutlet& out) {
  constexpr size_t kHeader = std::size(kSysexHeader), kData = kHeader + 2;
  if (message.size() <= kData || !std::equal(std::begin(kSysexHeader), std::end(kSysexHeader), message.begin())) return;
  const uint8_t id = message[kHeader];
  const auto command = static_cast<SysexCommand>(message[kHeader + 1]);
  const bool is_known = id == 0x10 || id == 0x11 || id == 0x14 || id == 0x15;
  if (is_known && command == SysexCommand::version) {
    if (watch_.answer(AnswerWatch::Question::version, now_ns)) come_back(now_ns, out);
    return;
  }
  const bool came_to_life =
      command == SysexCommand::challenge || command == SysexCommand::confirmed || command == SysexCommand::ready;
  if (!is_known || !came_to_life) return;
  id_ = id;
  const bool wants_answer = id == 0x10 || id == 0x11;
  if (wants_answer && command == SysexCommand::challenge && message.size() > kData + kSerialBytes + kChallengeBytes) {
    std::array<uint8_t, kChallengeBytes> challenge;
    std::copy_n(message.begin() + kData + kSerialBytes, kChallengeBytes, challenge.begin());
    std::vector<uint8_t> reply(message.begin(), message.begin() + kData + kSerialBytes);
    reply[kHeader + 1] = static_cast<uint8_t>(SysexCommand::answer);
    for (const uint8_t byte : challenge_answer(challenge)) reply.push_back(byte);
    reply.push_back(0xF7);
    out.send(reply);
  }
  const bool is_asked = command == SysexCommand::challenge && watch_.is_asking(AnswerWatch::Question::query);
  if (is_asked && !watch_.answer(AnswerWatch::Question::query, now_ns)) return;
  const bool was_greeted = now_ns - std::exchange(asked_ns_, kNeverAsked) <= AnswerWatch::kAnswer_ns;
  // Whose answer is a riddle goes off line for it: it is not asked that again.
  if (was_greeted && !wants_answer) watch_.answers_queries();
  // Nobody asked: it was just switched on.
  lose(was_greeted ? Loss::everything : Loss::life);
}

void MackieLanguage::tick(int64_t now_ns, MidiOutlet& out) {
  if (greetings_left_ > 0 && now_ns >= next_greeting_ns_) greet(now_ns, out);
  if (watch_.falls_silent(now_ns)) lose(Loss::life);
  if (const auto question = watch_.due(now_ns)) ask(*question, now_ns, out);
  if (text_again_ns_ == 0 || now_ns < text_again_ns_) return;
  text_again_ns_ = 0;
  lose(Loss::text);
}

bool MackieLanguage::is_unanswered() const {
  return device_.answers && !has_spoken_ && greetings_left_ <= kSlowGreetings;
}

void MackieLanguage::greet(int64_t now_ns, MidiOutlet& out) {
  std::vector<uint8_t> query = sysex(SysexCommand::query);
  query.push_back(0xF7);
  if (!out.send(query)) return;
  if (device_.meters == SurfaceMeters::display) draw_meters_upright(now_ns, out);
  // Quick ones ask only: whoever answers is painted then.
  if (next_greeting_ns_ == 0 || greetings_left_ <= kSlowGreetings) lose(Loss::everything);
  next_greeting_ns_ = now_ns + (greetings_left_ > kSlowGreetings ? kQuickGreeting_ns : kSlowGreeting_ns);
  asked_ns_ = now_ns;
  --greetings_left_;
}

// A box that was silent may have been without power, and shows nothing of what it was sent.
void MackieLanguage::come_back(int64_t now_ns, MidiOutlet& out) {
  if (device_.meters == SurfaceMeters::display) draw_meters_upright(now_ns, out);
  lose(Loss::everything);
}

void MackieLanguage::ask(AnswerWatch::Question question, int64_t now_ns, MidiOutlet& out) {
  const bool is_query = question == AnswerWatch::Question::query;
  std::vector<uint8_t> message = sysex(is_query ? SysexCommand::query : SysexCommand::version_request);
  if (!is_query) message.push_back(0x00);
  message.push_back(0xF7);
  if (out.send(message)) watch_.asked(now_ns);
}

// Bars stand in the last column of each strip, which the text leaves free. While the display turns to it, it hears no
// text.
void MackieLanguage::draw_meters_upright(int64_t now_ns, MidiOutlet& out) {
  std::vector<uint8_t> direction = sysex(SysexCommand::meter_direction);
  direction.insert(direction.end(), {0x01, 0xF7});
  out.send(direction);
  for (uint8_t strip = 0; strip < kSurfaceStrips; ++strip) {
    std::vector<uint8_t> mode = sysex(SysexCommand::meter_mode);
    mode.insert(mode.end(), {strip, 0x07, 0xF7});
    out.send(mode);
  }
  text_again_ns_ = now_ns + kDisplayTurn_ns;
}

std::vector<uint8_t> MackieLanguage::sysex(SysexCommand command) const {
  std::vector<uint8_t> message(std::begin(kSysexHeader), std::end(kSysexHeader));
  message.push_back(id_);
  message.push_back(static_cast<uint8_t>(command));
  return message;
}

bool MackieLanguage::send_fader(int fader, int position, MidiOutlet& out) {
  return send(out, static_cast<uint8_t>(0xE0 | fader), position & 0x7F, position >> 7);
}

bool MackieLanguage::send_light(int note, uint8_t light, MidiOutlet& out) { return send(out, 0x90, note, light); }

bool MackieLanguage::send_ring(int pot, uint8_t ring, MidiOutlet& out) {
  return send(out, 0xB0, number_of(Role::pot_ring, pot), ring);
}

bool MackieLanguage::send_overload(int strip, bool is_over, MidiOutlet& out) {
  return send_meter(out, kStripMeter, strip, is_over ? kOverloadOn : kOverloadOff);
}

bool MackieLanguage::send_text(int cell, std::span<const char> characters, MidiOutlet& out) {
  std::vector<uint8_t> message = sysex(SysexCommand::text);
  message.push_back(static_cast<uint8_t>(cell * kTextCell));
  for (const char character : characters) message.push_back(static_cast<uint8_t>(character & 0x7F));
  message.push_back(0xF7);
  return out.send(message);
}

bool MackieLanguage::send_digits(const SurfaceDigits& wanted, SurfaceDigits& shown, MidiOutlet& out) {
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i] == shown[i]) continue;
    if (!send(out, 0xB0, number_of(Role::timecode_digit, static_cast<int>(i)), wanted[i])) return false;
    shown[i] = wanted[i];
  }
  return true;
}

bool MackieLanguage::send_colors(std::span<const uint8_t, kSurfaceStrips> colors, MidiOutlet& out) {
  std::vector<uint8_t> message;  // all eight, always
  if (device_.colors == SurfaceColors::eight) {
    message = sysex(SysexCommand::colors);
    message.insert(message.end(), colors.begin(), colors.end());
  } else {
    message.assign(std::begin(kRgbColors), std::end(kRgbColors));
    for (const uint8_t color : colors)
      for (const uint8_t part : back_light_rgb(color)) message.push_back(part);
  }
  message.push_back(0xF7);
  return out.send(message);
}

bool MackieLanguage::send_bar(int strip, std::array<uint8_t, 2> sides, MidiOutlet& out) {
  return send_meter(out, kStripMeter, strip, std::max(sides[0], sides[1]));
}

bool MackieLanguage::send_main_bar(int side, uint8_t height, MidiOutlet& out) {
  return send_meter(out, kMainMeter, side, height);
}

}  // namespace headroom
