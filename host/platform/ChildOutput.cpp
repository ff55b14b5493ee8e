#include "host/platform/ChildOutput.hpp"

#include <condition_variable>
#include <mutex>

namespace erphost {

Result<ChildOutput> runChild(const std::filesystem::path& program, std::vector<std::string> arguments,
                             std::chrono::milliseconds limit)
{
	std::mutex mutex;
	std::condition_variable ended;
	bool end = false;
	ChildOutput output;
	ChildProcess::Options options;
	options.program = program;
	options.arguments = std::move(arguments);
	options.onLine = [&](std::optional<std::string> line) {
		const std::lock_guard guard(mutex);
		if (line) output.text += *line + "\n";
		else end = true;
		ended.notify_all();
	};
	const auto begun = std::chrono::steady_clock::now();
	// Declared after what its reader thread uses: it ends first.
	EH_TRY(auto child, ChildProcess::spawn(std::move(options)));
	{
		std::unique_lock guard(mutex);
		ended.wait_for(guard, limit, [&] { return end; });
	}
	const auto used = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
	auto status = child->wait(std::max(limit - used, std::chrono::milliseconds(100)));
	if (!status) child->kill();
	child.reset();
	output.status = status;
	return output;
}

} // namespace erphost
