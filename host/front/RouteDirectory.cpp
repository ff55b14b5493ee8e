#include "host/front/RouteDirectory.hpp"

#include <algorithm>
#include <chrono>

namespace erphost::front {

using nlohmann::json;

namespace {

/// A worker that does not say its routes is asked again, but not by every request.
constexpr std::int64_t kAskAgainMs = 1'000;

} // namespace

std::optional<RouteDirectory::Facts> RouteDirectory::find(const std::string& process, const std::string& method,
                                                          const std::string& path)
{
	const auto entries = entriesOf(process);
	if (!entries) return std::nullopt;
	for (const auto& entry : *entries)
		if (entry.method == method && entry.path.match(path)) return entry.facts;
	return std::nullopt;
}

std::shared_ptr<const std::vector<RouteDirectory::Entry>> RouteDirectory::entriesOf(const std::string& process)
{
	const auto port = _peers.portOf(process);
	const auto now = _clock.steadyMs();
	{
		const std::lock_guard lock(_mutex);
		const auto found = _known.find(process);
		if (!port) return found == _known.end() ? nullptr : found->second.entries;
		if (found != _known.end())
		{
			auto& known = found->second;
			if (known.port == *port && (known.entries || now - known.askedAtMs < kAskAgainMs)) return known.entries;
			known.port = *port;
			known.askedAtMs = now;
		}
		else _known.emplace(process, Known{*port, now, nullptr});
	}
	// Outside the lock: a worker that is slow to answer holds up only the request that asks.
	auto fresh = ask(process);
	const std::lock_guard lock(_mutex);
	auto& known = _known[process];
	if (fresh) known.entries = std::move(fresh);
	else known.port = 0;
	return known.entries;
}

std::shared_ptr<const std::vector<RouteDirectory::Entry>> RouteDirectory::ask(const std::string& process)
{
	ForwardRequest question;
	question.process = process;
	question.method = "GET";
	question.target = "/_routes";
	question.correlationId = "routes-" + std::to_string(_clock.nowMs());
	question.deadline = std::chrono::milliseconds(2000);
	const auto answered = _forwarder.forward(question);
	if (!answered || answered->status != 200) return nullptr;
	const auto routes = json::parse(answered->body, nullptr, false);
	if (!routes.is_array()) return nullptr;
	auto entries = std::make_shared<std::vector<Entry>>();
	for (const auto& route : routes)
		entries->push_back({route.value("method", ""),
		                    worker::RoutePath(route.value("path", "")),
		                    {route.value("public", false), route.value("maximumBodyBytes", std::size_t{0})}});
	// Fixed segments win over parameters, as in the worker.
	std::stable_sort(entries->begin(), entries->end(),
	                 [](const Entry& a, const Entry& b) { return a.path.before(b.path); });
	return entries;
}

} // namespace erphost::front
