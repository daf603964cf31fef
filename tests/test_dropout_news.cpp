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

TEST_CASE("a storm of dropouts is one line a second, in which none is missing") {
  DropoutNews news;
  CHECK(news.take({1, 0, 0}, 0));
  uint64_t lines = 0;
  for (uint64_t tenth = 1; tenth <= 100; ++tenth)
    lines += news.take({1 + 3 * tenth, tenth, 0}, tenth * kSecond_ns / 10).has_value();
  CHECK(lines == 10);
  CHECK(news.take({401, 100, 0}, 20 * kSecond_ns) == "100 dropouts of the device");
  DropoutNews two;
  CHECK(two.take({10, 0, 2}, 0) == "12 dropouts: 10 of the device, 2 as the device took over");
}
