#include "surfaces/midi/midi_ports.h"

#include <rtmidi/RtMidi.h>
#include <unistd.h>

#include <algorithm>

namespace headroom {
namespace {

constexpr int64_t kLookInterval_ns = 1'000'000'000;
constexpr int64_t kAlsaInterval_ns =
    200'000'000;  // ALSA tells nobody: a box that is plugged in is found within this time
constexpr int64_t kServerInterval_ns = 200'000'000;     // and so is a JACK server
constexpr int64_t kOwnNamePatience_ns = 2'000'000'000;  // JACK may still hold the ports of one that was killed
constexpr const char* kClientName = "headroom-midi";

bool is_ours(const MidiPortName& port) { return port.label.find(kClientName) != std::string::npos; }

// JACK wakes a client by a semaphore of the client's name, and takes it away when it has seen the last client of that
// name die: a successor that came too soon under the same name would never be woken. So the names hold the process, and
// no line has the name of another.
std::string box_client(uint64_t line) {
  return std::string(kClientName)
      .append("-box-")
      .append(std::to_string(getpid()))
      .append("-")
      .append(std::to_string(line));
}

template <class End>
std::vector<MidiPortName> port_names(End& end) {
  std::vector<MidiPortName> names;
  for (unsigned i = 0; i < end.getPortCount(); ++i) names.push_back({end.getPortName(i), end.getPortName(i)});
  return names;
}

// The port that hears of the box that sends from `sender`; null where it has none.
const MidiPortName* pair_of(const MidiPortName& sender, const std::vector<MidiPortName>& receivers) {
  const std::string key = pair_key(telling_name(sender));
  const auto found = std::find_if(receivers.begin(), receivers.end(), [&](const MidiPortName& port) {
    return !is_ours(port) && pair_key(telling_name(port)) == key;
  });
  return found == receivers.end() ? nullptr : &*found;
}

}  // namespace

MidiPorts::MidiPorts(const PortChoice& choice, int wake) : choice_(choice), wake_(wake) {
  own_.ports.client = kClientName;
  time_.ports.client = std::string(kClientName) + "-time";
  time_.ports.own_input = "timecode_in";
  time_.ports.own_output = "timecode_out";
  time_.ports.wants_clock = true;
}

MidiPorts::~MidiPorts() {
  if (jack_ && !jack_->server_is_alive()) close_jack();
}

void MidiPorts::look(int64_t now_ns) {
  std::erase_if(closing_, [](const std::future<void>& closing) {
    return closing.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  });
  if (choice_.api != MidiApi::jack && now_ns >= next_alsa_ns_) {
    next_alsa_ns_ = now_ns + kAlsaInterval_ns;
    look_for_alsa(now_ns);
  }
  if (choice_.api != MidiApi::alsa) look_for_jack(now_ns);
  open_time_on_alsa(now_ns);
}

void MidiPorts::look_for_jack(int64_t now_ns) {
  if (jack_ && !jack_->server_is_alive()) close_jack();
  const bool is_time = now_ns >= next_jack_ns_;
  if (is_time) next_jack_ns_ = now_ns + kServerInterval_ns;
  if (!jack_) {
    // JACK's library must be rid of the dead server's clients before it can join a new one.
    if (!is_time || !closing_.empty()) return;
    jack_ = JackServerWatch::attach();
    if (!jack_) return;
    jack_changes_ = 0;
  }
  if (now_ns < next_open_ns_) return;
  if (choice_.with_own_ports && !own_.line) {
    open_own_ports(own_, now_ns);
    if (!own_.line) return;
    lines_.push_back(own_.line);
  }
  if (choice_.with_own_ports && !time_.line) open_own_ports(time_, now_ns);
  const uint64_t changes = jack_->changes();
  const bool is_doubt =
      std::any_of(lines_.begin(), lines_.end(), [this](const auto& line) { return is_worth_another(*line); });
  if (changes == jack_changes_ && !is_doubt) return;
  jack_changes_ = changes;
  const bool boxes_too = choice_.api == MidiApi::jack || !alsa_in_;
  if (boxes_too) match_lines(MidiApi::jack, jack_->senders(), jack_->receivers(), now_ns);
  if (own_.line) look_at_box();
  if (time_.line) look_at_listeners();
}

void MidiPorts::open_own_ports(OwnPorts& own, int64_t now_ns) {
  LinePorts ports = own.ports;
  const auto is_taken = [&] {
    return jack_->has_port(ports.client + ":" + ports.own_input) ||
           jack_->has_port(ports.client + "-out:" + ports.own_output);
  };
  if (is_taken()) {
    if (own.taken_since_ns == 0) own.taken_since_ns = now_ns;
    if (now_ns - own.taken_since_ns < kOwnNamePatience_ns) return;
    for (int number = 2; is_taken(); ++number) ports.client = own.ports.client + "-" + std::to_string(number);
  }
  own.taken_since_ns = 0;
  own.heard.clear();
  own.told.clear();
  own.line = open_line(ports, now_ns);
  jack_changes_ = 0;
}

// Where no JACK server runs, or none is wanted, the time ports are ALSA's.
void MidiPorts::open_time_on_alsa(int64_t now_ns) {
  if (!choice_.with_own_ports || jack_ || !alsa_in_ || time_.line || now_ns < next_open_ns_) return;
  LinePorts ports = time_.ports;
  ports.api = MidiApi::alsa;
  time_.line = open_line(ports, now_ns);
  if (time_.line) time_.line->set_partner(++partners_, "");
}

MidiPorts::Connected MidiPorts::connected_to(const OwnPorts& own) const {
  const std::string& client = own.line->ports().client;
  return {jack_->connections(client + ":" + own.ports.own_input),
          jack_->connections(client + "-out:" + own.ports.own_output)};
}

// The box is whoever was heard first, for as long as it is there, and what is told is its other port: others may come
// to listen, and its hands notice nothing.
void MidiPorts::look_at_box() {
  const auto still_or_first = [](const std::vector<std::string>& ports, const std::string& before) {
    const bool is_still = std::find(ports.begin(), ports.end(), before) != ports.end();
    return is_still ? before : ports.empty() ? std::string() : ports.front();
  };
  const Connected now = connected_to(own_);
  const std::string heard = still_or_first(now.heard, own_.heard);
  std::string told = still_or_first(now.told, own_.told);
  if (const std::string box = pair_key(heard); pair_key(told) != box)
    for (const std::string& port : now.told)
      if (pair_key(port) == box) told = port;
  if (heard == own_.heard && told == own_.told) return;
  own_.heard = heard;
  own_.told = told;
  const std::string& name = told.empty() ? heard : told;
  own_.line->set_partner(name.empty() ? 0 : ++partners_, name.substr(0, name.find(':')));
}

// Whoever newly listens to time is told where it stands.
void MidiPorts::look_at_listeners() {
  std::string everyone;
  const Connected now = connected_to(time_);
  for (const auto* ports : {&now.told, &now.heard})
    for (const std::string& port : *ports) everyone += port + "\n";
  if (everyone == time_.told) return;
  time_.told = everyone;
  time_.line->set_partner(everyone.empty() ? 0 : ++partners_, everyone.substr(0, everyone.find(':')));
}

bool MidiPorts::is_worth_another(const MidiLine& line) const {
  const LinePorts& ports = line.ports();
  return ports.api == MidiApi::jack && !ports.sender.empty() && line.is_doubted() &&
         doubts_.is_worth_another(ports.sender);
}

bool MidiPorts::open_alsa() {
  if (alsa_in_) return true;
  if (access("/dev/snd/seq", F_OK) != 0) return false;  // ALSA's library would complain on the terminal
  try {
    alsa_in_ = std::make_unique<RtMidiIn>(RtMidi::LINUX_ALSA, kClientName);
    alsa_out_ = std::make_unique<RtMidiOut>(RtMidi::LINUX_ALSA, kClientName);
  } catch (const RtMidiError&) {
    alsa_in_.reset();  // no sequencer in this machine, or not yet
    alsa_out_.reset();
  }
  return alsa_in_ != nullptr;
}

void MidiPorts::look_for_alsa(int64_t now_ns) {
  if (!open_alsa()) return;
  match_lines(MidiApi::alsa, port_names(*alsa_in_), port_names(*alsa_out_), now_ns);
}

// Closes lines whose ports have gone and opens one for every pair of ports that is chosen.
void MidiPorts::match_lines(MidiApi api, const std::vector<MidiPortName>& senders,
                            const std::vector<MidiPortName>& receivers, int64_t now_ns) {
  const auto has = [](const std::vector<MidiPortName>& ports, const std::string& name) {
    return std::any_of(ports.begin(), ports.end(), [&](const MidiPortName& port) { return port.name == name; });
  };
  const auto has_pair = [&](const std::string& name) {
    return std::any_of(senders.begin(), senders.end(),
                       [&](const MidiPortName& port) { return port.name == name && pair_of(port, receivers); });
  };
  std::erase_if(lines_, [&](const std::shared_ptr<MidiLine>& line) {
    const LinePorts& ports = line->ports();
    const bool is_doubt = is_worth_another(*line);
    const bool is_there = has(senders, ports.sender) &&
                          (ports.receiver.empty() ? !has_pair(ports.sender) : has(receivers, ports.receiver));
    const bool stays = ports.api != api || line == own_.line || (is_there && !is_doubt);
    if (is_doubt) doubts_.open_anew(ports.sender);
    if (!stays) close_line(*line);
    return !stays;
  });
  if (api == MidiApi::jack) doubts_.keep_only([&](const std::string& port) { return has(senders, port); });
  for (const MidiPortName& sender : senders) {
    const bool is_open = std::any_of(lines_.begin(), lines_.end(), [&](const auto& line) {
      return line->ports().api == api && line->ports().sender == sender.name;
    });
    if (is_open || !is_chosen(sender)) continue;
    const MidiPortName* receiver = pair_of(sender, receivers);
    if (!receiver && !(choice_.may_only_send && choice_.may_only_send(sender))) continue;
    const auto line =
        open_line({api, box_client(++box_lines_), sender.name, receiver ? receiver->name : std::string()}, now_ns);
    if (!line) continue;
    line->set_partner(++partners_, sender.label);
    lines_.push_back(line);
  }
}

// nullptr when the MIDI system refuses, as JACK does while it is busy with a client that died; it is tried again.
std::shared_ptr<MidiLine> MidiPorts::open_line(const LinePorts& ports, int64_t now_ns) {
  auto line = MidiLine::open(ports, wake_);
  if (!line) {
    if (trouble_ != line.error()) sentences_.push_back(line.error());
    trouble_ = line.error();
    jack_changes_ = 0;
    next_open_ns_ = now_ns + kLookInterval_ns;
    return nullptr;
  }
  trouble_.clear();
  if (ports.api == MidiApi::jack) (*line)->set_period_clock([this] { return jack_ ? jack_->period_time() : 0u; });
  return *line;
}

bool MidiPorts::is_chosen(const MidiPortName& port) const {
  if (is_ours(port)) return false;
  if (!choice_.name_part.empty()) return lower(port.label).find(lower(choice_.name_part)) != std::string::npos;
  return choice_.is_surface(port);
}

void MidiPorts::close_line(MidiLine& line) {
  closing_.push_back(std::async(std::launch::async, [ends = line.close()]() mutable { ends.reset(); }));
}

void MidiPorts::close_jack() {
  std::erase_if(lines_, [&](const std::shared_ptr<MidiLine>& line) {
    const bool goes = line->ports().api == MidiApi::jack;
    if (goes) close_line(*line);
    return goes;
  });
  own_.line.reset();
  if (time_.line && time_.line->ports().api == MidiApi::jack) {
    close_line(*time_.line);
    time_.line.reset();
  }
  doubts_.forget();
  jack_.reset();
}

std::vector<MidiPorts::Found> MidiPorts::all_ports() {
  std::vector<Found> found;
  const auto add = [&](MidiApi api, bool sends, const std::vector<MidiPortName>& ports) {
    for (const MidiPortName& port : ports)
      if (!is_ours(port)) found.push_back({api, sends, port, is_chosen(port)});
  };
  if (choice_.api != MidiApi::jack && open_alsa()) {
    add(MidiApi::alsa, true, port_names(*alsa_in_));
    add(MidiApi::alsa, false, port_names(*alsa_out_));
  }
  if (choice_.api != MidiApi::alsa)
    if (const auto jack = JackServerWatch::attach()) {
      add(MidiApi::jack, true, jack->senders());
      add(MidiApi::jack, false, jack->receivers());
    }
  return found;
}

}  // namespace headroom
