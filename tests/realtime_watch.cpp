#include "tests/realtime_watch.h"

#include <dlfcn.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <ostream>
#include <sstream>
#include <string>
#include <thread>

#include "tests/child_process.h"

namespace {

// What watched threads did, in this process. Which threads those are is a plain thread-local of the program itself:
// reaching it neither allocates nor locks.
struct Counts {
  std::atomic<uint64_t> allocations{0}, locks{0}, system_calls{0};
  std::atomic<int64_t> first_system_call{-1};
} counts;
thread_local bool is_watched = false;

void count_allocation() {
  if (is_watched) ++counts.allocations;
}

// Calls the C library's function of that name behind ours.
template <class Function>
Function behind(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

// --- In front of the C library
// ----------------------------------------------------------------------------------------

extern "C" {

void* __libc_malloc(size_t bytes);
void __libc_free(void* memory);
void* __libc_calloc(size_t count, size_t bytes);
void* __libc_realloc(void* memory, size_t bytes);
void* __libc_memalign(size_t alignment, size_t bytes);

void* malloc(size_t bytes) noexcept {
  count_allocation();
  return __libc_malloc(bytes);
}
void free(void* memory) noexcept {
  count_allocation();
  __libc_free(memory);
}
void* calloc(size_t count, size_t bytes) noexcept {
  count_allocation();
  return __libc_calloc(count, bytes);
}
void* realloc(void* memory, size_t bytes) noexcept {
  count_allocation();
  return __libc_realloc(memory, bytes);
}
void* memalign(size_t alignment, size_t bytes) noexcept {
  count_allocation();
  return __libc_memalign(alignment, bytes);
}
void* aligned_alloc(size_t alignment, size_t bytes) noexcept { return memalign(alignment, bytes); }
int posix_memalign(void** memory, size_t alignment, size_t bytes) noexcept {
  *memory = memalign(alignment, bytes);
  return *memory ? 0 : ENOMEM;
}

#define COUNT_AS_LOCK(function, type)                           \
  int function(type* lock) noexcept {                           \
    static const auto real = behind<int (*)(type*)>(#function); \
    if (is_watched) ++counts.locks;                             \
    return real(lock);                                          \
  }
COUNT_AS_LOCK(pthread_mutex_lock, pthread_mutex_t)
COUNT_AS_LOCK(pthread_mutex_trylock, pthread_mutex_t)
COUNT_AS_LOCK(pthread_rwlock_rdlock, pthread_rwlock_t)
COUNT_AS_LOCK(pthread_rwlock_wrlock, pthread_rwlock_t)
#undef COUNT_AS_LOCK

int sem_wait(sem_t* semaphore) {
  static const auto real = behind<int (*)(sem_t*)>("sem_wait");
  if (is_watched) ++counts.locks;
  return real(semaphore);
}

}  // extern "C"

// --- The trap
// -----------------------------------------------------------------------------------------------------------

namespace headroom {
namespace {

// The kernel sends this instead of carrying the call out.
void on_system_call(int, siginfo_t* info, void* context) {
  if (is_watched && counts.system_calls++ == 0) counts.first_system_call = info->si_syscall;
  auto* registers = &static_cast<ucontext_t*>(context)->uc_mcontext;
#if defined(__x86_64__)
  registers->gregs[REG_RAX] = -ENOSYS;
#elif defined(__aarch64__)
  registers->regs[0] = static_cast<unsigned long long>(-ENOSYS);
#endif
}

// From here on every system call of this thread goes to on_system_call, but for the return from that handler and the
// two that are `allowed`.
bool trap_system_calls(std::array<uint32_t, 2> allowed) {
  struct sigaction action {};
  action.sa_sigaction = on_system_call;
  action.sa_flags = SA_SIGINFO;
  sigaction(SIGSYS, &action, nullptr);
  sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_rt_sigreturn, 2, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, allowed[0], 1, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, allowed[1], 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
  };
  const sock_fprog filter{static_cast<unsigned short>(std::size(program)), program};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

// Whose turn it is. Both threads spin on it: the audio thread cannot wait, waiting is a system call.
enum class Turn : int { starting, between, callback, refused };

struct Watch {
  std::atomic<Turn> turn{Turn::starting};
  std::atomic<int> block{0};
  std::atomic<pid_t> audio_thread{0};
  RealtimeReport report;
};

void run_audio_thread(Watch& watch, const std::function<void(int)>& callback) {
  // The stack is touched as a system that locks the memory of the program would have it.
  volatile char stack[256 * 1024];
  for (size_t at = 0; at < sizeof stack; at += 4096) stack[at] = 0;
  // The first allocation of a thread asks the system for room; one that comes later is to be counted, not to fail.
  void* volatile first = malloc(1);
  free(first);
  watch.audio_thread = static_cast<pid_t>(syscall(SYS_gettid));
  if (!trap_system_calls({SYS_rt_sigreturn, SYS_rt_sigreturn})) {
    watch.turn = Turn::refused;
    return;
  }
  watch.turn = Turn::between;
  for (;;) {
    while (watch.turn.load(std::memory_order_acquire) != Turn::callback) {}
    is_watched = true;
    callback(watch.block.load(std::memory_order_relaxed));
    is_watched = false;
    watch.report.allocations = counts.allocations;
    watch.report.locks = counts.locks;
    watch.report.system_calls = counts.system_calls;
    watch.report.first_system_call = counts.first_system_call;
    watch.turn.store(Turn::between, std::memory_order_release);
  }
}

// Minor and major page faults of a thread so far: fields 10 and 12 of its stat line, proc(5).
uint64_t page_faults_of(pid_t thread) {
  std::ifstream file("/proc/self/task/" + std::to_string(thread) + "/stat");
  std::string line;
  std::getline(file, line);
  std::istringstream fields(line.substr(line.rfind(')') + 2));
  std::string skipped;
  uint64_t minor = 0, of_children = 0, major = 0;
  for (int field = 3; field < 10; ++field) fields >> skipped;
  fields >> minor >> of_children >> major;
  return minor + major;
}

int run_child(Watch& watch, int blocks, const std::function<void(int)>& between,
              const std::function<void(int)>& callback) {
  std::thread(run_audio_thread, std::ref(watch), std::cref(callback)).detach();
  while (watch.turn.load(std::memory_order_acquire) == Turn::starting) std::this_thread::yield();
  if (watch.turn == Turn::refused) return 1;
  for (int block = 0; block < blocks; ++block) {
    between(block);
    watch.block = block;
    const uint64_t faults_before = page_faults_of(watch.audio_thread);
    watch.turn.store(Turn::callback, std::memory_order_release);
    while (watch.turn.load(std::memory_order_acquire) != Turn::between) std::this_thread::yield();
    watch.report.page_faults += page_faults_of(watch.audio_thread) - faults_before;
  }
  watch.report.finished = true;
  return 0;
}

}  // namespace

RealtimeReport watch_realtime(int blocks, const std::function<void(int block)>& between,
                              const std::function<void(int block)>& callback) {
  void* shared = mmap(nullptr, sizeof(Watch), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  auto* watch = new (shared) Watch;
  ChildProcess::run([&] { return run_child(*watch, blocks, between, callback); }).wait();
  const RealtimeReport report = watch->report;
  munmap(shared, sizeof(Watch));
  return report;
}

bool watch_worker() {
  if (is_watched) return false;
  if (!trap_system_calls({SYS_sched_yield, SYS_clock_nanosleep})) _exit(1);
  return is_watched = true;
}

std::ostream& operator<<(std::ostream& text, const RealtimeReport& report) {
  text << (report.finished ? "" : "did not finish; ") << report.allocations << " allocations, " << report.locks
       << " locks, " << report.system_calls << " system calls";
  if (report.first_system_call >= 0) text << " (first: number " << report.first_system_call << ')';
  return text << ", " << report.page_faults << " page faults";
}

}  // namespace headroom
