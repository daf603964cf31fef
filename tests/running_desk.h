// A desk as people run it: the programs themselves, in processes of their own, joined through the link.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "console/link/link_client.h"
#include "tests/child_process.h"
#include "tests/temporary_folder.h"

namespace headroom {

// The path of one of our programs.
std::string program(const std::string& name);

class RunningDesk {
 public:
  // Starts `program_name` ("headroom-console", "headroom") with a desk name of its own and these further words. What it
  // keeps between runs goes to a folder that vanishes with the test, and what it says to the terminal to a file there,
  // or to `terminal_path`.
  RunningDesk(const std::string& program_name, std::vector<std::string> words, const std::string& terminal_path = {});
  ~RunningDesk();

  const std::string& name() const { return name_; }
  ChildProcess& process() { return *process_; }
  // What it wrote to the terminal so far.
  std::string terminal() const;

  // True once its console can be joined; also after that console was replaced by another.
  bool join();
  LinkClient& link() { return *link_; }

  // Sets a control as a person writes it, and waits until the desk shows it.
  bool set(const std::string& address, const std::string& text);
  float value(const std::string& address) const { return link_->value(link_->table().find(address)); }
  // The process of a client of that kind, 0 when there is none.
  int process_of(ClientKind kind) const;

 private:
  TemporaryFolder folder_;
  std::string name_;
  std::unique_ptr<ChildProcess> process_;
  std::unique_ptr<LinkClient> link_;
};

}  // namespace headroom
