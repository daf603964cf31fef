// Another program on the same JACK server, as far as a story needs one: it plays a level and hears what comes back, or
// is a wire.
#pragma once

#include <jack/jack.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <string>
#include <vector>

namespace headroom {

class JackProbe {
 public:
  enum class Kind { player, wire };

  // Ports NAME:out and NAME:in. A player puts out a constant level; a wire puts out what comes in, in the same period.
  explicit JackProbe(const std::string& name, Kind kind = Kind::player)
      : name_(name), kind_(kind), client_(jack_client_open(name.c_str(), JackNoStartServer, nullptr)) {
    if (!client_) return;
    in_ = jack_port_register(client_, "in", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
    out_ = jack_port_register(client_, "out", JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput, 0);
    jack_set_process_callback(
        client_, [](jack_nframes_t frames, void* self) { return static_cast<JackProbe*>(self)->process(frames); },
        this);
    jack_set_xrun_callback(
        client_, [](void* self) { return ++static_cast<JackProbe*>(self)->xruns_, 0; }, this);
    if (jack_activate(client_) != 0) {
      jack_client_close(client_);
      client_ = nullptr;
    }
  }
  ~JackProbe() {
    if (client_) jack_client_close(client_);
  }
  JackProbe(const JackProbe&) = delete;
  JackProbe& operator=(const JackProbe&) = delete;

  bool is_open() const { return client_ != nullptr; }
  void play(float level) { level_ = level; }
  // The newest sample that came in.
  float heard() const { return heard_; }
  // Dropouts of the server since the start, as it tells every client.
  int xruns() const { return xruns_; }

  std::string in() const { return name_ + ":in"; }
  std::string out() const { return name_ + ":out"; }
  bool connect(const std::string& from, const std::string& to) const {
    const int refused = jack_connect(client_, from.c_str(), to.c_str());
    return refused == 0 || refused == EEXIST;
  }
  // Every audio port of the server.
  std::vector<std::string> ports() const {
    std::vector<std::string> names;
    const char** ports = jack_get_ports(client_, nullptr, JACK_DEFAULT_AUDIO_TYPE, 0);
    for (const char** port = ports; port && *port; ++port) names.emplace_back(*port);
    jack_free(ports);
    return names;
  }
  bool disconnect(const std::string& from, const std::string& to) const {
    return jack_disconnect(client_, from.c_str(), to.c_str()) == 0;
  }

 private:
  int process(jack_nframes_t frames) {
    const auto* in = static_cast<const float*>(jack_port_get_buffer(in_, frames));
    auto* out = static_cast<float*>(jack_port_get_buffer(out_, frames));
    if (kind_ == Kind::wire)
      std::copy_n(in, frames, out);
    else
      std::fill_n(out, frames, level_.load(std::memory_order_relaxed));
    if (frames > 0) heard_.store(in[frames - 1], std::memory_order_relaxed);
    return 0;
  }

  std::string name_;
  Kind kind_;
  jack_client_t* client_;
  jack_port_t *in_ = nullptr, *out_ = nullptr;
  std::atomic<float> level_{0}, heard_{0};
  std::atomic<int> xruns_{0};
};

}  // namespace headroom
