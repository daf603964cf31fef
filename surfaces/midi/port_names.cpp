#include "surfaces/midi/port_names.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace headroom {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string telling_name(const MidiPortName& port) {
  return port.label.size() > port.name.size() ? port.label.substr(port.name.size()) : port.name;
}

std::string pair_key(const std::string& port_name) {
  static constexpr const char* kDirections[] = {"in",       "out",  "input",   "output", "capture",
                                                "playback", "send", "receive", "tx",     "rx"};
  std::string key, word;
  const auto end_word = [&] {
    if (std::find(std::begin(kDirections), std::end(kDirections), word) == std::end(kDirections)) key += word + " ";
    word.clear();
  };
  for (const char c : lower(port_name)) {
    if (std::isalnum(static_cast<unsigned char>(c)))
      word += c;
    else
      end_word();
  }
  end_word();
  return key;
}

std::string lasting_name(const MidiPortName& port) {
  const auto is_digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
  std::string name = telling_name(port);
  name.erase(0, name.find_first_not_of(' '));
  const size_t space = name.rfind(' '), colon = name.rfind(':');
  if (space == std::string::npos || colon == std::string::npos || colon < space) return name;
  const std::string client = name.substr(space + 1, colon - space - 1), number = name.substr(colon + 1);
  const bool is_of_alsa = !client.empty() && !number.empty() && std::all_of(client.begin(), client.end(), is_digit) &&
                          std::all_of(number.begin(), number.end(), is_digit);
  return is_of_alsa ? name.substr(0, space) : name;
}

}  // namespace headroom
