#include "host/cli/Cli.hpp"
#include "host/platform/CommandLine.hpp"

#include <iostream>

int main(int argc, char** argv)
{
	return erphost::cli::run(erphost::commandLine(argc, argv), std::cout, std::cerr);
}
