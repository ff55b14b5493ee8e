#include "host/platform/LogFiles.hpp"

#include "host/platform/Files.hpp"

#include <Poco/Exception.h>
#include <Poco/FileChannel.h>
#include <Poco/Message.h>

namespace erphost {

std::optional<LogLevel> levelOfLine(std::string_view line)
{
	// "2026-11-21T08:00:00.123Z error sync …": an instant has 24 characters.
	constexpr std::size_t kInstant = 24;
	if (line.size() < kInstant + 2 || line[4] != '-' || line[10] != 'T' || line[kInstant - 1] != 'Z')
		return std::nullopt;
	const auto rest = line.substr(kInstant + 1);
	const auto word = rest.substr(0, rest.find(' '));
	if (word == "error") return LogLevel::error;
	if (word == "warning") return LogLevel::warning;
	if (word == "info") return LogLevel::info;
	if (word == "debug") return LogLevel::debug;
	return std::nullopt;
}

LogFiles::LogFiles(const std::filesystem::path& folder, const std::string& size, int files):
	_channel(new Poco::FileChannel(toUtf8(folder / "erphost.log")))
{
	_channel->setProperty("rotation", size);
	_channel->setProperty("archive", "number");
	_channel->setProperty("purgeCount", std::to_string(files - 1));
	_channel->setProperty("flush", "false");
}

void LogFiles::write(const std::string& line)
{
	try
	{
		_channel->log(Poco::Message("", line, Poco::Message::PRIO_INFORMATION));
	}
	catch (const Poco::Exception&)
	{
	}
}

std::optional<std::string> EventFilter::take(const std::string& line, std::int64_t steadyMs)
{
	if (levelOfLine(line) != LogLevel::error) return std::nullopt;
	while (!_told.empty() && steadyMs - _told.front() >= kWindowMs) _told.pop_front();
	if (_told.size() >= kMost)
	{
		++_leftOut;
		return std::nullopt;
	}
	_told.push_back(steadyMs);
	const auto before = std::exchange(_leftOut, 0);
	return before == 0
	           ? line
	           : line + "\r\n(" + std::to_string(before) + " errors before this one stand in the log file only)";
}

} // namespace erphost
