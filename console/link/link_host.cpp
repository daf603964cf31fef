#include "console/link/link_host.h"

#include <unistd.h>

#include <algorithm>
#include <new>

#include "console/link/link_places.h"
#include "io/monotonic.h"

namespace headroom {
namespace {

constexpr uint64_t kSilent_ns = 2'000'000'000;

// Claims are counted up and may wrap.
bool is_newer(uint32_t claim, uint32_t than) { return static_cast<int32_t>(claim - than) > 0; }

}  // namespace

LinkReports::LinkReports(OverwritingRingWriter meters, std::vector<AudioWindow> windows, SharedBox<TapAim>* aims,
                         int banks)
    : meters_(meters), windows_(std::move(windows)), aims_(aims), record_(meter_record_bytes(banks)) {}

void LinkReports::on_meters(uint64_t end_frame, int frames, std::span<const BankMeters> banks) noexcept {
  const MeterRecordHead head{end_frame, static_cast<uint32_t>(frames), static_cast<uint32_t>(banks.size())};
  if (record_.size() < sizeof head + banks.size_bytes()) return;
  std::memcpy(record_.data(), &head, sizeof head);
  std::memcpy(record_.data() + sizeof head, banks.data(), banks.size_bytes());
  meters_.write(record_.data());
}

void LinkReports::on_sound(const EngineSound& sound) noexcept {
  const bool goes_on = sound.first_frame == next_frame_ && aims_told_ > 0;
  next_frame_ = sound.first_frame + static_cast<uint64_t>(sound.frames);
  for (size_t tap = 0; tap < std::min(sound.taps.size(), windows_.size()); ++tap) {
    const TapTarget& target = sound.taps[tap];
    if (!goes_on || target != targets_[tap]) {
      targets_[tap] = target;
      aims_[tap].write({++aims_told_, windows_[tap].written(), sound.first_frame, sample_rate_, target.strip,
                        target.layout, target.lanes});
    }
    if (target.lanes > 0) write_tap(tap, sound);
  }
}

void LinkReports::write_tap(size_t tap, const EngineSound& sound) noexcept {
  float samples[kTapLanes][kGridFrames];
  const float* lanes[kTapLanes];
  for (size_t lane = 0; lane < kTapLanes; ++lane) {
    sound.copy(targets_[tap].source[lane], samples[lane]);
    lanes[lane] = samples[lane];
  }
  windows_[tap].write(lanes, sound.frames);
}

Result<std::unique_ptr<LinkHost>> LinkHost::create(const std::string& name, const Show& show, const LanePlan& lanes) {
  if (const auto old = Segment::open(name, sizeof(LinkHeader)); old && old->is_locked(Segment::kConsoleByte)) {
    const auto* header = reinterpret_cast<const LinkHeader*>(old->memory());
    return Error{"the desk \"" + name + "\" is running already (process " + std::to_string(header->console_process) +
                 "); give this one another name with --name"};
  }

  const Table& table = show.table();
  const LinkPlaces places = link_places(table, lanes);
  auto segment = Segment::create(name, places.bytes);
  if (!segment) return Error{segment.error()};
  auto* header = new (segment->memory()) LinkHeader{};
  const DeskPlan& plan = table.plan();
  header->version = kLinkVersion;
  header->console_process = getpid();
  header->table_version = table.version();
  header->channels = plan.channels;
  header->auxes = plan.auxes;
  header->groups = plan.groups;
  header->matrices = plan.matrices;
  header->dcas = plan.dcas;
  header->places = places;

  std::unique_ptr<LinkHost> host(new LinkHost(std::move(*segment), header));
  std::byte* memory = host->segment_.memory();
  host->table_ = &table;
  host->values_ = new (memory + places.values_at) SharedValue[table.size()];
  host->holders_ = new (memory + places.holders_at) SharedHolder[table.size()];
  host->texts_ = new (memory + places.texts_at) SharedBox<SharedText>[table.strips().size()];
  host->next_scene_ = new (memory + places.next_scene_at) SharedScopes[table.strips().size()];
  auto meters = OverwritingRingWriter::create(memory + places.meters_at, places.meter_bytes,
                                              meter_record_bytes(lanes.layout().banks()), kMeterRecords);
  if (!meters) return Error{meters.error()};
  std::vector<AudioWindow> windows;
  for (int tap = 0; tap < kAudioTaps; ++tap) {
    auto window = AudioWindow::create(memory + places.audio_at + static_cast<uint64_t>(tap) * places.audio_bytes,
                                      places.audio_bytes, kTapLanes, kAudioFrames);
    if (!window) return Error{window.error()};
    windows.push_back(*window);
  }
  auto link_meters = LinkMeters::create(memory, *header, places, windows);
  if (!link_meters) return Error{link_meters.error()};
  host->meters_.emplace(std::move(*link_meters));
  host->reports_ =
      std::make_unique<LinkReports>(*meters, std::move(windows), header->aims.data(), lanes.layout().banks());
  auto log = OverwritingRingWriter::create(memory + places.log_at, places.log_bytes, sizeof(LogRecord), kLogRecords);
  if (!log) return Error{log.error()};
  host->log_.emplace(*log);

  for (ControlId id = 0; id < table.size(); ++id) {
    if (table.row(id).unit == Unit::text)
      host->show_text(id, show.text(id));
    else
      host->show_value(id, show.value(id));
  }
  host->count_revision();
  header->magic.store(kLinkMagic, std::memory_order_release);
  if (const Outcome published = host->segment_.publish(); !published) return Error{published.error()};
  return host;
}

LinkHost::~LinkHost() { segment_.unlink(); }

std::optional<LinkHost::LeftDesk> LinkHost::left_by(const std::string& name) {
  const auto old = Segment::open(name, sizeof(LinkHeader));
  if (!old || old->is_locked(Segment::kConsoleByte)) return std::nullopt;
  const auto* header = reinterpret_cast<const LinkHeader*>(old->memory());
  const auto plan = checked_plan({.channels = header->channels,
                                  .auxes = header->auxes,
                                  .groups = header->groups,
                                  .matrices = header->matrices,
                                  .dcas = header->dcas});
  if (!plan) return std::nullopt;
  const Table table(*plan);
  if (!is_segment_of(*header, old->bytes(), table, LanePlan(table))) return std::nullopt;
  DeskStatus status{};
  header->status.read(status);
  SetupStatus setup{};
  header->setup.read(setup);
  const auto machine = checked_machine(setup.machine);
  RecordStatus recording{};
  header->recording.read(recording);
  const std::string take = recording.is_recording != 0 ? read_text(recording.take) : "";
  return LeftDesk{*plan, status.demo != 0, machine ? std::optional(*machine) : std::nullopt, take, status.written_ns};
}

bool LinkHost::recover(const std::string& name, Show& show) {
  const auto old = Segment::open(name, sizeof(LinkHeader));
  if (!old || old->is_locked(Segment::kConsoleByte)) return false;
  const auto* header = reinterpret_cast<const LinkHeader*>(old->memory());
  const Table& table = show.table();
  const LanePlan lanes(table);
  if (!is_segment_of(*header, old->bytes(), table, lanes)) return false;
  const LinkPlaces places = link_places(table, lanes);
  const auto* values = reinterpret_cast<const SharedValue*>(old->memory() + places.values_at);
  const auto* holders = reinterpret_cast<const SharedHolder*>(old->memory() + places.holders_at);
  const auto* texts = reinterpret_cast<const SharedBox<SharedText>*>(old->memory() + places.texts_at);
  for (ControlId id = 0; id < table.size(); ++id) {
    SharedText text{};
    // Talkback that a hand held open stays closed: its key spoke to the console that died.
    if (table.row(id).param == Param::talk_on && holders[id].load(std::memory_order_relaxed) != 0) continue;
    if (table.row(id).unit != Unit::text)
      show.set(id, values[id].load(std::memory_order_relaxed));
    else if (texts[table.control(id).strip].read(text))
      show.set_text(id, read_text(text.bytes));
  }
  return true;
}

void LinkHost::show_text(ControlId id, const std::string& text) {
  SharedText shared{};
  write_text(shared.bytes, text);
  texts_[table_->control(id).strip].write(shared);
}

void LinkHost::log(const std::string& sentence, LogKind kind, uint64_t when_ns) {
  LogRecord record{};
  record.when_ns = when_ns;
  record.kind = kind;
  write_terminated(record.sentence, sentence);
  log_->write(&record);
}

void LinkHost::drain(uint64_t now_ns, const Apply& apply, const Gone& gone) {
  for (int place = 0; place < kClientSlots; ++place) drain_place(place, now_ns, apply, gone);
}

void LinkHost::drain_place(int place, uint64_t now_ns, const Apply& apply, const Gone& gone) {
  ClientSlot& slot = header_->slots[static_cast<size_t>(place)];
  const Known& known = known_[static_cast<size_t>(place)];
  ClientEdit waiting;
  for (uint32_t i = 0; i < kEditRingEdits && slot.edits.pop(waiting); ++i) {
    if (is_newer(waiting.claim, known.claim)) meet(place, waiting.claim, now_ns, gone);
    apply(place, waiting.edit);
  }
}

void LinkHost::drain_requests(uint64_t now_ns, const Hear& hear, const Gone& gone) {
  for (int place = 0; place < kClientSlots; ++place) {
    ClientSlot& slot = header_->slots[static_cast<size_t>(place)];
    const Known& known = known_[static_cast<size_t>(place)];
    ClientRequest waiting;
    for (uint32_t i = 0; i < kRequests && slot.requests.pop(waiting); ++i) {
      if (waiting.claim != slot.claims.load(std::memory_order_acquire)) continue;
      if (is_newer(waiting.claim, known.claim)) meet(place, waiting.claim, now_ns, gone);
      hear(place, waiting.request);
    }
  }
}

// Somebody new is in the place: whoever had it before is gone.
void LinkHost::meet(int place, uint32_t claim, uint64_t now_ns, const Gone& gone) {
  const ClientSlot& slot = header_->slots[static_cast<size_t>(place)];
  Known& known = known_[static_cast<size_t>(place)];
  if (!known.name.empty()) gone(place, known.name);
  ClientLabel label{};
  slot.label.read(label);
  known = {claim, slot.heartbeat.load(std::memory_order_relaxed), now_ns, false, read_text(label.name), {}};
  known.author.kind = slot.kind.load(std::memory_order_relaxed);
  write_terminated(known.author.user, read_text(label.user));
  if (known.name.empty()) known.name = "a client";
}

ClientKind LinkHost::kind_of(int client) const {
  if (client < 0 || client >= kClientSlots) return ClientKind::none;
  return header_->slots[static_cast<size_t>(client)].kind.load(std::memory_order_relaxed);
}

void LinkHost::look_for_lost_clients(uint64_t now_ns, const Apply& apply, const Gone& gone) {
  for (int i = 0; i < kClientSlots; ++i) {
    ClientSlot& slot = header_->slots[static_cast<size_t>(i)];
    Known& known = known_[static_cast<size_t>(i)];
    const uint32_t claim = slot.claims.load(std::memory_order_acquire);
    if (known.name.empty() && claim == known.claim) continue;
    const bool is_there = segment_.is_locked(Segment::client_byte(i));
    // Whoever is gone by now writes no more: its last edits are heard before its end is.
    if (!is_there || claim != known.claim) drain_place(i, now_ns, apply, gone);
    if (slot.claims.load(std::memory_order_acquire) != claim) continue;  // a successor came in; the next look is at it
    if (claim != known.claim) meet(i, claim, now_ns, gone);
    const uint64_t heartbeat = slot.heartbeat.load(std::memory_order_relaxed);
    if (heartbeat != known.heartbeat) known.heartbeat = heartbeat, known.heard_ns = now_ns, known.silent = false;
    if (!is_there) {
      uint32_t ended = claim;  // a successor's own number stays
      if (slot.in_use.compare_exchange_strong(ended, 0)) slot.lamp.store(Lamp::idle, std::memory_order_relaxed);
      gone(i, known.name);
      known.name.clear();
    } else if (!known.silent && now_ns - known.heard_ns > kSilent_ns) {
      known.silent = true;
      gone(i, known.name + " (silent)");
    }
  }
}

uint64_t LinkHost::edits_refused() const {
  uint64_t refused = 0;
  for (const ClientSlot& slot : header_->slots) refused += slot.edits.refused();
  return refused;
}

}  // namespace headroom
