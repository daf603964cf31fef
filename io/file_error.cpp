#include "io/file_error.h"

#include <cerrno>
#include <cstring>

namespace headroom {

std::string folder_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string why_not(const std::string& path, int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT: return "the disk is full; free some space";
    case EFBIG: return "the file would be larger than this system allows";
    case EACCES:
    case EPERM: return "this user has no permission; choose another folder or change its permissions";
    case EROFS: return "the disk is read-only; choose another folder";
    case EMFILE: return "more files are open than this program may have; see the limit with: ulimit -Hn";
    case ENFILE: return "more files are open than the system allows; end other programs";
    case EIO:
    case ENODEV:
    case ENXIO: return "the disk does not answer; see that it is plugged in and sound";
    case ENOENT: return "the folder \"" + folder_of(path) + "\" does not exist; make it first";
    case ENOTDIR: return '"' + folder_of(path) + "\" is not a folder";
    case EISDIR: return "it is a folder; give the name of a file";
    default: return std::strerror(error);
  }
}

Error not_written(const std::string& path, int error) {
  return Error{"\"" + path + "\" was not written: " + why_not(path, error) + "."};
}

}  // namespace headroom
