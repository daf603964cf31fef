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

std::string length_text(double seconds) {
  const auto whole = static_cast<long long>(seconds);
  char text[40];
  if (whole >= 3600)
    std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
  else
    std::snprintf(text, sizeof text, "%lld:%02lld", whole / 60, whole % 60);
  return text;
}

std::string counter_text(int64_t seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%lld:%02d:%02d", static_cast<long long>(seconds / 3600),
                static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
  return text;
}

}  // namespace headroom
