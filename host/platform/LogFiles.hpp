#pragma once

#include "host/platform/Clock.hpp"
#include "host/platform/Log.hpp"

#include <Poco/AutoPtr.h>
#include <Poco/Channel.h>

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace erphost {

/// The level of a line that log() wrote; empty for what others wrote (an ODBC driver, the C++ runtime).
std::optional<LogLevel> levelOfLine(std::string_view line);

/// Lines into `folder`/erphost.log, which is renamed to erphost.log.0, .1, … when it has 10 MB; ten files are kept. A
/// disk that takes no more loses lines and stops nobody. One thread.
class LogFiles
{
public:
	explicit LogFiles(const std::filesystem::path& folder, const std::string& size = "10 M", int files = 10);
	void write(const std::string& line);

private:
	Poco::AutoPtr<Poco::Channel> _channel;
};

/// Which lines an administrator finds in the event log: errors, but no flood of them.
class EventFilter
{
public:
	static constexpr std::size_t kMost = 20; ///< in ten minutes
	static constexpr std::int64_t kWindowMs = 600'000;

	/// What is to be told about `line` at this steady instant: nothing, the line, or the line and that others were left
	/// out before it.
	std::optional<std::string> take(const std::string& line, std::int64_t steadyMs);

private:
	std::deque<std::int64_t> _told;
	std::size_t _leftOut = 0;
};

} // namespace erphost
