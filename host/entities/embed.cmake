# cmake -DOUTPUT=… -DROOT=… -DFILES=a;b -P embed.cmake: writes files as byte arrays, because compilers limit the length
# of a literal and frown at a multi-byte character that is cut in two.
set(arrays "")
set(table "")
set(index 0)
foreach(file IN LISTS FILES)
	file(RELATIVE_PATH name ${ROOT} ${file})
	file(READ ${file} bytes HEX)
	string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
	string(APPEND arrays "const unsigned char kFile${index}[] = {${bytes}};\n")
	string(APPEND table "\t{\"${name}\", {reinterpret_cast<const char*>(kFile${index}), sizeof kFile${index}}},\n")
	math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUTPUT} "// Generated from config/ by host/entities/embed.cmake.
#include \"host/entities/ShippedFiles.hpp\"

namespace erphost::entities {
namespace {
${arrays}const ShippedFile kFiles[] = {
${table}};
} // namespace

std::span<const ShippedFile> shippedFiles()
{
	return kFiles;
}

} // namespace erphost::entities
")
