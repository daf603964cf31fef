// What somebody who waits for a long job is told.
#include <catch2/catch.hpp>

#include "console/verbs/progress_line.h"

using namespace headroom;

TEST_CASE("a job of more than 0.3 s tells how much is done and how long the rest takes") {
  CHECK(progress_text("mix.wav", 0.25, 10) == "mix.wav: [#####---------------] 25 %, 0:30 left");
  CHECK(progress_text("mix.wav", 0.5, 90) == "mix.wav: [##########----------] 50 %, 1:30 left");
  CHECK(progress_text("mix.wav", 0.999, 3700) == "mix.wav: [###################-] 99 %, 0:04 left");
}

TEST_CASE("a short job and one whose end is not in sight tell nothing") {
  CHECK_FALSE(progress_text("mix.wav", 0.5, 0.29));
  CHECK_FALSE(progress_text("mix.wav", 0, 10));
  CHECK_FALSE(progress_text("mix.wav", 1, 10));
}
