// What a box's line may carry, what becomes of a box that goes and comes, and several boxes side by side: in the end
// every box shows exactly what the desk is.
#include <catch2/catch.hpp>
#include <string>

#include "surfaces/midi/byte_budget.h"
#include "surfaces/midi/mackie_control.h"
#include "surfaces/midi/surface_choice.h"
#include "tests/mcu_box.h"
#include "tests/mcu_rig.h"

namespace headroom {

TEST_CASE("an extender to the right carries on where the main box ends") {
  SurfaceRig rig("extender");
  RecordingOutlet right_outlet;
  BoxDriver right(*surface_named("X-Touch-Ext"), right_outlet);
  rig.layer().set_width(16);
  right.set_desk(&rig.link(), &rig.view(), 8);
  right.tick(rig.now_ns(), nullptr);
  rig.say(note(0x2F, 0x7F));
  CHECK(rig.layer().first() == 16);
  right_outlet.messages.clear();
  right.tick(rig.now_ns() + 100 * kMillisecond_ns, nullptr);
  Bytes dcas = {0xF0, 0x00, 0x00, 0x66, 0x15, 0x12, 0x00};
  for (const char c : std::string("DCA 1  DCA 2  " + std::string(42, ' '))) dcas.push_back(static_cast<uint8_t>(c));
  dcas.push_back(0xF7);
  CHECK(has(right_outlet.messages, dcas));
}

TEST_CASE("a line with little room gets the newest picture in the end, and never half a message") {
  SurfaceRig rig("narrow");
  rig.outlet().room = 0;
  rig.driver().connect();
  McuBox box;
  for (int i = 0; i < 400; ++i) {
    rig.outlet().room += 6;  // 3000 bytes a second take 2 ms for 6
    rig.turn("/ch/01/fader", -0.1f * static_cast<float>(i));
    rig.run(2);
    for (const Bytes& message : rig.take()) box.receive(message);
  }
  CHECK(rig.driver().is_in_step());
  rig.run(40);
  for (const Bytes& message : rig.take()) box.receive(message);
  CHECK(box.misunderstood().empty());
  CHECK(box.text(0, 7) == "Ch 8   ");
  CHECK(box.fader_target(0) ==
        position_of_value(rig.desk().table().row(rig.desk().table().find("/ch/1/fader")), -39.9f, generic_surface()));
}

TEST_CASE("a DIN line is never given more than its bytes a second") {
  constexpr size_t kCable = 3125;  // 31250 baud, ten bits a byte
  ByteBudget budget(kDinBytesPerSecond);
  std::vector<size_t> sent_by_then = {0};
  for (int ms = 1; ms <= 10000; ++ms) {
    sent_by_then.push_back(sent_by_then.back());
    while (budget.take(3, ms * kMillisecond_ns)) sent_by_then.back() += 3;
  }
  for (size_t ms = 1000; ms < sent_by_then.size(); ++ms)
    if (sent_by_then[ms] - sent_by_then[ms - 1000] > kCable) FAIL("more than the cable carries at " << ms);
  CHECK(sent_by_then.back() >= 27000);  // and hardly less
}

TEST_CASE("a box is on a DIN cable where its owner says so, whatever its port is called") {
  SurfaceSettings settings;
  CHECK(!choose_surface("MIDISPORT 2x2 MIDI 1", settings).device);
  CHECK(choose_surface("X-TOUCH", settings).bytes_per_second == 20000);
  CHECK(choose_surface("BCF2000 MIDI 1", settings).bytes_per_second == kDinBytesPerSecond);
  CHECK(read_key_plan("din MIDISPORT 2x2\ndin X-Touch\ndin nanoKONTROL2\n", "settings", settings.plan).empty());
  CHECK(choose_surface("MIDISPORT 2x2 MIDI 1", settings).device == &generic_surface());
  CHECK(choose_surface("X-TOUCH", settings).device->name == "Behringer X-Touch");
  CHECK(choose_surface("nanoKONTROL2 MIDI 1", settings).map);
  for (const char* port : {"MIDISPORT 2x2 MIDI 1", "X-TOUCH", "nanoKONTROL2 MIDI 1"})
    CHECK(choose_surface(port, settings).bytes_per_second == kDinBytesPerSecond);
}

TEST_CASE("a console that returns finds the box repainted and the hand still holding") {
  PaintedRig rig("console");
  rig.say(touch(0));
  rig.say(fader_message(0, 12287));
  rig.lose_console();
  rig.run(100);
  rig.say(fader_message(0, 8192));  // nobody there to hear it
  CHECK(rig.take().empty());
  rig.bring_console_back();
  rig.run(1);
  const MidiMessages sent = rig.take();
  CHECK(has(sent, text_message(0x00, "Ch 1   Ch 2   Ch 3   Ch 4   Ch 5   Ch 6   Ch 7   Ch 8   ")));
  CHECK(of_status(sent, 0xE0).empty());
  CHECK(rig.value("/ch/01/fader") == Approx(0).margin(0.01));
  CHECK(rig.holder("/ch/01/fader") == rig.link().slot());
  rig.say(fader_message(0, 8192));
  CHECK(rig.value("/ch/01/fader") == Approx(-10).margin(0.01));
}

TEST_CASE("a box that is unplugged lets go of what its hands held") {
  PaintedRig rig("unplug");
  rig.say(touch(3));
  rig.say(fader_message(5, 9000));  // without a touch
  rig.say(controller(0x11, 0x03));
  for (const char* address : {"/ch/04/fader", "/ch/06/fader", "/ch/02/pan"})
    CHECK(rig.holder(address) == rig.link().slot());
  rig.driver().disconnect(rig.now_ns());
  rig.say({});
  for (const char* address : {"/ch/04/fader", "/ch/06/fader", "/ch/02/pan"}) CHECK(rig.holder(address) == -1);
}

TEST_CASE("a box with motors ends a session showing exactly what the desk is") {
  SurfaceRig rig("story");
  McuBox box;
  const auto live = [&](int milliseconds) {
    for (int i = 0; i < milliseconds; ++i) {
      for (const Bytes& message : box.take_sent()) rig.say(message);
      rig.run(1);
      for (const Bytes& message : rig.take()) box.receive(message);
      box.advance(rig.now_ns());
    }
  };
  rig.driver().connect();
  live(300);
  CHECK(box.queries() == 1);
  box.touch(0);
  for (int position = 0; position <= 12000; position += 300) {
    box.move(0, position);
    live(5);
  }
  box.release(0);
  box.press(0x11);
  box.turn(3, -9);
  live(50);
  rig.turn("/ch/02/fader", -5);
  box.press(0x2F);
  live(100);
  rig.turn("/ch/12/fader", 3);
  live(300);
  box.press(0x2E);
  live(300);
  const Table& table = rig.desk().table();
  for (int i = 0; i < 8; ++i) {
    const StripIndex strip = table.strip_of(kChannel, i + 1);
    CAPTURE(i);
    const ControlId fader = table.id(strip, Param::fader);
    CHECK(box.fader(i) == position_of_value(table.row(fader), rig.show().value(fader), generic_surface()));
    CHECK(box.light(0x10 + i) == (rig.show().is_on(strip, Param::mute) ? 0x7F : 0));
  }
  CHECK(box.light(0x11) == 0x7F);
  CHECK(rig.value("/ch/04/pan") == -18);
  CHECK(box.ring(3) == 0x15);
  CHECK(box.assignment() == "01");
  CHECK(box.fights() == 0);
  CHECK(box.misunderstood().empty());
}

}  // namespace headroom
