#include "console/link/undo_list.h"

#include <algorithm>

namespace headroom {
namespace {

UndoLine line_of(const Gesture& gesture, uint64_t to_realtime_ns) {
  const Change& first = gesture.changes.front();
  UndoLine line{};
  line.when_ns = gesture.when_ns + to_realtime_ns;
  line.number = gesture.number;
  line.control = first.control;
  const size_t lead = gesture.scenes.empty() ? 0 : 1;  // the button that stored it
  line.changes = static_cast<uint32_t>(gesture.changes.size() - lead);
  line.from = first.before;
  line.to = first.after;
  write_text(line.text_from, first.text_before);
  write_text(line.text_to, first.text_after);
  write_terminated(line.did, gesture.did);
  line.author = gesture.author;
  return line;
}

}  // namespace

UndoList undo_list(const History& history, uint64_t to_realtime_ns) {
  const auto is_something = [](const Gesture& gesture) { return !gesture.changes.empty(); };
  const auto done = static_cast<size_t>(std::count_if(history.done().begin(), history.done().end(), is_something));
  const size_t undone = history.undone().size();
  const size_t room_ahead = std::max(kUndoLines / 2, kUndoLines - std::min(done, kUndoLines));
  UndoList list{};
  list.undone = static_cast<uint32_t>(std::min(undone, room_ahead));
  list.newer = static_cast<uint32_t>(undone) - list.undone;
  for (size_t i = list.newer; i < undone; ++i) list.lines[list.count++] = line_of(history.undone()[i], to_realtime_ns);
  for (auto gesture = history.done().rbegin(); gesture != history.done().rend() && list.count < kUndoLines; ++gesture)
    if (is_something(*gesture)) list.lines[list.count++] = line_of(*gesture, to_realtime_ns);
  list.older = static_cast<uint32_t>(done) - (list.count - list.undone);
  return list;
}

std::string words_of(const UndoLine& line, const Table& table, const StripNames& name_of) {
  if (line.did[0]) return read_text(line.did);
  return gesture_words(table, line.control, line.changes, name_of);
}

const char* hand_words(ClientKind kind) {
  switch (kind) {
    case ClientKind::display: return "a screen";
    case ClientKind::midi: return "a surface";
    case ClientKind::command_line: return "a command";
    case ClientKind::test: return "a test";
    case ClientKind::none: break;
  }
  return "the console";
}

}  // namespace headroom
