// Which loudspeaker each channel of a sound file is for, and what it counts for in the loudness of the programme.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsp/loudspeakers.h"
#include "io/sound_file_reader.h"

namespace headroom {

struct FileChannel {
  std::string label;                          // "L", "Ls", "Ltf", or the number of a channel that stands nowhere
  double azimuth_deg = 0, elevation_deg = 0;  // positive to the left, positive up
  double weight = 1;                          // BS.1770-5; 0 for an LFE
  std::optional<Loudspeaker> loudspeaker{};   // which of the desk's it is, if it is one
  bool is_lfe() const { return weight == 0; }
};

struct FileLayout {
  std::string name;  // "5.1"; "7 channels" when it is none of those known
  std::vector<FileChannel> channels;
};

// By what the file says of its channels; where it says nothing, by their number: mono, stereo, LCR,
// quad, 5.0, 5.1, 7.1, 5.1.4 and 7.1.4 in the order L R C LFE Ls Rs Lrs Rrs Ltf Rtf Ltr Rtr. Back loudspeakers without
// side ones are the surrounds of 5.1 (many files of 5.1 call them "back").
FileLayout layout_of(const std::vector<FileSpeaker>& speakers);

// The smallest of the desk's layouts that has all loudspeakers of the file; none where a channel stands elsewhere.
std::optional<SpeakerLayout> desk_layout_of(const FileLayout& layout);

}  // namespace headroom
