#pragma once

#include "erphost/Result.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace erphost {

/// The number of this process.
std::int64_t currentProcessId();

/// How a process ended.
struct ExitStatus
{
	int code = 0;                 ///< exit code, or signal number / exception code
	bool crashed = false;         ///< ended by a signal or an exception
	std::string describe() const; ///< "exit code 3", "signal 11 (SIGSEGV)", "exception 0xC0000005"
};

/// A child process with a line channel in each direction over its standard input and output; standard error is
/// inherited.
///
/// It inherits exactly these handles. It dies with this process: parent-death signal on Linux (the spawning thread must
/// live as long as the process: spawn from the main thread), a kill-on-close job object on Windows; and the closing
/// pipe.
class ChildProcess
{
public:
	struct Options
	{
		std::filesystem::path program;
		std::vector<std::string> arguments;
		std::vector<std::pair<std::string, std::string>> environment; ///< added to ours
		/// Called on a reader thread for each line (without line end) the child writes; and once with nullopt at the
		/// end.
		std::function<void(std::optional<std::string>)> onLine;
	};
	static Result<std::unique_ptr<ChildProcess>> spawn(Options options);
	~ChildProcess(); ///< kills if it still runs, reaps, joins the reader thread

	std::int64_t id() const;
	/// Writes one line; false if the pipe is gone. Any thread. Never blocks for longer than a second.
	bool send(const std::string& line);
	void closeInput();
	/// The status once the process has ended.
	std::optional<ExitStatus> poll();
	std::optional<ExitStatus> wait(std::chrono::milliseconds timeout);
	void kill();

private:
	struct Impl;
	explicit ChildProcess(std::unique_ptr<Impl> impl);
	std::unique_ptr<Impl> _impl;
};

/// The child's end: takes over standard input and output for the control lines and points standard output at standard
/// error, so that a library that prints cannot break the protocol. Once per process, before anything prints.
class ParentChannel
{
public:
	static std::unique_ptr<ParentChannel> takeOver();
	~ParentChannel();

	bool send(const std::string& line); ///< any thread
	/// Starts the reader thread. onLine(nullopt): the parent is gone.
	void start(std::function<void(std::optional<std::string>)> onLine);

private:
	struct Impl;
	explicit ParentChannel(std::unique_ptr<Impl> impl);
	std::unique_ptr<Impl> _impl;
};

} // namespace erphost
