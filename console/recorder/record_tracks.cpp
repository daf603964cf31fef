#include "console/recorder/record_tracks.h"

#include <algorithm>
#include <cstdio>

#include "console/recorder/take_folder.h"
#include "console/surround.h"

namespace headroom {
namespace {

// Numbers of one width, so that every program lists the files in the order of the desk.
std::string number_text(int number, int highest) {
  char text[16];
  std::snprintf(text, sizeof text, "%0*d", highest > 99 ? highest > 999 ? 4 : 3 : 2, number);
  return text;
}

std::string file_name(const Show& show, StripIndex strip) {
  const Table& table = show.table();
  const DeskStrip& what = table.strip(strip);
  const std::string called = show.strip_name(strip);
  if (what.kind == kChannel) return safe_file_name(number_text(what.number, table.count_of(kChannel)) + ' ' + called);
  std::string name = what.address.substr(1);
  std::replace(name.begin(), name.end(), '/', '-');
  return "buses/" + safe_file_name(called == table.standard_name(strip) ? name : name + ' ' + called);
}

}  // namespace

std::vector<RecordTrack> record_tracks(const Show& show, const LanePlan& lanes) {
  const Table& table = show.table();
  std::vector<RecordTrack> tracks;
  for (StripIndex strip = 0; strip < table.strips().size(); ++strip) {
    if (table.id(strip, Param::arm) == kNoControl || !show.is_on(strip, Param::arm)) continue;
    RecordTrack track{static_cast<int>(strip), file_name(show, strip), {}, 0};
    if (table.strip(strip).kind == kChannel) {
      track.sources.push_back(input_of(lanes.lane_of({strip, 0})));
    } else {
      for (const int side : sides_in_file(show, strip)) track.sources.push_back(lanes.lane_of({strip, side}));
      track.speakers = wave_mask(layout_of(show, strip));
    }
    tracks.push_back(std::move(track));
  }
  return tracks;
}

bool changes_record_tracks(const ControlRow& row) {
  return row.param == Param::arm || row.param == Param::name || row.param == Param::layout;
}

}  // namespace headroom
