# erphost_plugin(<id> [LIBRARIES …]): builds the plugin in this folder — src/**/*.cpp, without *.test.cpp — into a folder that
# a host can run as it is: <build>/plugins/<id>/ with plugin.json, lib/<platform>/<id>.so, migrations, locales.
# The code of src/ is also the static library <id>_code, for the plugin's tests.

# erphost_plugin_platform(<variable>): the <platform> of a package that is built here.
function(erphost_plugin_platform variable)
	if(WIN32)
		set(platform windows-x86_64)
	elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
		set(platform linux-aarch64)
	else()
		set(platform linux-x86_64)
	endif()
	set(${variable} ${platform} PARENT_SCOPE)
endfunction()

function(erphost_plugin id)
	cmake_parse_arguments(ARG "" "" "LIBRARIES" ${ARGN})
	file(GLOB_RECURSE code CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/src/*.cpp)
	list(FILTER code EXCLUDE REGEX "\\.test\\.cpp$")
	set(entry ${code})
	list(FILTER entry INCLUDE REGEX "/Entry\\.cpp$")
	list(FILTER code EXCLUDE REGEX "/Entry\\.cpp$")

	set(link ErpHost::Sdk ${ARG_LIBRARIES})
	if(code)
		add_library(${id}_code STATIC ${code})
		set_target_properties(${id}_code PROPERTIES POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden
			VISIBILITY_INLINES_HIDDEN ON)
		target_include_directories(${id}_code PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/src)
		target_link_libraries(${id}_code PUBLIC ErpHost::Sdk ${ARG_LIBRARIES})
		# The SDK with JSON and the standard library is most of what a plugin's sources compile.
		target_precompile_headers(${id}_code PRIVATE <algorithm> <array> <cstdint> <functional> <map> <memory> <optional> <set>
			<span> <string> <string_view> <utility> <variant> <vector> <nlohmann/json.hpp> <erphost/Plugin.hpp>)
		set(link ${id}_code)
	endif()

	erphost_plugin_platform(platform)
	set(folder ${CMAKE_BINARY_DIR}/plugins/${id})
	add_library(${id} MODULE ${entry})
	target_link_libraries(${id} PRIVATE ${link})
	set_target_properties(${id} PROPERTIES PREFIX "" OUTPUT_NAME ${id} CXX_VISIBILITY_PRESET hidden
		VISIBILITY_INLINES_HIDDEN ON
		LIBRARY_OUTPUT_DIRECTORY ${folder}/lib/${platform} RUNTIME_OUTPUT_DIRECTORY ${folder}/lib/${platform})
	if(NOT WIN32)
		set_target_properties(${id} PROPERTIES SUFFIX ".so")
		target_link_options(${id} PRIVATE -Wl,--no-undefined)
	endif()

	set(files ${CMAKE_CURRENT_SOURCE_DIR}/plugin.json)
	file(GLOB_RECURSE more CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} migrations/* locales/* events/* entities/*)
	set_target_properties(${id} PROPERTIES ERPHOST_PLUGIN_FILES "plugin.json;${more}")
	set(copies)
	foreach(file plugin.json ${more})
		add_custom_command(OUTPUT ${folder}/${file}
			COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_CURRENT_SOURCE_DIR}/${file} ${folder}/${file}
			DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file})
		list(APPEND copies ${folder}/${file})
	endforeach()
	add_custom_target(${id}_files ALL DEPENDS ${copies})
	add_dependencies(${id} ${id}_files)
endfunction()
