# erphost_embed(<target> <symbol> [BASE <dir>] FILES <file>…)
#
# Compiles files into <target>. The header "embedded/<symbol>.hpp" declares
#     std::span<const erphost::EmbeddedFile> erphost::embedded::<symbol>();
# sorted by name: the file's name, or with BASE its path below that folder. The content is generated again whenever a
# file changes; glob with CONFIGURE_DEPENDS so that new files are noticed too. Arrays of characters, because MSVC cuts
# string literals at 16 KB a piece and 64 KB in all.
set(ERPHOST_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/ErpHostEmbedWrite.cmake)

function(erphost_embed target symbol)
	cmake_parse_arguments(ARG "" "BASE" "FILES" ${ARGN})
	if(NOT ARG_FILES)
		message(FATAL_ERROR "erphost_embed(${target} ${symbol}): no FILES")
	endif()
	set(base)
	if(ARG_BASE)
		get_filename_component(base ${ARG_BASE} ABSOLUTE)
	endif()
	set(names)
	set(entries)
	set(files)
	foreach(file IN LISTS ARG_FILES)
		get_filename_component(path ${file} ABSOLUTE)
		if(base)
			file(RELATIVE_PATH name ${base} ${path})
		else()
			get_filename_component(name ${path} NAME)
		endif()
		if(name IN_LIST names)
			message(FATAL_ERROR "erphost_embed(${target} ${symbol}): two files are called ${name}, give a BASE")
		endif()
		list(APPEND names ${name})
		list(APPEND entries "${name}|${path}")
		list(APPEND files ${path})
	endforeach()
	list(SORT entries)

	set(folder ${CMAKE_CURRENT_BINARY_DIR}/embedded)
	file(CONFIGURE OUTPUT ${folder}/${symbol}.hpp CONTENT
		"#pragma once

#include \"erphost/EmbeddedFile.hpp\"

#include <span>

namespace erphost::embedded {

/// Files compiled in by erphost_embed, sorted by name.
std::span<const EmbeddedFile> ${symbol}();

} // namespace erphost::embedded
")
	list(JOIN entries "\n" lines)
	file(CONFIGURE OUTPUT ${folder}/${symbol}.list CONTENT "${lines}\n" @ONLY)
	add_custom_command(OUTPUT ${folder}/${symbol}.cpp
		COMMAND ${CMAKE_COMMAND} -D SYMBOL=${symbol} -D LIST=${folder}/${symbol}.list -D OUTPUT=${folder}/${symbol}.cpp
			-P ${ERPHOST_EMBED_SCRIPT}
		DEPENDS ${files} ${folder}/${symbol}.list ${ERPHOST_EMBED_SCRIPT}
		COMMENT "Embedding ${symbol}" VERBATIM)
	target_sources(${target} PRIVATE ${folder}/${symbol}.cpp)
	set_source_files_properties(${folder}/${symbol}.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
	target_include_directories(${target} PUBLIC ${CMAKE_CURRENT_BINARY_DIR})
endfunction()
