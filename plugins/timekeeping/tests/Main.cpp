#define CATCH_CONFIG_MAIN
// On Windows Catch would make a wmain of it, which MinGW's linker finds only by an option of its own.
#define DO_NOT_USE_WMAIN
#include <catch2/catch.hpp>
