// headroom completion: words for the Tab key. The addresses come from the table itself, part by part, like
// folders.
#include <CLI/CLI.hpp>

#include "console/verbs/verb.h"

namespace headroom {
namespace {

constexpr const char* kBash =
    R"bash(# Completion of words for headroom in bash. Load it with: source <(headroom completion bash)
_headroom() {
  local word=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]}
  COMPREPLY=()
  if [[ $word == /* && $verb =~ ^(get|set|watch|controls)$ ]]; then
    compopt -o nospace
    mapfile -t COMPREPLY < <("${COMP_WORDS[0]}" controls --addresses "$word" 2>/dev/null)
    # A finished address is followed by a space, a begun one is not.
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} != */ ]] && COMPREPLY[0]+=" "
  elif [[ $word == -* ]]; then
    local help=$([[ $COMP_CWORD -gt 1 && $verb != -* ]] && "${COMP_WORDS[0]}" "$verb" --help 2>/dev/null || "${COMP_WORDS[0]}" --help 2>/dev/null)
    mapfile -t COMPREPLY < <(compgen -W "$(grep -oE -- '--[a-z0-9-]+' <<< "$help" | sort -u)" -- "$word")
  elif [[ $COMP_CWORD -eq 1 ]]; then
    compopt -o default
    mapfile -t COMPREPLY < <(compgen -W "@VERBS@" -- "$word")
  elif [[ $verb =~ ^(get|set|watch|controls)$ && -z $word && $COMP_CWORD -eq 2 ]]; then
    compopt -o nospace
    COMPREPLY=(/)
  else
    compopt -o default
  fi
}
complete -F _headroom headroom
)bash";

}  // namespace

int run_completion(int argc, char** argv) {
  CLI::App app{"Prints the completion of words for a shell. Load it with: source <(headroom completion bash)",
               "headroom completion"};
  std::string shell;
  app.add_option("SHELL", shell, "The shell")->required()->check(CLI::IsMember({"bash"}));
  if (const auto ends = parse_words(app, argc, argv)) return *ends;
  std::string script = kBash, names;
  for (const Verb& verb : verbs()) names += (names.empty() ? "" : " ") + std::string(verb.name);
  const std::string place = "@VERBS@";
  script.replace(script.find(place), place.size(), names);
  std::fputs(script.c_str(), stdout);
  return kDone;
}

}  // namespace headroom
