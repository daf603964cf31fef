// The shows that come with the program, to begin with: plain show files, one kind of event each.
#pragma once

#include <string>
#include <vector>

#include "io/result.h"

namespace headroom {

struct ShowTemplate {
  std::string name;   // "band"
  std::string about;  // the first comment of the file
  std::string path;
};

// All of them, by name.
std::vector<ShowTemplate> show_templates();

// The file of that name, or the sentence that lists what there is.
Result<std::string> template_path(const std::string& name);

}  // namespace headroom
