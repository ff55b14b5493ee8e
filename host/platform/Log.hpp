#pragma once

#include <string>
#include <string_view>

namespace erphost {

enum class LogLevel
{
	debug,
	info,
	warning,
	error
};

/// Structured lines on standard error ("2026-11-21T08:00:00.123Z info sync erp.pull entity=work_order rows=200"),
/// through Poco's logging, so that files and rotation are configuration. Never personal data, never secrets. Any
/// thread.
void log(LogLevel level, std::string_view source, std::string_view message);

/// Name of this process in every line: "supervisor", "front", "sync", "plugin:survey". Once, at start.
void initLog(const std::string& processName, LogLevel threshold);

} // namespace erphost
