// A worker that behaves as its plugin id says: `supervisor_test_worker worker <role> [--plugin ID] --data DIR`.
// Its story goes to <data>/story-<name>, one line per event, so that tests can look at it.
#include "host/platform/ChildProcess.hpp"
#include "host/platform/CommandLine.hpp"
#include "host/platform/Files.hpp"

#include <nlohmann/json.hpp>

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <mutex>
#include <thread>

using namespace erphost;
using nlohmann::json;

namespace {

class Story
{
public:
	explicit Story(const std::filesystem::path& file): _file(file, std::ios::app | std::ios::binary) {}
	void add(const std::string& line)
	{
		const std::lock_guard guard(_mutex);
		_file << line << std::endl;
	}

private:
	std::mutex _mutex;
	std::ofstream _file;
};

std::string openHandles()
{
	std::string list;
#ifndef _WIN32
	for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
	{
		std::error_code ignored;
		const auto target = std::filesystem::read_symlink(entry.path(), ignored).string();
		if (target.find("/proc/") == std::string::npos) list += " " + entry.path().filename().string();
	}
#endif
	return list;
}

void sleepForever()
{
	for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
}

} // namespace

int main(int argc, char** argv)
{
	const auto handles = openHandles();
	const auto arguments = commandLine(argc, argv);
	std::string name = arguments.at(2);
	std::filesystem::path data;
	for (std::size_t i = 3; i + 1 < arguments.size(); i += 2)
	{
		if (arguments[i] == "--plugin") name += ":" + arguments[i + 1];
		if (arguments[i] == "--data") data = toPath(arguments[i + 1]);
	}
	const auto behaviour = name.starts_with("plugin:") ? name.substr(7) : std::string("good");
	const auto channel = ParentChannel::takeOver();
	auto fileName = name;
	if (const auto colon = fileName.find(':'); colon != std::string::npos) fileName[colon] = '-';
	Story story(data / ("story-" + fileName));
	story.add("handles" + handles);

	std::mutex mutex;
	std::condition_variable changed;
	std::deque<json> inbox;
	channel->start([&](std::optional<std::string> line) {
		if (!line) std::_Exit(0); // the parent is gone
		const std::lock_guard guard(mutex);
		inbox.push_back(json::parse(*line, nullptr, false));
		changed.notify_all();
	});
	const auto send = [&](const json& message) { channel->send(message.dump()); };

	if (behaviour == "crash") std::abort();
	if (behaviour == "exits") return 0;
	if (behaviour == "explains")
	{
		send({{"type", "failed"},
		      {"error",
		       {{"code", "plugin.abi_newer"},
		        {"class", "configuration"},
		        {"message", "built for a newer host"},
		        {"params", {{"needed", "2"}}}}}});
		return 1;
	}
	if (behaviour == "slow") sleepForever();
	if (behaviour == "noisy")
	{
		std::printf("printed by a library\n");
		std::fflush(stdout);
		channel->send("this is not JSON");
		channel->send("[1,2]");
		channel->send("{\"type\":\"ready\",\"port\":\"many\"}");
		send({{"type", "control"}, {"action", "disable"}, {"process", "plugin:good"}});
	}
	send({{"type", "ready"}, {"port", 4000}});
	story.add("ready");
	if (behaviour == "silent") sleepForever();

	bool stubborn = behaviour == "stubborn";
	for (;;)
	{
		std::unique_lock lock(mutex);
		changed.wait_for(lock, std::chrono::milliseconds(50), [&] { return !inbox.empty(); });
		while (!inbox.empty())
		{
			const auto message = inbox.front();
			inbox.pop_front();
			const auto type = message.value("type", "");
			if (type == "hello")
				story.add("hello " + std::to_string(message.value("secret", "").size()) + " " +
				          std::to_string(message.value("epoch", std::int64_t{0})));
			else if (type != "peers") story.add(type);
			if (type == "drain" && behaviour == "drains") send({{"type", "drained"}});
			if (type == "stop" && !stubborn) return 0;
		}
		lock.unlock();
		send({{"type", "heartbeat"}});
		// Orders by file: tests speak through the data folder.
		const auto order = data / ("order-" + fileName);
		if (const auto text = readFile(order); text && !text->empty())
		{
			std::error_code ignored;
			std::filesystem::remove(order, ignored);
			if (*text == "crash") std::abort();
			channel->send(*text);
		}
	}
}
