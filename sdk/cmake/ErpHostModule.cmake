# One way to declare a module of the host: every .cpp of its folder belongs to the library, every .test.cpp to its tests.

# Compiler settings that everything of ours is built with.
add_library(erphost_compile_settings INTERFACE)
target_compile_features(erphost_compile_settings INTERFACE cxx_std_20)
target_include_directories(erphost_compile_settings INTERFACE ${CMAKE_SOURCE_DIR}/sdk/include)
# Their compiler macros must be the same in the precompiled header and in everything that uses it.
target_link_libraries(erphost_compile_settings INTERFACE Poco::Foundation Threads::Threads)
if(MSVC)
	target_compile_options(erphost_compile_settings INTERFACE /W4 /utf-8 /permissive- $<$<BOOL:${ERPHOST_WARNINGS_AS_ERRORS}>:/WX>)
else()
	target_compile_options(erphost_compile_settings INTERFACE -Wall -Wextra -Wconversion
		$<$<BOOL:${ERPHOST_WARNINGS_AS_ERRORS}>:-Werror>)
endif()
if(WIN32)
	target_compile_definitions(erphost_compile_settings INTERFACE UNICODE _UNICODE NOMINMAX WIN32_LEAN_AND_MEAN
		_WIN32_WINNT=0x0A00 POCO_NO_AUTOMATIC_LIBS)
endif()
if(ERPHOST_FAILPOINTS)
	target_compile_definitions(erphost_compile_settings INTERFACE ERPHOST_FAILPOINTS)
endif()
if(ERPHOST_SANITIZE)
	target_compile_options(erphost_compile_settings INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer)
	target_link_options(erphost_compile_settings INTERFACE -fsanitize=address,undefined)
endif()

# erphost_module(<name> [LIBRARIES …] [TEST_LIBRARIES …]): library erphost_<name> from this folder, tests in test_<name>.
function(erphost_module name)
	cmake_parse_arguments(ARG "" "" "LIBRARIES;TEST_LIBRARIES" ${ARGN})
	file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
	set(tests ${sources})
	list(FILTER sources EXCLUDE REGEX "\\.test\\.cpp$")
	list(FILTER tests INCLUDE REGEX "\\.test\\.cpp$")
	add_library(erphost_${name} STATIC ${sources})
	target_include_directories(erphost_${name} PUBLIC ${CMAKE_SOURCE_DIR})
	target_link_libraries(erphost_${name} PUBLIC erphost_compile_settings erphost_json erphost_fmt ${ARG_LIBRARIES})
	target_precompile_headers(erphost_${name} REUSE_FROM erphost_pch)
	if(ERPHOST_TESTS AND tests)
		erphost_test(test_${name} SOURCES ${tests} LIBRARIES erphost_${name} ${ARG_TEST_LIBRARIES})
	endif()
endfunction()

# erphost_test(<target> SOURCES … LIBRARIES …): a Catch2 program, registered with CTest under its own name.
function(erphost_test target)
	cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
	add_executable(${target} ${ARG_SOURCES})
	target_link_libraries(${target} PRIVATE ${ARG_LIBRARIES} erphost_compile_settings erphost_json erphost_fmt erphost_test_main)
	if(TARGET erphost_pch_test)
		target_precompile_headers(${target} REUSE_FROM erphost_pch_test)
	endif()
	add_test(NAME ${target} COMMAND ${target} --use-colour no)
	set_tests_properties(${target} PROPERTIES LABELS unit TIMEOUT 300)
endfunction()
