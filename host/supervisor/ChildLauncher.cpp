#include "host/supervisor/ChildLauncher.hpp"

#include "host/platform/Files.hpp"
#include "host/supervisor/ProcessInfo.hpp"

namespace erphost::supervisor {
namespace {

class ChildHandle : public WorkerHandle
{
public:
	explicit ChildHandle(std::unique_ptr<ChildProcess> child): _child(std::move(child)) {}
	std::int64_t id() const override { return _child->id(); }
	bool send(const std::string& line) override { return _child->send(line); }
	std::optional<ExitStatus> poll() override { return _child->poll(); }
	void kill() override { _child->kill(); }

private:
	std::unique_ptr<ChildProcess> _child;
};

} // namespace

ChildLauncher::ChildLauncher(std::filesystem::path program, std::filesystem::path data):
	_program(std::move(program)), _data(std::move(data))
{
}

Result<std::unique_ptr<WorkerHandle>> ChildLauncher::launch(const std::string& name,
                                                            std::function<void(std::optional<std::string>)> onLine)
{
	ChildProcess::Options options;
	options.program = _program;
	options.arguments = {"worker"};
	if (name.starts_with(kPluginPrefix))
	{
		options.arguments.insert(options.arguments.end(), {"plugin", "--plugin", name.substr(kPluginPrefix.size())});
	}
	else options.arguments.push_back(name);
	options.arguments.insert(options.arguments.end(), {"--data", toUtf8(_data)});
	options.onLine = std::move(onLine);
	EH_TRY(auto child, ChildProcess::spawn(std::move(options)));
	return std::unique_ptr<WorkerHandle>(std::make_unique<ChildHandle>(std::move(child)));
}

std::int64_t ChildLauncher::residentKiB(std::int64_t processId) const
{
	return erphost::residentKiB(processId);
}

} // namespace erphost::supervisor
