#pragma once

#include "host/platform/Files.hpp"

#include <chrono>
#include <thread>

namespace erphost::packages {

/// The lock of a file that others change for a moment at a time: waits up to two seconds, then "lock.taken".
inline Result<std::unique_ptr<FileLock>> awaitLock(const std::filesystem::path& file)
{
	constexpr int kTries = 100;
	constexpr std::chrono::milliseconds kPause{20};
	for (int attempt = 1;; ++attempt)
	{
		auto taken = FileLock::take(file);
		if (taken || taken.error().code != "lock.taken" || attempt == kTries) return taken;
		std::this_thread::sleep_for(kPause);
	}
}

} // namespace erphost::packages
