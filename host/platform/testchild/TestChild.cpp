// A child that does what the tests of ChildProcess and FileLock ask for with its first argument.
#include "host/platform/ChildProcess.hpp"
#include "host/platform/CommandLine.hpp"
#include "host/platform/Failpoint.hpp"
#include "host/platform/Files.hpp"

#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <thread>

using namespace erphost;

namespace {

/// Blocks until the parent closes the channel; echoes every line meanwhile.
int echo(ParentChannel& channel)
{
	std::mutex mutex;
	std::condition_variable changed;
	bool gone = false;
	channel.start([&](std::optional<std::string> line) {
		if (line)
		{
			channel.send("echo " + *line);
			return;
		}
		const std::lock_guard guard(mutex);
		gone = true;
		changed.notify_all();
	});
	std::unique_lock lock(mutex);
	changed.wait(lock, [&] { return gone; });
	return 7;
}

std::string openHandles()
{
	std::string list;
#ifndef _WIN32
	for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
	{
		std::error_code ignored;
		const auto target = std::filesystem::read_symlink(entry.path(), ignored).string();
		if (target.find("/proc/") == std::string::npos) list += entry.path().filename().string() + " ";
	}
#endif
	return list;
}

} // namespace

int main(int argc, char** argv)
{
	const auto arguments = commandLine(argc, argv);
	const std::string mode = arguments.size() > 1 ? arguments[1] : "";
	// Counted before anything of ours is opened.
	const auto handles = openHandles();
	const auto channel = ParentChannel::takeOver();
	if (mode == "exit") return std::atoi(arguments.at(2).c_str());
	if (mode == "crash") std::abort();
	if (mode == "handles")
	{
		channel->send(handles);
		return 0;
	}
	if (mode == "arguments")
	{
		for (const auto& argument : arguments) channel->send(argument);
		channel->send(environmentVariable("ERPHOST_TEST_VALUE"));
		return 0;
	}
	if (mode == "print")
	{
		std::printf("a library prints this\n");
		std::cout << "and this" << std::endl;
		std::fflush(stdout);
		channel->send("only this");
		return std::getchar() == EOF ? 0 : 1;
	}
	if (mode == "lock")
	{
		const auto lock = FileLock::take(toPath(arguments.at(2)));
		channel->send(lock ? "held" : lock.error().code + " " + std::string(lock.error().param("pid")));
		return echo(*channel);
	}
	if (mode == "failpoint")
	{
		for (int i = 1; i <= 5; ++i)
		{
			channel->send("pass " + std::to_string(i));
			EH_FAILPOINT("test.place");
		}
		return 0;
	}
	if (mode == "deaf")
	{
		// Never reads; ends only by force.
		for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
	}
	if (mode == "parent")
	{
		// Has a deaf child of its own and says its id: for the test that kills the parent.
		ChildProcess::Options options;
		options.program = programFile();
		options.arguments = {"deaf"};
		auto child = ChildProcess::spawn(std::move(options));
		channel->send(child ? std::to_string((*child)->id()) : child.error().message);
		return echo(*channel);
	}
	return echo(*channel);
}
