// The line to one box: an RtMidi input and output, and the bytes that came in. RtMidi calls back on a thread of its
// own; everything else belongs to the main thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "io/result.h"
#include "io/ring.h"
#include "surfaces/midi/byte_budget.h"
#include "surfaces/midi/midi_outlet.h"
#include "surfaces/midi/surface_device.h"

class RtMidiIn;
class RtMidiOut;

namespace headroom {

enum class MidiApi : uint8_t { jack, alsa };

struct MidiBytes {
  uint8_t count = 0;
  uint8_t bytes[15] = {};
};

// Both ends at the MIDI library, and the ring its thread fills. One object, so that it can be closed aside: RtMidi
// takes a second to close a JACK output whose server is dead.
struct MidiEnds {
  MidiEnds();
  ~MidiEnds();
  std::unique_ptr<RtMidiIn> in;
  std::unique_ptr<RtMidiOut> out;
  Ring<MidiBytes, 4096> received;  // RtMidi's thread writes, the main thread reads
  int wake = -1;                   // an eventfd to write to when something was received
};

// Which ports to open. With empty names the ends are ports of our own that others connect to.
struct LinePorts {
  MidiApi api = MidiApi::jack;
  std::string client;                                                // our name there
  std::string sender;                                                // the port that sends to us
  std::string receiver;                                              // the port we send to
  std::string own_input = "surface_in", own_output = "surface_out";  // what our ends are called
  bool wants_clock = false;                                          // time code and clock are wanted from it
};

class MidiLine final : public MidiOutlet {
 public:
  static Result<std::shared_ptr<MidiLine>> open(const LinePorts& ports, int wake);
  ~MidiLine() override;

  const LinePorts& ports() const { return ports_; }

  // Who is at the other end now: a new number means a box that must be painted; 0 nobody.
  uint64_t partner() const { return partner_; }
  // Said by who talks over the line: the other end has not answered, so the line may be at fault.
  void doubt(bool is_doubted) { is_doubted_ = is_doubted; }
  bool is_doubted() const { return is_doubted_; }
  const std::string& partner_name() const { return partner_name_; }
  void set_partner(uint64_t number, const std::string& name);
  void set_pace(int bytes_per_second) { budget_ = ByteBudget(bytes_per_second); }

  // JACK: the server's period time, by which bytes that are on their way are counted.
  void set_period_clock(std::function<uint32_t()> clock) { period_clock_ = std::move(clock); }

  bool receive(MidiBytes& bytes) { return ends_ && ends_->received.pop(bytes); }
  // Refuses while the line is not in service yet or has no room; a closed line swallows everything.
  bool send(std::span<const uint8_t> messages) override;

  // Takes the ends away to be closed elsewhere; the line is dead from here on.
  std::unique_ptr<MidiEnds> close();

 private:
  MidiLine(const LinePorts& ports, std::unique_ptr<MidiEnds> ends);
  bool has_room_at_server(size_t bytes);

  LinePorts ports_;
  std::unique_ptr<MidiEnds> ends_;
  ByteBudget budget_{generic_surface().bytes_per_second};
  uint64_t partner_ = 0;
  std::string partner_name_;
  bool is_doubted_ = false;
  std::function<uint32_t()> period_clock_;
  uint32_t period_ = 0;
  int periods_to_wait_ = 0;                  // a new connection counts from the next period on
  size_t bytes_before_ = 0, bytes_now_ = 0;  // handed over in the period before, and in this one
};

}  // namespace headroom
