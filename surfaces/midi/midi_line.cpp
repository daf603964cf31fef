#include "surfaces/midi/midi_line.h"

#include <rtmidi/RtMidi.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

#include "io/monotonic.h"

namespace headroom {
namespace {

// RtMidi's JACK output holds 16384 bytes and waits without end for room, so no more than half is ever on its way.
constexpr size_t kMostOnTheWay = 8192;
constexpr size_t kMessageOverhead = 4;  // RtMidi stores each message's length

RtMidi::Api rtmidi_api(MidiApi api) { return api == MidiApi::jack ? RtMidi::UNIX_JACK : RtMidi::LINUX_ALSA; }

void on_received(double, std::vector<unsigned char>* message, void* user) {
  auto* ends = static_cast<MidiEnds*>(user);
  MidiBytes chunk;
  for (size_t at = 0; at < message->size(); at += chunk.count) {
    chunk.count = static_cast<uint8_t>(std::min(message->size() - at, sizeof chunk.bytes));
    std::copy_n(message->begin() + static_cast<std::ptrdiff_t>(at), chunk.count, chunk.bytes);
    ends->received.push(chunk);
  }
  const uint64_t one = 1;
  [[maybe_unused]] const auto written = write(ends->wake, &one, sizeof one);  // full only when it is awake anyway
}

// RtMidi numbers ports anew on every question; the name must still be there when it is opened.
template <class End>
bool open_port(End& end, const std::string& name, const std::string& own_name) {
  if (name.empty()) {
    end.openVirtualPort(own_name);
    return true;
  }
  for (unsigned i = 0; i < end.getPortCount(); ++i)
    if (end.getPortName(i) == name) {
      end.openPort(i, own_name);
      return true;
    }
  return false;
}

}  // namespace

MidiEnds::MidiEnds() = default;
MidiEnds::~MidiEnds() = default;

Result<std::shared_ptr<MidiLine>> MidiLine::open(const LinePorts& ports, int wake) {
  auto ends = std::make_unique<MidiEnds>();
  ends->wake = wake;
  try {
    ends->in = std::make_unique<RtMidiIn>(rtmidi_api(ports.api), ports.client);
    ends->out = std::make_unique<RtMidiOut>(rtmidi_api(ports.api), ports.client + "-out");
    ends->in->ignoreTypes(false, !ports.wants_clock, true);  // system exclusive is wanted, sensing is not
    ends->in->setCallback(on_received, ends.get());
    if (!open_port(*ends->in, ports.sender, ports.own_input))
      return Error{"the MIDI port \"" + ports.sender + "\" has gone"};
    if (!open_port(*ends->out, ports.receiver, ports.own_output))
      return Error{"the MIDI port \"" + ports.receiver + "\" has gone"};
  } catch (const RtMidiError& error) {
    return Error{"the MIDI port \"" + (ports.sender.empty() ? ports.client : ports.sender) +
                 "\" cannot be opened: " + error.getMessage()};
  }
  // From here on trouble with a port shows in the ports that are there, not in exceptions.
  ends->in->setErrorCallback([](RtMidiError::Type, const std::string&, void*) {});
  ends->out->setErrorCallback([](RtMidiError::Type, const std::string&, void*) {});
  return std::shared_ptr<MidiLine>(new MidiLine(ports, std::move(ends)));
}

MidiLine::MidiLine(const LinePorts& ports, std::unique_ptr<MidiEnds> ends) : ports_(ports), ends_(std::move(ends)) {}
MidiLine::~MidiLine() = default;

void MidiLine::set_partner(uint64_t number, const std::string& name) {
  partner_ = number;
  partner_name_ = name;
  periods_to_wait_ = 2;
}

bool MidiLine::send(std::span<const uint8_t> messages) {
  if (!ends_) return true;
  if (!has_room_at_server(messages.size()) || !budget_.take(messages.size(), monotonic_ns())) return false;
  each_message(messages, [&](std::span<const uint8_t> message) {
    bytes_now_ += message.size() + kMessageOverhead;
    ends_->out->sendMessage(message.data(), message.size());
  });
  return true;
}

// What was handed over before the last but one change of period has left RtMidi's ring.
bool MidiLine::has_room_at_server(size_t bytes) {
  if (!period_clock_) return true;
  if (const uint32_t period = period_clock_(); period != period_) {
    period_ = period;
    bytes_before_ = bytes_now_;
    bytes_now_ = 0;
    if (periods_to_wait_ > 0) --periods_to_wait_;
  }
  return periods_to_wait_ == 0 && bytes_before_ + bytes_now_ + bytes + kMessageOverhead <= kMostOnTheWay;
}

std::unique_ptr<MidiEnds> MidiLine::close() {
  partner_ = 0;
  return std::move(ends_);
}

}  // namespace headroom
