#include "host/platform/Log.hpp"

#include "host/platform/Clock.hpp"
#include "host/platform/StandardError.hpp"

#include <fmt/format.h>

#include <Poco/AutoPtr.h>
#include <Poco/Channel.h>
#include <Poco/Formatter.h>
#include <Poco/FormattingChannel.h>
#include <Poco/Logger.h>
#include <Poco/Message.h>
#include <Poco/Timestamp.h>

#include <ctime>
#include <mutex>

namespace erphost {
namespace {

constexpr Poco::Message::Priority priority(LogLevel level)
{
	switch (level)
	{
	case LogLevel::debug: return Poco::Message::PRIO_DEBUG;
	case LogLevel::info: return Poco::Message::PRIO_INFORMATION;
	case LogLevel::warning: return Poco::Message::PRIO_WARNING;
	case LogLevel::error: return Poco::Message::PRIO_ERROR;
	}
	return Poco::Message::PRIO_ERROR;
}

constexpr std::string_view levelName(Poco::Message::Priority value)
{
	if (value >= Poco::Message::PRIO_DEBUG) return "debug";
	if (value >= Poco::Message::PRIO_NOTICE) return "info";
	if (value == Poco::Message::PRIO_WARNING) return "warning";
	return "error";
}

/// Days since 1970 to a civil date (proleptic Gregorian); gmtime is not thread-safe and differs between platforms.
void appendInstant(std::string& line, std::int64_t ms)
{
	const std::int64_t days = (ms >= 0 ? ms : ms - 86'399'999) / 86'400'000;
	const std::int64_t inDay = ms - days * 86'400'000;
	const std::int64_t z = days + 719'468;
	const std::int64_t era = (z >= 0 ? z : z - 146'096) / 146'097;
	const std::int64_t dayOfEra = z - era * 146'097;
	const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
	const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
	const std::int64_t mp = (5 * dayOfYear + 2) / 153;
	const std::int64_t day = dayOfYear - (153 * mp + 2) / 5 + 1;
	const std::int64_t month = mp < 10 ? mp + 3 : mp - 9;
	const std::int64_t year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
	fmt::format_to(std::back_inserter(line), "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", year, month, day,
	               inDay / 3'600'000, inDay / 60'000 % 60, inDay / 1000 % 60, inDay % 1000);
}

/// One line per message, whatever it contains: a line end inside a text must not forge a second entry.
class LineFormatter : public Poco::Formatter
{
public:
	explicit LineFormatter(std::string process): _process(std::move(process)) {}
	void format(const Poco::Message& message, std::string& line) override
	{
		line.clear();
		appendInstant(line, message.getTime().epochMicroseconds() / 1000);
		fmt::format_to(std::back_inserter(line), " {} {} {} ", levelName(message.getPriority()), _process,
		               message.getSource());
		for (const char c : message.getText())
		{
			if (c == '\n') line += "\\n";
			else if (c == '\r') line += "\\r";
			else line += c;
		}
	}

private:
	std::string _process;
};

/// Writes each line in one call: the lines of several processes on one standard error do not mix.
class StandardErrorChannel : public Poco::Channel
{
public:
	void log(const Poco::Message& message) override
	{
		const std::string line = message.getText() + "\n";
		const std::lock_guard guard(_mutex);
		writeStandardError(line);
	}

private:
	std::mutex _mutex;
};

Poco::Logger& rootLogger()
{
	// Before initLog(), in tests and short commands: warnings only, under the program's own name.
	static const bool prepared = [] {
		auto& root = Poco::Logger::root();
		if (root.getChannel().isNull()) initLog("erphost", LogLevel::warning);
		return true;
	}();
	static_cast<void>(prepared);
	return Poco::Logger::root();
}

} // namespace

void log(LogLevel level, std::string_view source, std::string_view message)
{
	auto& logger = rootLogger();
	if (!logger.is(priority(level))) return;
	Poco::Message entry(std::string(source), std::string(message), priority(level));
	entry.setTime(Poco::Timestamp(systemClock().nowMs() * 1000));
	logger.log(entry);
}

void initLog(const std::string& processName, LogLevel threshold)
{
	Poco::AutoPtr<Poco::Formatter> formatter(new LineFormatter(processName));
	Poco::AutoPtr<Poco::Channel> sink(new StandardErrorChannel);
	Poco::AutoPtr<Poco::Channel> channel(new Poco::FormattingChannel(formatter, sink));
	auto& root = Poco::Logger::root();
	root.setChannel(channel);
	root.setLevel(priority(threshold));
}

} // namespace erphost
