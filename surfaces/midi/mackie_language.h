// Mackie Control as a language: the tables of mackie_control.h, the greeting, and the riddle of a Logic Control.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "surfaces/midi/answer_watch.h"
#include "surfaces/midi/surface_language.h"

namespace headroom {

class MackieLanguage final : public SurfaceLanguage {
 public:
  explicit MackieLanguage(const SurfaceDevice& device) : device_(device), id_(device.id) {}

  // Asks who is there, without waiting for an answer. As long as the box says nothing, that is done again a
  // few times: boxes wake up slowly, and a fresh line may lose what is sent first.
  void connect() override;
  std::optional<HandMove> read(std::span<const uint8_t> message, int64_t now_ns, MidiOutlet& out) override;
  void tick(int64_t now_ns, MidiOutlet& out) override;
  Loss take_loss() override { return std::exchange(loss_, Loss::nothing); }
  bool is_lost() const override { return is_unanswered() || watch_.is_lost(); }
  bool cannot_be_asked() const override { return watch_.cannot_be_asked(); }
  bool is_unanswered() const override;

  bool send_fader(int fader, int position, MidiOutlet& out) override;
  bool send_light(int note, uint8_t light, MidiOutlet& out) override;
  bool send_ring(int pot, uint8_t ring, MidiOutlet& out) override;
  bool send_overload(int strip, bool is_over, MidiOutlet& out) override;
  bool send_text(int cell, std::span<const char> characters, MidiOutlet& out) override;
  bool send_digits(const SurfaceDigits& wanted, SurfaceDigits& shown, MidiOutlet& out) override;
  bool send_colors(std::span<const uint8_t, kSurfaceStrips> colors, MidiOutlet& out) override;
  bool send_bar(int strip, std::array<uint8_t, 2> sides, MidiOutlet& out) override;
  bool send_main_bar(int side, uint8_t height, MidiOutlet& out) override;

 private:
  static constexpr int64_t kNeverAsked = INT64_MIN / 2;
  // The head of a system exclusive message to this box; data and F7 follow.
  std::vector<uint8_t> sysex(SysexCommand command) const;
  void read_sysex(std::span<const uint8_t> message, int64_t now_ns, MidiOutlet& out);
  void greet(int64_t now_ns, MidiOutlet& out);
  void come_back(int64_t now_ns, MidiOutlet& out);
  void ask(AnswerWatch::Question question, int64_t now_ns, MidiOutlet& out);
  void draw_meters_upright(int64_t now_ns, MidiOutlet& out);
  void lose(Loss loss) { loss_ = std::max(loss_, loss); }

  SurfaceDevice device_;
  uint8_t id_;  // the box may say another than its file
  int greetings_left_ = 0;
  bool has_spoken_ = true;
  int64_t next_greeting_ns_ = 0;
  int64_t asked_ns_ = kNeverAsked;  // when an answer that has not come yet was asked for
  int64_t text_again_ns_ = 0;       // when the display listens again; 0: it does
  AnswerWatch watch_;
  Loss loss_ = Loss::nothing;
};

}  // namespace headroom
