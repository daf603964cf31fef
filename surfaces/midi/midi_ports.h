// All MIDI lines of the program: finds boxes by the names of their ports on ALSA or JACK, opens a line to each, keeps
// ports of our own on JACK for boxes that are connected by hand, and notices who comes and goes. Main thread only.
#pragma once

#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "surfaces/midi/jack_server_watch.h"
#include "surfaces/midi/line_doubts.h"
#include "surfaces/midi/midi_line.h"

class RtMidiIn;
class RtMidiOut;

namespace headroom {

struct PortChoice {
  std::optional<MidiApi> api;  // nothing: ALSA for boxes, or JACK where there is no ALSA sequencer; own ports on JACK
  std::string name_part;       // ports whose name contains this; empty: those that look like a surface
  std::function<bool(const MidiPortName&)> is_surface;
  bool with_own_ports = true;  // that others connect to: a box by hand, and time
  // A pedal, a box of knobs: it is used though it has no port that hears. Unset: nobody is.
  std::function<bool(const MidiPortName&)> may_only_send;
};

class MidiPorts {
 public:
  // `wake`: an eventfd written to whenever bytes have come in.
  MidiPorts(const PortChoice& choice, int wake);
  ~MidiPorts();

  // Looks who came and who went. Cheap when nothing has; call every few milliseconds.
  void look(int64_t now_ns);

  // What counts as a surface has changed: the next look asks about every port again.
  void look_anew() {
    jack_changes_ = 0;
    next_alsa_ns_ = 0;
  }

  // Lines that are open; those with a partner lead to a box.
  const std::vector<std::shared_ptr<MidiLine>>& lines() const { return lines_; }

  // The line of our own for time code, clock and machine control; nullptr while no MIDI system is there. On JACK its
  // partner has another number whenever somebody else listens; ALSA tells nobody.
  MidiLine* time_line() const { return time_.line.get(); }

  // What went wrong since the last call, in sentences; the same trouble is told once.
  std::vector<std::string> take_sentences() { return std::exchange(sentences_, {}); }

  struct Found {
    MidiApi api;
    bool sends;  // to us; otherwise it receives
    MidiPortName port;
    bool is_chosen;
  };
  // Every port that is there now, for people to choose from.
  std::vector<Found> all_ports();

 private:
  void look_for_jack(int64_t now_ns);
  void look_for_alsa(int64_t now_ns);
  // Ports of our own on JACK that others connect to. Under another name when a killed program still holds the first.
  struct OwnPorts {
    LinePorts ports;
    std::shared_ptr<MidiLine> line = nullptr;
    int64_t taken_since_ns = 0;
    // What they are connected to, as last seen: the box's two ports, or everyone who listens to time.
    std::string heard = {}, told = {};
  };
  struct Connected {
    std::vector<std::string> heard, told;
  };
  Connected connected_to(const OwnPorts& own) const;
  void look_at_box();
  void look_at_listeners();
  void open_own_ports(OwnPorts& own, int64_t now_ns);
  void open_time_on_alsa(int64_t now_ns);
  std::shared_ptr<MidiLine> open_line(const LinePorts& ports, int64_t now_ns);
  void match_lines(MidiApi api, const std::vector<MidiPortName>& senders, const std::vector<MidiPortName>& receivers,
                   int64_t now_ns);
  void close_line(MidiLine& line);
  void close_jack();
  bool is_chosen(const MidiPortName& port) const;
  bool open_alsa();
  bool is_worth_another(const MidiLine& line) const;

  PortChoice choice_;
  int wake_;
  uint64_t partners_ = 0, box_lines_ = 0;  // numbers given so far
  int64_t next_jack_ns_ = 0, next_alsa_ns_ = 0, next_open_ns_ = 0;
  uint64_t jack_changes_ = 0;
  std::unique_ptr<JackServerWatch> jack_;
  std::unique_ptr<RtMidiIn> alsa_in_;  // these two only list ALSA's ports
  std::unique_ptr<RtMidiOut> alsa_out_;
  std::vector<std::shared_ptr<MidiLine>> lines_;
  OwnPorts own_, time_;
  LineDoubts doubts_;
  std::vector<std::future<void>> closing_;
  std::string trouble_;  // the last one told
  std::vector<std::string> sentences_;
};

}  // namespace headroom
