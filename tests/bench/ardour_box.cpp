// Ardour as the host of our simulated Mackie Control: software that we did not write drives the box that proves our
// driver. Run by tests/bench/ardour_box, which starts JACK and Ardour with a session of ten tracks called "Track 1" ...
// "Track 10". Prints one line a law; exit status 0 when all held.
#include <cstdio>
#include <string>

#include "tests/mcu_jack.h"
#include "tests/wait_until.h"

namespace headroom {
namespace {

int failures = 0;

void law(const std::string& sentence, bool holds) {
  std::printf("%s: %s\n", holds ? "holds" : "FAILS", sentence.c_str());
  if (!holds) ++failures;
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\0')) text.pop_back();
  return text;
}

int run() {
  McuJack jack("box", McuJack::Ports::program);
  McuBox& box = jack.box();
  if (!jack.is_open()) {
    std::printf("no JACK server\n");
    return 1;
  }
  const auto live_until = [&](auto condition) {
    return wait_until([&] {
      jack.live();
      return condition();
    });
  };
  law("Ardour's surface ports appear and take the box", live_until([&] {
        return jack.connect("ardour:mackie control out", jack.port("midi_in")) &&
               jack.connect(jack.port("midi_out"), "ardour:mackie control in");
      }));
  law("Ardour asks the box who it is", live_until([&] { return box.queries() > 0; }));
  law("the first eight tracks stand on the scribble strips",
      live_until([&] { return trimmed(box.text(0, 0)) == "Track1" && trimmed(box.text(0, 7)) == "Track8"; }));
  // Ardour's fader law is its own: what counts is that all tracks, at 0 dB, stand at one place above the middle.
  law("eight faders and the main are driven to 0 dB", live_until([&] {
        for (int fader = 1; fader < 8; ++fader)
          if (box.fader_target(fader) != box.fader_target(0)) return false;
        return box.fader_target(0) > 8192 && box.fader_target(0) < 16383 && box.fader_target(8) > 8192;
      }));
  box.press(0x10);
  law("the mute key of strip 1 lights its light", live_until([&] { return box.light(0x10) == 0x7F; }));
  box.press(0x10);
  law("and the next press puts it out", live_until([&] { return box.light(0x10) == 0; }));
  const int unity = box.fader_target(1);
  box.touch(1);
  box.move(1, 4000);
  law("a touched fader is not driven while the hand is there",
      live_until([&] { return box.fader(1) == 4000; }) && box.fights() == 0);
  box.release(1);
  law("once released it stays where the hand left it, within a step of ten bits",
      live_until([&] { return std::abs(box.fader_target(1) - 4000) <= 16 && box.fader_target(1) != unity; }));
  const int ring = box.ring(2);
  box.turn(2, 8);
  law("a V-Pot turns the pan, and its ring follows", live_until([&] { return box.ring(2) != ring; }));
  box.press(0x2F);
  law("bank right brings the last tracks", live_until([&] {
        const std::string first = trimmed(box.text(0, 0));
        return first == "Track9" || first == "Track3";
      }));
  law("no motor was sent against a hand", box.fights() == 0);
  law("nothing was lost on the way", jack.lost() == 0);
  std::printf("%zu messages, %zu bytes; %zu of them no Mackie Control has (Ardour greets every family it knows)\n",
              box.messages(), box.bytes(), box.misunderstood().size());
  return failures == 0 ? 0 : 1;
}

}  // namespace
}  // namespace headroom

int main() { return headroom::run(); }
