#include "console/link/link_client.h"

#include <unistd.h>

#include <algorithm>

#include "console/link/link_places.h"
#include "console/show.h"
#include "io/user_name.h"

namespace headroom {
namespace {

Error another_version(const std::string& desk, const std::string& client) {
  return Error{"the desk \"" + desk + "\" is of another version than this " + client +
               "; start both from the same build of Headroom"};
}

}  // namespace

LinkClient::LinkClient(Segment segment, const DeskPlan& plan)
    : segment_(std::move(segment)),
      header_(reinterpret_cast<LinkHeader*>(segment_.memory())),
      table_(plan),
      lanes_(table_) {}

Result<std::unique_ptr<LinkClient>> LinkClient::attach(const std::string& desk, ClientKind kind,
                                                       const std::string& name) {
  auto segment = Segment::open(desk, sizeof(LinkHeader));
  if (!segment) return Error{segment.error()};
  auto* header = reinterpret_cast<LinkHeader*>(segment->memory());
  if (!segment->is_locked(Segment::kConsoleByte))
    return Error{"the console of the desk \"" + desk + "\" is gone; start it with: headroom"};
  const auto plan = checked_plan({.channels = header->channels,
                                  .auxes = header->auxes,
                                  .groups = header->groups,
                                  .matrices = header->matrices,
                                  .dcas = header->dcas});
  if (!plan) return another_version(desk, name);

  std::unique_ptr<LinkClient> client(new LinkClient(std::move(*segment), *plan));
  const Table& table = client->table_;
  if (!is_segment_of(*header, client->segment_.bytes(), table, client->lanes_)) return another_version(desk, name);
  const LinkPlaces places = link_places(table, client->lanes_);
  const size_t record = meter_record_bytes(client->lanes_.layout().banks());

  std::byte* memory = client->segment_.memory();
  client->values_ = reinterpret_cast<SharedValue*>(memory + places.values_at);
  client->holders_ = reinterpret_cast<SharedHolder*>(memory + places.holders_at);
  client->next_scene_ = reinterpret_cast<SharedScopes*>(memory + places.next_scene_at);
  client->texts_ = reinterpret_cast<SharedBox<SharedText>*>(memory + places.texts_at);
  client->record_.resize(record);
  const auto meters = OverwritingRingReader::attach(memory + places.meters_at, places.meter_bytes, record);
  const auto log = OverwritingRingReader::attach(memory + places.log_at, places.log_bytes, sizeof(LogRecord), true);
  if (!meters || !log) return another_version(desk, name);
  client->meters_.emplace(*meters);
  client->log_.emplace(*log);
  for (uint64_t tap = 0; tap < kAudioTaps; ++tap) {
    auto window = AudioWindow::attach(memory + places.audio_at + tap * places.audio_bytes, places.audio_bytes);
    if (!window || window->lanes() != kTapLanes || window->frames() != static_cast<int>(kAudioFrames))
      return another_version(desk, name);
    client->audio_.push_back(*window);
  }

  client->readings_ = reinterpret_cast<const SharedBox<MeterReading>*>(memory + places.readings_at);
  for (uint64_t tap = 0; tap < kMeterTaps; ++tap) {
    const auto history = OverwritingRingReader::attach(memory + places.histories_at + tap * places.history_bytes,
                                                       places.history_bytes, sizeof(MeterHistory), true);
    if (!history) return another_version(desk, name);
    client->histories_.push_back(*history);
  }

  client->name_ = name;
  client->user_ = user_name();
  for (int slot = 0; slot < kClientSlots && client->slot_ < 0; ++slot)
    if (client->segment_.lock(Segment::client_byte(slot))) client->slot_ = slot;
  if (client->slot_ < 0)
    return Error{"all " + std::to_string(kClientSlots) + " client places of the desk \"" + desk +
                 "\" are taken; close a screen or a surface first"};
  ClientSlot& slot = client->my_slot();
  slot.kind.store(kind, std::memory_order_relaxed);
  slot.process.store(getpid(), std::memory_order_relaxed);
  client->show_lamp(Lamp::idle, "");
  client->claim_ = slot.claims.load(std::memory_order_relaxed) + 1;  // ours alone to count while we have the lock
  slot.in_use.store(client->claim_, std::memory_order_relaxed);
  slot.claims.store(client->claim_, std::memory_order_release);
  return client;
}

LinkClient::~LinkClient() {
  if (slot_ < 0) return;
  my_slot().in_use.store(0, std::memory_order_release);
  segment_.unlock(Segment::client_byte(slot_));
}

std::string LinkClient::text(ControlId id) const {
  SharedText text{};
  texts_[table_.control(id).strip].read(text);
  return read_text(text.bytes);
}

std::string LinkClient::strip_name(StripIndex strip) const {
  SharedText text{};
  texts_[strip].read(text);
  const std::string name = read_text(text.bytes);
  return name.empty() ? table_.standard_name(strip) : name;
}

Show LinkClient::copy_show() const {
  Show show(table_);
  refresh(show);
  return show;
}

std::vector<ControlId> LinkClient::refresh(Show& show) const {
  std::vector<ControlId> changed;
  // A large desk has a hundred thousand controls, of which a hand moves one: the comparison comes before all else.
  for (ControlId id = 0; id < table_.size(); ++id)
    if (const float now = value(id); now != show.value(id) && table_.row(id).unit != Unit::text && show.set(id, now))
      changed.push_back(id);
  for (size_t strip = 0; strip < table_.strips().size(); ++strip) {
    const ControlId name = table_.id(static_cast<StripIndex>(strip), Param::name);
    if (name == kNoControl) continue;
    if (const std::string now = text(name); now != show.text(name)) show.set_text(name, now);
  }
  return changed;
}

bool LinkClient::set(ControlId id, float value) {
  Edit edit;
  edit.control = id;
  edit.value = value;
  return post(edit);
}

bool LinkClient::set_text(ControlId id, const std::string& text) {
  Edit edit;
  edit.control = id;
  write_text(edit.text, text);
  return post(edit);
}

bool LinkClient::undo_to(uint32_t number) {
  Edit edit;
  edit.control = table_.id(table_.strip_of(kDesk), Param::undo);
  edit.kind = EditKind::undo_to;
  edit.value = static_cast<float>(number);
  return post(edit);
}

bool LinkClient::join_gesture(ControlId id, ControlId lead) {
  Edit edit;
  edit.control = id;
  edit.kind = EditKind::join_gesture;
  edit.value = static_cast<float>(lead);
  return post(edit);
}

bool LinkClient::post_gesture(ControlId id, EditKind kind) {
  Edit edit;
  edit.control = id;
  edit.kind = kind;
  edit.value = static_cast<float>(box_);
  return post(edit);
}

bool LinkClient::post(const Edit& edit) { return my_slot().edits.push({claim_, edit}); }

void LinkClient::look_at_meters(MeterLook& look) {
  const auto banks = static_cast<size_t>(lanes_.layout().banks());
  if (look.banks.size() != banks) look.banks.assign(banks, BankMeters{});
  uint64_t frames = 0;
  look.lost = 0;
  for (;;) {
    const auto got = meters_->read(record_.data());
    look.lost += got.lost;
    if (!got.found) break;
    MeterRecordHead head;
    std::memcpy(&head, record_.data(), sizeof head);
    const float old_share = static_cast<float>(frames) / static_cast<float>(frames + head.frames);
    for (size_t bank = 0; bank < std::min(banks, static_cast<size_t>(head.banks)); ++bank) {
      BankMeters newer;
      std::memcpy(&newer, record_.data() + sizeof head + bank * sizeof newer, sizeof newer);
      BankMeters& sum = look.banks[bank];
      if (frames == 0) {
        sum = newer;
        continue;
      }
      for (size_t lane = 0; lane < kLanes; ++lane) {
        sum.input_peak[lane] = std::max(sum.input_peak[lane], newer.input_peak[lane]);
        sum.peak[lane] = std::max(sum.peak[lane], newer.peak[lane]);
        sum.mean_square[lane] = old_share * sum.mean_square[lane] + (1 - old_share) * newer.mean_square[lane];
        sum.gate_gain[lane] = std::min(sum.gate_gain[lane], newer.gate_gain[lane]);
        sum.comp_gain[lane] = std::min(sum.comp_gain[lane], newer.comp_gain[lane]);
        sum.limiter_gain[lane] = std::min(sum.limiter_gain[lane], newer.limiter_gain[lane]);
        sum.de_esser_gain[lane] = std::min(sum.de_esser_gain[lane], newer.de_esser_gain[lane]);
      }
    }
    frames += head.frames;
    look.end_frame = head.end_frame;
  }
  look.frames = frames;
}

bool LinkClient::next_log(LogRecord& record) { return log_->read(&record).found; }

TapAim LinkClient::tap_aim(int tap) const {
  TapAim aim{};
  header_->aims[static_cast<size_t>(tap)].read(aim);
  return aim;
}

SetupStatus LinkClient::setup() const {
  SetupStatus setup{};
  header_->setup.read(setup);
  setup.devices_count = std::clamp(setup.devices_count, 0, static_cast<int32_t>(kMostDevices));
  return setup;
}

bool LinkClient::read_undo(UndoList& list) const {
  if (!header_->undo.read(list)) return false;
  list.count = std::min(list.count, static_cast<uint32_t>(kUndoLines));
  list.undone = std::min(list.undone, list.count);
  return true;
}

bool LinkClient::read_recording(RecordStatus& recording) const {
  if (!header_->recording.read(recording)) return false;
  recording.take[sizeof recording.take - 1] = 0;
  return true;
}

DeskStatus LinkClient::status() const {
  DeskStatus status{};
  header_->status.read(status);
  return status;
}

void LinkClient::show_lamp(Lamp lamp, const std::string& detail, const std::vector<BoxLamp>& boxes) {
  ClientLabel label{};
  write_terminated(label.name, name_);
  write_terminated(label.user, user_);
  write_terminated(label.detail, detail);
  for (size_t i = 0; i < std::min(boxes.size(), kMostBoxLabels); ++i) {
    write_terminated(label.boxes[i].name, boxes[i].name);
    label.boxes[i].lamp = boxes[i].lamp;
    label.boxes[i].can_be_asked = boxes[i].can_be_asked ? 1 : 0;
  }
  my_slot().label.write(label);
  my_slot().lamp.store(lamp, std::memory_order_relaxed);
}

std::vector<LinkClient::Peer> LinkClient::peers() const {
  std::vector<Peer> peers;
  for (int i = 0; i < kClientSlots; ++i) {
    const ClientSlot& slot = header_->slots[static_cast<size_t>(i)];
    if (!slot.in_use.load(std::memory_order_acquire)) continue;
    ClientLabel label{};
    slot.label.read(label);
    peers.push_back({i,
                     slot.kind.load(std::memory_order_relaxed),
                     slot.lamp.load(std::memory_order_relaxed),
                     read_text(label.name),
                     read_text(label.detail),
                     slot.process.load(std::memory_order_relaxed),
                     read_text(label.user),
                     {}});
    for (const BoxLabel& box : label.boxes)
      if (box.name[0]) peers.back().boxes.push_back({read_text(box.name), box.lamp, box.can_be_asked != 0});
  }
  return peers;
}

}  // namespace headroom
