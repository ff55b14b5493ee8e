#include "host/cli/Agent.hpp"

#include "host/supervisor/ProcessInfo.hpp"

#include <ostream>

namespace erphost::cli {
namespace {

using nlohmann::json;

void tell(Context& context, const json& line)
{
	context.out << line.dump(-1, ' ', false, json::error_handler_t::replace) << std::endl;
}

} // namespace

std::shared_ptr<Agent> Agent::option(CLI::App& command)
{
	auto agent = std::make_shared<Agent>();
	command.add_option("--for", agent->_user)->group("");
	return agent;
}

void Agent::step(Context& context, const json& what) const
{
	if (speaksJson()) tell(context, what);
}

int Agent::done(Context& context, json result) const
{
	if (speaksJson()) tell(context, {{"result", std::move(result)}});
	return kOk;
}

int Agent::failed(Context& context, const Error& error) const
{
	if (!speaksJson()) return context.report(error);
	tell(context, {{"error", supervisor::toJson(error)}});
	return kFailed;
}

} // namespace erphost::cli
