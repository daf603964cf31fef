// What the log is told of dropouts.
#include <catch2/catch.hpp>

#include "console/dropout_news.h"

using namespace headroom;

namespace {
constexpr uint64_t kSecond_ns = 1'000'000'000;
}

TEST_CASE("a dropout is told at once with its cause, and no news are no line") {
  DropoutNews news;
  CHECK_FALSE(news.take({0, 0, 0}, 0));
  CHECK(news.take({1, 0, 0}, kSecond_ns) == "a dropout of the device");
  CHECK_FALSE(news.take({1, 0, 0}, 10 * kSecond_ns));
  CHECK(news.take({1, 1, 0}, 11 * kSecond_ns) == "a dropout of the desk's own clock");
}

TEST_CASE("the lines of a storm of dropouts become rarer and rarer, and none is missing in them") {
  DropoutNews news;
  CHECK(news.take({1, 0, 0}, 0));
  uint64_t lines = 0;
  for (uint64_t tenth = 1; tenth <= 100; ++tenth)
    lines += news.take({1 + 3 * tenth, tenth, 0}, tenth * kSecond_ns / 10).has_value();
  CHECK(lines == 3);  // after 1, 3 and 7 s
  CHECK(news.take({401, 100, 0}, 20 * kSecond_ns) == "220 dropouts: 190 of the device, 30 of the desk's own clock");
  CHECK(news.take({402, 100, 0}, 60 * kSecond_ns) == "a dropout of the device");
  CHECK(news.take({403, 100, 0}, 61 * kSecond_ns) == "a dropout of the device");  // the storm is over
  DropoutNews hour;
  lines = 0;
  for (uint64_t second = 0; second < 3600; ++second)
    lines += hour.take({second + 1, 0, 0}, second * kSecond_ns).has_value();
  CHECK(lines < 70);
  DropoutNews two;
  CHECK(two.take({10, 0, 2}, 0) == "12 dropouts: 10 of the device, 2 as the device took over");
}
