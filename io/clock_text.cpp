#include "io/clock_text.h"

#include <cstdio>
#include <ctime>

namespace headroom {

std::string clock_text(int64_t unix_s) {
  const auto moment = static_cast<std::time_t>(unix_s);
  std::tm local{};
  localtime_r(&moment, &local);
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d:%02d", local.tm_hour, local.tm_min, local.tm_sec);
  return text;
}

}  // namespace headroom
