# Writes OUTPUT, a C++ source that holds the text of every file of FILES: run with cmake -P by the build.
set(rows "")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  file(READ ${file} text)
  string(APPEND rows "    {\"${name}\", R\"file(${text})file\"},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"surfaces/midi/built_in_files.h\"\n
namespace headroom {
namespace {

constexpr BuiltInFile kFiles[] = {
${rows}};

}  // namespace

std::span<const BuiltInFile> built_in_surface_files() { return kFiles; }

}  // namespace headroom
")
