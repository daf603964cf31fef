// The checks behind `headroom doctor`: one small function each, in the order a person would mend them.
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "io/realtime.h"
#include "io/system_facts.h"

namespace headroom {
namespace {

RealtimeCheck check_priority() {
  constexpr int kEnough = 20;  // above JACK's default of 10
  const int highest = highest_allowed_priority();
  if (highest >= kEnough)
    return {"Real-time priority", Verdict::ok, "Audio threads may take priority " + std::to_string(highest) + ".", ""};
  return {"Real-time priority", Verdict::fail,
          highest == 0 ? "Audio threads get no real-time priority: any program may make the sound stumble."
                       : "Audio threads may take priority " + std::to_string(highest) + " only.",
          kMendLimits};
}

RealtimeCheck check_memory_lock() {
  if (may_lock_all_memory()) return {"Memory lock", Verdict::ok, "The desk may keep its memory out of swap.", ""};
  return {"Memory lock", Verdict::warn, "The desk's memory may be swapped out while sound runs.", kMendLimits};
}

RealtimeCheck check_groups() {
  if (geteuid() == 0 || is_in_group("audio"))
    return {"User groups", Verdict::ok, "This user may open sound cards.", ""};
  return {"User groups", Verdict::warn, "This user is not in the group \"audio\".",
          "Run \"sudo usermod -aG audio $USER\" and log in again."};
}

RealtimeCheck check_governor() {
  const auto governor = first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  if (!governor) return {"CPU governor", Verdict::ok, "The processor's speed is not governed by this system.", ""};
  if (*governor == "performance") return {"CPU governor", Verdict::ok, "The processor runs at full speed.", ""};
  return {"CPU governor", Verdict::warn, "The processor slows down when idle (governor \"" + *governor + "\").",
          "Run \"sudo cpupower frequency-set -g performance\" before the show."};
}

RealtimeCheck check_kernel() {
  const auto realtime = first_line("/sys/kernel/realtime");
  if (realtime == "1") return {"Kernel", Verdict::ok, "A real-time kernel (PREEMPT_RT).", ""};
  const std::string version = first_line("/proc/version").value_or("");
  const std::string command_line = first_line("/proc/cmdline").value_or("");
  const bool full =
      command_line.find("preempt=full") != std::string::npos ||
      (version.find("PREEMPT") != std::string::npos && version.find("PREEMPT_DYNAMIC") == std::string::npos);
  if (full) return {"Kernel", Verdict::ok, "The kernel is fully preemptible.", ""};
  return {"Kernel", Verdict::warn, "The kernel may hold up the audio thread for some milliseconds.",
          "Add \"preempt=full\" to the kernel's command line, or install the package linux-image-rt-amd64."};
}

RealtimeCheck check_sound_server() {
  const auto programs = running_programs();
  const auto runs = [&](const char* name) {
    return std::find(programs.begin(), programs.end(), name) != programs.end();
  };
  if (runs("jackd") || runs("jackdbus")) return {"Sound server", Verdict::ok, "JACK is running.", ""};
  if (runs("pipewire"))
    return {"Sound server", Verdict::ok, "PipeWire is running; the desk may use the cards it leaves free.", ""};
  if (runs("pulseaudio"))
    return {"Sound server", Verdict::warn, "PulseAudio is running and may hold the sound card.",
            "Run \"pasuspender -- headroom\", or start JACK."};
  return {"Sound server", Verdict::ok, "No sound server is running; the desk opens the card by itself.", ""};
}

RealtimeCheck check_sound_cards() {
  const auto nodes = entries("/dev/snd");
  const bool has_card =
      std::any_of(nodes.begin(), nodes.end(), [](const std::string& node) { return node.starts_with("pcm"); });
  if (!has_card)
    return {"Sound cards", Verdict::warn, "There is no sound card; the desk runs on its own clock, or over JACK.",
            "Plug one in: the desk picks it up while it runs."};
  for (const std::string& node : nodes)
    if (node.starts_with("pcm") && access(("/dev/snd/" + node).c_str(), R_OK | W_OK) != 0)
      return {"Sound cards", Verdict::fail, "This user may not open /dev/snd/" + node + ".",
              "Run \"sudo usermod -aG audio $USER\" and log in again."};
  return {"Sound cards", Verdict::ok, "Sound cards can be opened.", ""};
}

RealtimeCheck check_shared_memory() {
  constexpr double kEnough_MB = 64;
  struct statvfs room {};
  if (statvfs("/dev/shm", &room) != 0 || access("/dev/shm", W_OK) != 0)
    return {"Shared memory", Verdict::fail, "/dev/shm is missing or not writable; the desk's programs cannot meet.",
            "Mount it: \"sudo mount -t tmpfs -o mode=1777 tmpfs /dev/shm\"."};
  const double free_MB = static_cast<double>(room.f_bavail) * static_cast<double>(room.f_frsize) / 1e6;
  const std::string found = "/dev/shm has " + std::to_string(static_cast<long>(free_MB)) + " MB free.";
  if (free_MB >= kEnough_MB) return {"Shared memory", Verdict::ok, found, ""};
  return {"Shared memory", Verdict::warn, found, "Give it 256 MB: \"sudo mount -o remount,size=256M /dev/shm\"."};
}

RealtimeCheck check_cores() {
  const unsigned cores = std::thread::hardware_concurrency();
  const std::string found = std::to_string(cores) + (cores == 1 ? " processor core." : " processor cores.");
  if (cores >= 2) return {"Processor cores", Verdict::ok, found, ""};
  return {"Processor cores", Verdict::warn, found, "Run the display on another machine, or use a larger block."};
}

}  // namespace

std::vector<RealtimeCheck> realtime_checks() {
  return {check_priority(), check_memory_lock(), check_groups(),        check_sound_cards(), check_sound_server(),
          check_governor(), check_kernel(),      check_shared_memory(), check_cores()};
}

}  // namespace headroom
