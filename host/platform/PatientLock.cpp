#include "host/platform/PatientLock.hpp"

#include <chrono>
#include <thread>

namespace erphost {
namespace {

constexpr int kTries = 100;
constexpr std::chrono::milliseconds kPause{20};

} // namespace

Result<std::unique_ptr<FileLock>> takeLockPatiently(const std::filesystem::path& file)
{
	for (int attempt = 1;; ++attempt)
	{
		auto taken = FileLock::take(file);
		if (taken || taken.error().code != "lock.taken" || attempt == kTries) return taken;
		std::this_thread::sleep_for(kPause);
	}
}

} // namespace erphost
