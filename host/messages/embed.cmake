# cmake -DOUTPUT=… -DFILES=a;b -P embed.cmake: writes the message catalogues as C++ source, one literal per line of
# text, because compilers limit the length of a literal.
set(arrays "")
set(table "")
set(index 0)
foreach(file IN LISTS FILES)
	get_filename_component(name ${file} NAME)
	string(REGEX MATCH "^(.+)\\.(zh|en)\\.json$" matched ${name})
	if(NOT matched)
		message(FATAL_ERROR "${file}: the name must be <module>.zh.json or <module>.en.json")
	endif()
	set(module ${CMAKE_MATCH_1})
	set(language ${CMAKE_MATCH_2})
	file(READ ${file} text)
	string(REPLACE "\r" "" text "${text}")
	string(REPLACE "\n" ")eh\",\n\tR\"eh(" text "${text}")
	string(APPEND arrays "constexpr std::string_view kLines${index}[] = {\n\tR\"eh(${text})eh\",\n};\n")
	string(APPEND table "\t{\"${module}\", \"${language}\", kLines${index}},\n")
	math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUTPUT} "// Generated from config/messages by host/messages/embed.cmake.
#include \"host/messages/CatalogueFiles.hpp\"

namespace erphost::messages {
namespace {
${arrays}constexpr CatalogueFile kFiles[] = {
${table}};
} // namespace

std::span<const CatalogueFile> catalogueFiles()
{
	return kFiles;
}

} // namespace erphost::messages
")
