#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace erphost {

/// The writing end of a line channel. Any thread. Owns its descriptor.
///
/// A reader that does not read must not hold up the writer: a line that cannot be written within a second breaks the
/// channel for good, because half a line would make the next one unreadable.
class LineWriter
{
public:
	explicit LineWriter(int descriptor);
	~LineWriter();
	bool send(const std::string& line);
	void close();

private:
	std::mutex _mutex;
	int _descriptor;
};

/// The reading end: a thread that hands over lines until the end or until this object dies. Owns its descriptor.
class LineReader
{
public:
	explicit LineReader(int descriptor);
	~LineReader();
	/// onLine(nullopt) comes once, at the end of the input; not if this object dies before.
	void start(std::function<void(std::optional<std::string>)> onLine);

private:
	void run();

	int _descriptor;
	int _wake[2];
	std::function<void(std::optional<std::string>)> _onLine;
	std::thread _thread;
};

/// A process that writes into a closed pipe must see an error, not die of SIGPIPE.
void ignoreBrokenPipes();

} // namespace erphost
