#pragma once

#include "host/supervisor/WorkerLauncher.hpp"

#include <filesystem>

namespace erphost::supervisor {

/// Runs each worker as `<program> worker <role> [--plugin ID] --data DIR`.
class ChildLauncher : public WorkerLauncher
{
public:
	ChildLauncher(std::filesystem::path program, std::filesystem::path data);

	Result<std::unique_ptr<WorkerHandle>> launch(const std::string& name,
	                                             std::function<void(std::optional<std::string>)> onLine) override;
	std::int64_t residentKiB(std::int64_t processId) const override;

private:
	std::filesystem::path _program;
	std::filesystem::path _data;
};

} // namespace erphost::supervisor
