// Where a user's files lie, by the XDG base directory specification: settings under ~/.config, what is kept between
// runs under ~/.local/state, unless the environment names other folders; music where xdg-user-dirs has it.
#pragma once

#include <string>

namespace headroom {

// $XDG_CONFIG_HOME/headroom, else ~/.config/headroom. The folder may be missing.
std::string config_folder();
// $XDG_STATE_HOME/headroom, else ~/.local/state/headroom. Made when it is missing.
std::string state_folder();
// $XDG_MUSIC_DIR, else what ~/.config/user-dirs.dirs says, else ~/Music. The folder may be missing.
std::string music_folder();

}  // namespace headroom
