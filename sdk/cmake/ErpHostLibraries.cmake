# The libraries we stand on, each behind one target, so that Debian packages, vcpkg and the mingw sysroot look alike.

add_library(erphost_json INTERFACE)
# valijson ends the process on a schema that it does not understand unless told otherwise; the same for every user of it,
# because these are inline functions.
target_compile_definitions(erphost_json INTERFACE VALIJSON_USE_EXCEPTIONS=1)
find_package(nlohmann_json QUIET)
if(TARGET nlohmann_json::nlohmann_json)
	target_link_libraries(erphost_json INTERFACE nlohmann_json::nlohmann_json)
endif()

add_library(erphost_sqlite INTERFACE)
find_package(SQLite3 3.35 REQUIRED)
target_link_libraries(erphost_sqlite INTERFACE SQLite::SQLite3)

add_library(erphost_sodium INTERFACE)
find_path(SODIUM_INCLUDE sodium.h REQUIRED)
find_library(SODIUM_LIBRARY NAMES sodium libsodium REQUIRED)
target_include_directories(erphost_sodium SYSTEM INTERFACE ${SODIUM_INCLUDE})
target_link_libraries(erphost_sodium INTERFACE ${SODIUM_LIBRARY})

# Header-only use everywhere: one behaviour on every platform, nothing to ship.
add_library(erphost_fmt INTERFACE)
target_compile_definitions(erphost_fmt INTERFACE FMT_HEADER_ONLY)

add_library(erphost_prometheus INTERFACE)
find_package(prometheus-cpp REQUIRED)
target_link_libraries(erphost_prometheus INTERFACE prometheus-cpp::core)

# One precompiled header for all host code, one with Catch2 for all tests: the standard library and JSON are most of
# what a translation unit here costs.
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/pch)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/pch/pch.cpp CONTENT "// translation unit of the shared precompiled header\n")
add_library(erphost_pch STATIC ${CMAKE_BINARY_DIR}/pch/pch.cpp)
target_link_libraries(erphost_pch PUBLIC erphost_compile_settings erphost_json erphost_fmt)
target_precompile_headers(erphost_pch PRIVATE <algorithm> <array> <atomic> <chrono> <condition_variable> <cstdint>
	<filesystem> <functional> <map> <memory> <mutex> <optional> <set> <span> <string> <string_view> <thread>
	<unordered_map> <utility> <variant> <vector> <nlohmann/json.hpp>)

if(ERPHOST_TESTS)
	file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/pch/test_main.cpp CONTENT
		"#define CATCH_CONFIG_RUNNER\n#include <catch2/catch.hpp>\nint main(int argc, char** argv) { return Catch::Session().run(argc, argv); }\n")
	# Where tests find the project's files; a copy may name the original.
	set(ERPHOST_TEST_SOURCE_DIR "${CMAKE_SOURCE_DIR}" CACHE PATH "Folder whose files the tests read")
	file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/pch/SourceDir.cpp CONTENT
		"#include \"SourceDir.hpp\"\nconst std::string& erphost::test::sourceDir()\n{\n\tstatic const std::string folder = \"@ERPHOST_TEST_SOURCE_DIR@\";\n\treturn folder;\n}\n" @ONLY)
	add_library(erphost_test_main STATIC ${CMAKE_BINARY_DIR}/pch/test_main.cpp ${CMAKE_BINARY_DIR}/pch/SourceDir.cpp)
	target_include_directories(erphost_test_main PUBLIC ${CMAKE_SOURCE_DIR}/tests/lib)
	find_path(CATCH2_INCLUDE catch2/catch.hpp REQUIRED)
	target_include_directories(erphost_test_main SYSTEM PUBLIC ${CATCH2_INCLUDE})
	target_link_libraries(erphost_test_main PUBLIC Threads::Threads)
	# A program, not a library: a precompiled header fits only code of the same position independence (-fPIE).
	file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/pch/pch_test.cpp CONTENT "int main() { return 0; }\n")
	add_executable(erphost_pch_test ${CMAKE_BINARY_DIR}/pch/pch_test.cpp)
	target_include_directories(erphost_pch_test SYSTEM PRIVATE ${CATCH2_INCLUDE})
	target_link_libraries(erphost_pch_test PRIVATE erphost_compile_settings erphost_json erphost_fmt)
	target_precompile_headers(erphost_pch_test PRIVATE <algorithm> <array> <atomic> <chrono> <condition_variable>
		<cstdint> <filesystem> <functional> <map> <memory> <mutex> <optional> <set> <span> <string> <string_view>
		<thread> <unordered_map> <utility> <variant> <vector> <nlohmann/json.hpp> <catch2/catch.hpp>)
endif()
