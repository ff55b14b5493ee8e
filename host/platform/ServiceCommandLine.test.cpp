#include "host/platform/Files.hpp"
#include "host/platform/SystemService.hpp"

#include <catch2/catch.hpp>

using namespace erphost;

TEST_CASE("a service's command line names its program, also with spaces and Chinese", "[service]")
{
	const auto program = toPath("C:\\Program Files\\erphost\\0.1.0\\bin\\erphost.exe");
	const auto line = serviceCommand(program, toPath("D:\\售后 数据\\"));
	CHECK(line == "\"C:\\Program Files\\erphost\\0.1.0\\bin\\erphost.exe\" service run --data \"D:\\售后 数据\"");
	CHECK(programOf(line) == program);
	CHECK(dataOf(line) == toPath("D:\\售后 数据"));
	CHECK(dataOf("C:\\erphost.exe service run").empty());
	CHECK(programOf("C:\\erphost.exe service run") == toPath("C:\\erphost.exe"));
	CHECK(programOf("C:\\erphost.exe") == toPath("C:\\erphost.exe"));
}
