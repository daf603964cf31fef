// Whether a JACK server is there, which MIDI ports it has, and who is connected to ours. RtMidi tells none of this
// about its own clients: it does not notice a dead server, and waits without end to send to one that stands still.
#pragma once

#include <jack/jack.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "surfaces/midi/port_names.h"

namespace headroom {

class JackServerWatch {
 public:
  // nullptr when there is no server; never starts one.
  static std::unique_ptr<JackServerWatch> attach();
  ~JackServerWatch();

  // False once the server has ended or has thrown us out. Known within milliseconds.
  bool server_is_alive() const { return alive_.load(std::memory_order_acquire); }
  // A new number whenever ports or connections have changed.
  uint64_t changes() const { return changes_.load(std::memory_order_acquire); }
  // Counts on with every period of the server and stands still when the server does.
  uint32_t period_time() const { return jack_last_frame_time(client_); }

  // MIDI ports that send to us, or that we can send to.
  std::vector<MidiPortName> senders() const { return ports(JackPortIsOutput); }
  std::vector<MidiPortName> receivers() const { return ports(JackPortIsInput); }
  bool has_port(const std::string& name) const { return jack_port_by_name(client_, name.c_str()) != nullptr; }
  // Names of the ports that `port` is connected to.
  std::vector<std::string> connections(const std::string& port) const;

 private:
  explicit JackServerWatch(jack_client_t* client) : client_(client) {}
  std::vector<MidiPortName> ports(unsigned long direction) const;

  jack_client_t* client_;
  std::atomic<bool> alive_{true};
  std::atomic<uint64_t> changes_{1};
};

}  // namespace headroom
