#include "host/platform/ChildProcess.hpp"
#include "host/platform/Clock.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"

#include <catch2/catch.hpp>

#include <condition_variable>
#include <deque>
#include <mutex>

using namespace erphost;
using namespace std::chrono_literals;

namespace {

/// What a child wrote, to be waited for.
class Lines
{
public:
	std::function<void(std::optional<std::string>)> sink()
	{
		return [this](std::optional<std::string> line) {
			const std::lock_guard guard(_mutex);
			if (line) _lines.push_back(*line);
			else _ended = true;
			_changed.notify_all();
		};
	}
	/// "<end>" at the end of the output, "<timeout>" after 20 seconds.
	std::string next()
	{
		std::unique_lock lock(_mutex);
		if (!_changed.wait_for(lock, 20s, [this] { return !_lines.empty() || _ended; })) return "<timeout>";
		if (_lines.empty()) return "<end>";
		auto line = _lines.front();
		_lines.pop_front();
		return line;
	}

private:
	std::mutex _mutex;
	std::condition_variable _changed;
	std::deque<std::string> _lines;
	bool _ended = false;
};

std::filesystem::path testChild()
{
	const auto self = programFile();
	return self.parent_path() / ("platform_test_child" + self.extension().string());
}

std::unique_ptr<ChildProcess> spawn(Lines& lines, std::vector<std::string> arguments,
                                    std::vector<std::pair<std::string, std::string>> environment = {})
{
	ChildProcess::Options options;
	options.program = testChild();
	options.arguments = std::move(arguments);
	options.environment = std::move(environment);
	options.onLine = lines.sink();
	auto child = ChildProcess::spawn(std::move(options));
	REQUIRE(child);
	return *std::move(child);
}

} // namespace

TEST_CASE("a child answers over its line channel and ends when the channel closes")
{
	Lines lines;
	const auto child = spawn(lines, {"echo"});
	REQUIRE(child->send("{\"type\":\"勉县\"}"));
	CHECK(lines.next() == "echo {\"type\":\"勉县\"}");
	const std::string large(200'000, 'x');
	REQUIRE(child->send(large));
	CHECK(lines.next() == "echo " + large);
	CHECK_FALSE(child->poll());
	child->closeInput();
	const auto status = child->wait(20s);
	REQUIRE(status);
	CHECK(status->code == 7);
	CHECK_FALSE(status->crashed);
	CHECK(lines.next() == "<end>");
	CHECK_FALSE(child->send("late"));
}

TEST_CASE("exit codes and crashes are told apart and described")
{
	Lines lines;
	const auto exited = spawn(lines, {"exit", "3"})->wait(20s);
	REQUIRE(exited);
	CHECK(exited->describe() == "exit code 3");
#ifndef _WIN32
	const auto crashed = spawn(lines, {"crash"})->wait(20s);
	REQUIRE(crashed);
	CHECK(crashed->crashed);
	CHECK(crashed->describe() == "signal 6 (SIGABRT)");
#endif
}

TEST_CASE("arguments and environment reach the child unchanged")
{
	Lines lines;
	const std::vector<std::string> awkward{"arguments", "", "two words", "quote\"inside", "tail\\", "汉中 \"a\\\" b"};
	const auto child = spawn(lines, awkward, {{"ERPHOST_TEST_VALUE", "值 = 1"}});
	lines.next(); // the program
	for (const auto& argument : awkward) CHECK(lines.next() == argument);
	CHECK(lines.next() == "值 = 1");
}

TEST_CASE("a child inherits its three standard handles and no other")
{
#ifndef _WIN32
	// Opened without close-on-exec, as careless libraries do.
	std::unique_ptr<std::FILE, int (*)(std::FILE*)> leaky(std::fopen("/dev/zero", "r"), std::fclose);
	Lines lines;
	Lines other;
	const auto sibling = spawn(other, {"echo"});
	const auto child = spawn(lines, {"handles"});
	std::string handles = lines.next();
	CHECK(handles.size() == 6);
	for (const char* wanted : {"0 ", "1 ", "2 "}) CHECK(handles.find(wanted) != std::string::npos);
#endif
}

TEST_CASE("what a library prints stays out of the protocol")
{
	Lines lines;
	const auto child = spawn(lines, {"print"});
	CHECK(lines.next() == "only this");
	CHECK(lines.next() == "<end>");
	CHECK(child->wait(20s)->code == 0); // standard input looks empty to others
}

TEST_CASE("a child that does not read breaks its channel within seconds, not the sender")
{
	Lines lines;
	const auto child = spawn(lines, {"deaf"});
	const auto before = systemClock().steadyMs();
	const std::string line(100'000, 'x');
	bool open = true;
	for (int i = 0; i < 10 && open; ++i) open = child->send(line);
	CHECK_FALSE(open);
	CHECK(systemClock().steadyMs() - before < 5000);
	child->kill();
	CHECK(child->wait(20s));
}

TEST_CASE("a program that does not exist is an error, not a child")
{
	ChildProcess::Options options;
	options.program = programFile().parent_path() / "no-such-program";
	const auto child = ChildProcess::spawn(std::move(options));
	REQUIRE_FALSE(child);
	CHECK(child.error().code == "process.spawn_failed");
	CHECK_FALSE(child.error().param("reason").empty());
}

TEST_CASE("a killed parent takes its children along within two seconds")
{
	Lines lines;
	const auto parent = spawn(lines, {"parent"});
	const auto grandchild = std::stoll(lines.next());
	REQUIRE(residentKiB(grandchild) > 0);
	parent->kill();
	REQUIRE(parent->wait(20s));
	const auto before = systemClock().steadyMs();
	while (residentKiB(grandchild) > 0 && systemClock().steadyMs() - before < 2000) std::this_thread::sleep_for(5ms);
	CHECK(residentKiB(grandchild) == 0);
}

TEST_CASE("a file lock is exclusive between processes and goes with its holder")
{
	const auto file = std::filesystem::temp_directory_path() / newId(systemClock().nowMs());
	Lines first;
	Lines second;
	const auto holder = spawn(first, {"lock", toUtf8(file)});
	CHECK(first.next() == "held");
	const auto refused = spawn(second, {"lock", toUtf8(file)});
	CHECK(second.next() == "lock.taken " + std::to_string(holder->id()));
	{
		const auto own = FileLock::take(file);
		REQUIRE_FALSE(own);
		CHECK(own.error().cls == ErrorClass::conflict);
	}
	holder->kill();
	REQUIRE(holder->wait(20s));
	{
		const auto own = FileLock::take(file);
		CHECK(own);
	}
	std::filesystem::remove(file);
}

#ifdef ERPHOST_FAILPOINTS
TEST_CASE("a failpoint ends the process at the wanted pass, once")
{
	const auto marker = std::filesystem::temp_directory_path() / newId(systemClock().nowMs());
	const std::vector<std::pair<std::string, std::string>> armed{{"ERPHOST_FAILPOINT", "test.place:3"},
	                                                             {"ERPHOST_FAILPOINT_ONCE", toUtf8(marker)}};
	Lines lines;
	const auto killed = spawn(lines, {"failpoint"}, armed);
	for (const char* pass : {"pass 1", "pass 2", "pass 3", "<end>"}) CHECK(lines.next() == pass);
	CHECK(killed->wait(20s)->code != 0);
	Lines again;
	const auto lives = spawn(again, {"failpoint"}, armed);
	CHECK(lives->wait(20s)->code == 0);
	std::filesystem::remove(marker);
}
#endif
