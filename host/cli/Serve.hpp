#pragma once

#include "host/cli/Context.hpp"

#include <filesystem>

namespace erphost::cli {

struct ServeOptions
{
	std::filesystem::path data;
	int quarantineFailures = 5;
	int startSeconds = 30;
	int trialSeconds = 60;
	/// It counts as running when the console answers, and ends if that cannot be; else it is up when every part was
	/// ready or has failed once.
	bool consoleFirst = false;
};

/// The host, until it is asked to stop; its exit code. On the main thread, or that of a Windows service.
int serve(const ServeOptions& options, Context& context);

} // namespace erphost::cli
