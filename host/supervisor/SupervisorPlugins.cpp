// What the supervisor does about plugins' versions: which are wanted, which is on trial, which follows which.

#include "host/platform/Log.hpp"
#include "host/supervisor/Supervisor.hpp"

#include <algorithm>

namespace erphost::supervisor {

Result<void> Supervisor::setEnabled(const std::string& id, bool enabled)
{
	return packages::changePluginList(_options.data, [&](auto& plugins) -> Result<void> {
		EH_TRY(auto* plugin, packages::findPlugin(plugins, id));
		plugin->enabled = enabled;
		return {};
	});
}

void Supervisor::readPlugins(bool force)
{
	const auto steady = _clock.steadyMs();
	if (!force && steady - _pluginsLookedMs < _options.timing.pluginListMs) return;
	_pluginsLookedMs = steady;
	readMessaging();
	// By its content: in mingw's library the time of a file counts whole seconds.
	auto content = readFile(_options.data / "plugins.json");
	const auto stamp = content ? std::optional(*std::move(content)) : std::nullopt;
	if (!force && stamp == _pluginsWritten) return;
	_pluginsWritten = stamp;
	auto plugins = packages::readPluginList(_options.data);
	if (!plugins)
	{
		// Half a file of somebody's editor: what runs goes on as it was.
		log(LogLevel::error, "supervisor", plugins.error().message);
		return;
	}
	for (const auto& entry : *plugins)
	{
		const auto former =
			std::find_if(_plugins.begin(), _plugins.end(), [&](const auto& p) { return p.id == entry.id; });
		auto& worker = add(kPluginPrefix + entry.id, true);
		worker.removed = false;
		const bool begins = former == _plugins.end() || entry.enabled != former->enabled;
		if (!begins)
		{
			if (entry.enabled) follow(kPluginPrefix + entry.id, worker, entry.path);
			continue;
		}
		dismissSuccessor(kPluginPrefix + entry.id);
		worker.path = entry.path;
		if (!entry.enabled) apply(worker, worker.state.disable(now()));
		else apply(worker, former == _plugins.end() ? worker.state.start(now()) : worker.state.enable(now()));
	}
	for (const auto& former : _plugins)
	{
		if (std::any_of(plugins->begin(), plugins->end(), [&](const auto& p) { return p.id == former.id; })) continue;
		dismissSuccessor(kPluginPrefix + former.id);
		auto& worker = _workers.at(kPluginPrefix + former.id);
		worker.removed = true;
		apply(worker, worker.state.stop(now()));
	}
	_plugins = *std::move(plugins);
}

void Supervisor::follow(const std::string& name, Worker& worker, const std::filesystem::path& path)
{
	const auto coming = _successors.find(name);
	if (coming != _successors.end() && coming->second.path == path) return;
	dismissSuccessor(name);
	if (worker.path == path) return;
	if (worker.state.state() != ProcessState::ready)
	{
		worker.path = path;
		apply(worker, worker.state.restart(now()));
		return;
	}
	auto& successor = _successors.try_emplace(name, name, true, _options.timing).first->second;
	successor.path = path;
	apply(successor, successor.state.start(now()));
}

bool Supervisor::onTrial(const std::string& name) const
{
	return std::any_of(_plugins.begin(), _plugins.end(),
	                   [&](const auto& plugin) { return kPluginPrefix + plugin.id == name && plugin.trial; });
}

void Supervisor::judgeSuccessors()
{
	std::vector<std::string> names;
	for (const auto& [name, successor] : _successors) names.push_back(name);
	for (const auto& name : names)
	{
		auto& worker = _workers.at(name);
		const auto& successor = _successors.at(name);
		const auto state = successor.state.state();
		const bool failed = state == ProcessState::backoff || state == ProcessState::quarantined;
		// Whose predecessor is gone takes its place even if it is not ready yet.
		if (state == ProcessState::ready || (!worker.state.running() && !failed)) promote(name);
		else if (failed && !onTrial(name))
		{
			// There is no way back: it is shown as what it is.
			worker.path = successor.path;
			dismissSuccessor(name);
			apply(worker, worker.state.restart(now()));
		}
	}
}

void Supervisor::promote(const std::string& name)
{
	auto former = _workers.extract(name);
	_workers.insert(_successors.extract(name));
	_announced.erase(name);
	log(LogLevel::info, "supervisor",
	    name + " is taken over by pid=" + std::to_string(_workers.at(name).state.info().pid));
	retire(std::move(former));
}

void Supervisor::dismissSuccessor(const std::string& name)
{
	if (auto successor = _successors.extract(name)) retire(std::move(successor));
}

void Supervisor::retire(Workers::node_type node)
{
	auto& worker = node.mapped();
	apply(worker, worker.state.stop(now()));
	if (!worker.state.finished()) _leaving.push_back(std::move(node));
}

void Supervisor::judgeTrials()
{
	bool ended = false;
	for (const auto& plugin : _plugins)
	{
		const auto worker = _workers.find(kPluginPrefix + plugin.id);
		if (!plugin.trial || !plugin.enabled || worker == _workers.end()) continue;
		// A version that is only coming is judged by itself: the one before still serves.
		const auto coming = _successors.find(worker->first);
		const auto info = (coming == _successors.end() ? worker : coming)->second.state.info();
		const auto verdict = _trials.look(plugin.id, plugin.version, info.state, _clock.steadyMs());
		if (verdict == TrialWatch::Verdict::open) continue;
		const bool failed = verdict == TrialWatch::Verdict::failed;
		const auto written = endTrial(plugin, failed ? &info : nullptr);
		if (!written) log(LogLevel::error, "supervisor", written.error().message);
		else
			log(failed ? LogLevel::error : LogLevel::info, "supervisor",
			    plugin.id + " " + plugin.version + (failed ? " did not hold, back to the version before" : " holds"));
		ended = ended || written;
	}
	if (ended) readPlugins(true);
}

Result<void> Supervisor::endTrial(const packages::InstalledPlugin& plugin, const ProcessInfo* failed)
{
	return packages::changePluginList(_options.data, [&](auto& plugins) -> Result<void> {
		EH_TRY(auto* entry, packages::findPlugin(plugins, plugin.id));
		// Somebody may have gone back by hand a moment ago.
		if (!entry->trial || entry->version != plugin.version) return {};
		if (failed)
		{
			entry->returned = packages::Returned{entry->version, _clock.nowMs(),
			                                     failed->error ? toJson(*failed->error) : nlohmann::json()};
			// With nothing to go back to the plugin rests.
			if (entry->trial->path.empty()) entry->enabled = false;
			else
			{
				entry->version = entry->trial->version;
				entry->path = entry->trial->path;
			}
		}
		entry->trial.reset();
		return {};
	});
}

} // namespace erphost::supervisor
