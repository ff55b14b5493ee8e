#include "host/platform/SystemService.hpp"

#include "host/platform/ChildProcess.hpp"
#include "host/platform/Clock.hpp"
#include "host/platform/CommandLine.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"
#include "host/platform/Log.hpp"
#include "host/platform/ServiceNotify.hpp"
#include "host/platform/windows/Registry.hpp"

#include <catch2/catch.hpp>

#include <thread>

#include <windows.h>
// After windows.h, which it needs.
#include <shlobj.h>

using namespace erphost;

namespace {

/// Services and entries of a test have names of their own and go with it.
struct Named
{
	std::string name = "erphost-test-" + newId(systemClock().nowMs());
	~Named()
	{
		const auto ignored = removeService(name, std::chrono::seconds(5));
		static_cast<void>(ignored);
		removeEventSource(name);
		removeStartMenu(name);
	}
};

bool administrator()
{
	return IsUserAnAdmin() != FALSE;
}

} // namespace

TEST_CASE("a service that is not there is told apart from one that stands still", "[service]")
{
	const Named named;
	CHECK_FALSE(findService(named.name).value());
	CHECK(startService(named.name, std::chrono::seconds(1)).error().code == "service.not_installed");
	CHECK(stopService(named.name, std::chrono::seconds(1)).error().code == "service.not_installed");
	CHECK(removeService(named.name, std::chrono::seconds(1)));
}

TEST_CASE("a service is made, changed and removed", "[service]")
{
	if (!administrator()) return;
	const Named named;
	const auto first = serviceCommand("C:\\Program Files\\a b\\one.exe", "C:\\data 1");
	REQUIRE(putService({named.name, "a test", "words", first}));
	auto info = findService(named.name).value();
	REQUIRE(info);
	CHECK(info->state == ServiceInfo::State::stopped);
	CHECK(info->pid == 0);
	CHECK(info->exitCode == 0);
	CHECK(info->command == first);
	const auto second = serviceCommand("C:\\Program Files\\a b\\two.exe", "C:\\data 1");
	REQUIRE(putService({named.name, "a test", "words", second}));
	CHECK(findService(named.name).value()->command == second);
	CHECK(stopService(named.name, std::chrono::seconds(1)));
	REQUIRE(removeService(named.name, std::chrono::seconds(1)));
	CHECK_FALSE(findService(named.name).value());
}

TEST_CASE("a program that is not there does not start, and this is said", "[service]")
{
	if (!administrator()) return;
	const Named named;
	REQUIRE(putService({named.name, "a test", "words", "\"C:\\no such folder\\erphost.exe\" service run"}));
	const auto started = startService(named.name, std::chrono::seconds(5));
	REQUIRE_FALSE(started);
	CHECK(started.error().code == "service.failed");
	CHECK(findService(named.name).value()->state == ServiceInfo::State::stopped);
}

TEST_CASE("a process that nobody started as a service is none", "[service]")
{
	bool ran = false;
	const auto code = runAsService("erphost-test", [&] {
		ran = true;
		return 0;
	});
	REQUIRE_FALSE(code);
	CHECK(code.error().code == "service.by_hand");
	CHECK_FALSE(ran);
	CHECK_FALSE(ServiceNotify::fromEnvironment().active());
}

TEST_CASE("a service's log has its own lines and those of its children", "[service]")
{
	const auto folder = std::filesystem::temp_directory_path() / ("erphost-log-" + newId(systemClock().nowMs()));
	std::filesystem::create_directory(folder);
	{
		const auto sink = ServiceLog::open(folder, "erphost-test");
		REQUIRE(sink);
		log(LogLevel::error, "test", "师傅 said something");
		ChildProcess::Options options;
		options.program = toPath(environmentVariable("ComSpec"));
		options.arguments = {"/c", "echo from a child 1>&2"};
		options.onLine = [](const std::optional<std::string>&) {};
		const auto child = ChildProcess::spawn(std::move(options));
		REQUIRE(child);
		while (!(*child)->poll()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
	}
	const auto text = readFile(folder / "erphost.log").value();
	CHECK(text.find(" error erphost test 师傅 said something") != std::string::npos);
	CHECK(text.find("from a child") != std::string::npos);
	std::filesystem::remove_all(folder);
}

TEST_CASE("event source, start menu and address are put, and leave nothing", "[service]")
{
	if (!administrator()) return;
	const Named named;
	const auto key = "SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\" + named.name;
	const std::wstring wide(key.begin(), key.end());
	REQUIRE(putEventSource(named.name, "C:\\erphost.exe"));
	CHECK(Registry(wide).text(L"EventMessageFile") == "C:\\erphost.exe");
	removeEventSource(named.name);
	CHECK_FALSE(Registry(wide).exists());

	wchar_t menu[MAX_PATH] = L"";
	REQUIRE(SUCCEEDED(SHGetFolderPathW(nullptr, CSIDL_COMMON_PROGRAMS, nullptr, SHGFP_TYPE_CURRENT, menu)));
	const auto folder = std::filesystem::path(menu) / named.name;
	REQUIRE(putStartMenu(named.name, {{"控制台", "C:\\erphost.exe", "service open", "words", false},
	                                  {"体检", "C:\\erphost.exe", "doctor", "words", true}}));
	REQUIRE(putStartMenu(named.name, {{"控制台", "C:\\erphost.exe", "service open", "words", false}}));
	CHECK(std::distance(std::filesystem::directory_iterator(folder), {}) == 1);
	CHECK(std::filesystem::exists(folder / toPath("控制台.lnk")));
	removeStartMenu(named.name);
	CHECK_FALSE(std::filesystem::exists(folder));

	const auto before = publishedAddress();
	publishAddress("https://erp.example:8443");
	CHECK(publishedAddress() == "https://erp.example:8443");
	if (before.empty()) removePublishedAddress();
	else publishAddress(before);
	CHECK(publishedAddress() == before);
}
