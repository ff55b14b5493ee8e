#include "host/cli/PluginTrial.hpp"

#include "host/cli/Cli.hpp"
#include "host/cli/TrialStore.hpp"
#include "host/messages/Messages.hpp"
#include "host/platform/ChildProcess.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"
#include "host/platform/Log.hpp"
#include "host/worker/PluginHost.hpp"
#include "host/worker/PluginLibrary.hpp"
#include "host/worker/RouteTable.hpp"
#include "sdk/validator/CheckedHost.hpp"
#include "sdk/validator/Inputs.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <set>

namespace erphost::cli {
namespace {

using nlohmann::json;
using validator::CheckedHost;
using validator::Inputs;

/// How often each route, event and job is tried; enough for every branch of a schema, short enough for a clerk's
/// patience.
constexpr int kRounds = 24, kMostPieces = 20, kMostFailures = 16;
constexpr auto kSlowCall = std::chrono::seconds(2);

class Trial
{
public:
	Trial(ParentChannel& channel, packages::Manifest manifest, std::uint64_t seed):
		_channel(channel), _manifest(std::move(manifest)), _inputs(seed)
	{
	}

	Result<void> run(const std::string& part, const std::filesystem::path& scratch)
	{
		step("open");
		EH_TRY(_store, TrialStore::open(scratch, _manifest, _inputs));
		readTexts();
		if (part == "load") return load();
		if (part == "services") return services();
		EH_TRY(auto routes, begin());
		if (part == "routes") callRoutes(routes, kRounds);
		if (part == "events") tellEvents();
		if (part == "jobs") runJobs();
		if (part == "slow")
		{
			_checked->slowBy(3);
			callRoutes(routes, 2);
			runJobs();
		}
		if (part == "failures") failures(routes);
		step("stop");
		_library->shutDown();
		takeViolations();
		return {};
	}

private:
	// ---- What is told

	void step(const std::string& what)
	{
		_channel.send(json{{"type", "step"}, {"what", what}}.dump(-1, ' ', false, json::error_handler_t::replace));
	}
	void find(const char* level, const std::string& code, const std::string& where, json params = json::object())
	{
		if (!_told.insert(code + "|" + where).second) return;
		_channel.send(
			json{{"type", "finding"}, {"level", level}, {"code", code}, {"where", where}, {"params", std::move(params)}}
				.dump(-1, ' ', false, json::error_handler_t::replace));
	}
	void takeViolations()
	{
		for (const auto& one : _checked->take()) find("error", "validator." + one.code, one.where);
	}
	/// An error that a handler answered with. Of class bug it is a mistake of the plugin; a code of its own needs
	/// texts.
	void judge(const Error& error, const std::string& where, const char* level = "error")
	{
		takeViolations();
		if (error.code.starts_with(_manifest.id + ".") && !_texts.contains(error.code))
			find("error", "validator.text_missing", error.code);
		if (error.cls != ErrorClass::bug) return;
		// The view of a plugin that is not here: nothing can be said about what reads it.
		for (const auto& view : _manifest.views)
			if (error.message.find("no such table: " + view) != std::string::npos) return;
		if (error.code == "abi.unexplained") return; // said already
		find(level, error.code == "plugin.threw" ? "validator.threw" : "validator.bug", where,
		     {{"code", error.code}, {"message", error.message.substr(0, 300)}});
	}
	void readTexts()
	{
		for (const char* language : {"zh", "en"})
		{
			const auto file = _manifest.folder / "locales" / (std::string(language) + ".json");
			const auto text = readFile(file);
			const auto read = text ? json::parse(*text, nullptr, false) : json::object();
			if (!read.is_object())
			{
				find("error", "validator.locale_broken", toUtf8(file.filename()));
				continue;
			}
			std::set<std::string> here;
			for (const auto& [code, entry] : read.items())
				if (entry.is_object() && entry.contains("title") && entry.contains("remedy")) here.insert(code);
			if (language == std::string("zh")) _texts = here;
			else
			{
				std::set<std::string> both;
				std::set_intersection(_texts.begin(), _texts.end(), here.begin(), here.end(),
				                      std::inserter(both, both.end()));
				_texts = both;
			}
		}
	}

	// ---- The plugin's life

	Result<void> make()
	{
		EH_TRY(_library, worker::PluginLibrary::load(_manifest));
		_host = _store->makeHost(_manifest);
		_checked = std::make_unique<CheckedHost>(_host->abi());
		return {};
	}

	Result<worker::RouteTable> begin()
	{
		EH_CHECK(make());
		step("create");
		EH_CHECK(_library->create(_checked->abi()));
		step("start");
		EH_CHECK(_library->start());
		_checked->started();
		takeViolations();
		return worker::RouteTable::build({"/api/v1/" + _manifest.id, _manifest.id}, &_store->database(), systemClock(),
		                                 _host->routes());
	}

	Result<void> load()
	{
		// Made and thrown away without a start, as when a host is stopped at once; then a whole life.
		EH_CHECK(make());
		step("create");
		EH_CHECK(_library->create(_checked->abi()));
		step("destroy");
		_library->shutDown();
		EH_TRY(const auto routes, begin());
		std::set<std::string> operations;
		for (const auto& route : routes.routes())
		{
			if (!operations.insert(route.operationId).second || route.operationId.empty())
				find("error", "validator.operation_id", route.method + " " + route.path);
			if (route.mode == worker::TransactionMode::read && route.method != "GET")
				find("error", "validator.method", route.method + " " + route.path);
			if (route.method == "POST" && !route.creates)
				find("warning", "validator.not_keyed", route.method + " " + route.path);
		}
		if (routes.routes().empty() && _host->jobs().empty() && _host->subscriptions().empty() &&
		    _host->watches().empty())
			find("warning", "validator.does_nothing", _manifest.id);
		checkScreens(routes);
		step("stop");
		_library->shutDown();
		return {};
	}

	/// A screen over a route that there is not shows an error instead of a list.
	void checkScreens(const worker::RouteTable& routes)
	{
		const auto has = [&](const std::string& method, const std::string& path) {
			return std::any_of(routes.routes().begin(), routes.routes().end(),
			                   [&](const auto& route) { return route.method == method && route.path == path; });
		};
		for (const auto& screen : _manifest.screens)
		{
			if (const std::string path = screen["list"]["path"]; !has("GET", path))
				find("error", "validator.screen_route", "GET " + path);
			for (const auto& form : screen.value("forms", json::array()))
				if (!routes.match("POST", sample(form["path"])))
					find("error", "validator.screen_route", "POST " + form["path"].get<std::string>());
		}
	}
	static std::string sample(std::string path)
	{
		for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
			path.replace(open, path.find('}', open) - open + 1, "1");
		return path;
	}

	/// A host that lacks a service is told apart from one that breaks.
	Result<void> services()
	{
		for (const char* service : {EH_SERVICE_LOG, EH_SERVICE_CLOCK, EH_SERVICE_CALENDAR, EH_SERVICE_CONFIG,
		                            EH_SERVICE_STORE, EH_SERVICE_JOURNAL, EH_SERVICE_ERP, EH_SERVICE_HTTP,
		                            EH_SERVICE_JOBS, EH_SERVICE_FILES, EH_SERVICE_MESSAGES})
		{
			EH_CHECK(make());
			_checked->hide(service);
			step(std::string("without ") + service);
			auto outcome = _library->create(_checked->abi());
			if (outcome) outcome = _library->start();
			if (!outcome && outcome.error().cls == ErrorClass::bug)
				find("error", "validator.service_missing", service, {{"message", outcome.error().message}});
			_library->shutDown();
			takeViolations();
		}
		return {};
	}

	// ---- Calls

	worker::Request request(const worker::Route& route)
	{
		worker::Request request;
		request.method = route.method;
		std::string path = route.path;
		for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
			path.replace(open, path.find('}', open) - open + 1, percent(_inputs.pathPart()));
		request.path = path;
		_query = route.query.is_null() ? json::object() : _inputs.fitting(route.query);
		request.query = asTexts(_query);
		if (!route.request.is_null())
			request.rawBody = _inputs.fitting(route.request).dump(-1, ' ', false, json::error_handler_t::replace);
		if (route.method != "GET") request.idempotencyKey = newId(systemClock().nowMs());
		if (_inputs.below(3) == 0) request.ifMatch = std::to_string(_inputs.below(3));
		request.correlationId = "check";
		request.caller = caller();
		request.caller.language = "en";
		return request;
	}
	/// As they come in an address: all of them text.
	static json asTexts(const json& query)
	{
		json texts = json::object();
		for (const auto& [name, value] : query.items())
			texts[name] = value.is_string() ? value.get<std::string>() : value.dump();
		return texts;
	}
	static std::string percent(const std::string& text)
	{
		std::string coded;
		for (const char letter : text)
		{
			static const char* kDigits = "0123456789ABCDEF";
			const auto byte = static_cast<unsigned char>(letter);
			coded += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
		}
		return coded.empty() ? "x" : coded;
	}
	worker::Caller caller()
	{
		worker::Caller one;
		one.id = "u1";
		one.name = "Check";
		// Mostly everything, sometimes one branch, sometimes nothing at all.
		if (const auto kind = _inputs.below(6); kind > 1) one.grants = {{"admin", "*"}};
		else if (kind == 1) one.grants = {{"branch_manager", "01"}};
		return one;
	}

	void callRoutes(const worker::RouteTable& routes, int rounds)
	{
		std::vector<const worker::Route*> order;
		for (int round = 0; round < rounds; ++round)
			for (const auto& route : routes.routes()) order.push_back(&route);
		std::shuffle(order.begin(), order.end(), _inputs.random());
		for (const auto* route : order) callRoute(routes, *route);
	}

	void callRoute(const worker::RouteTable& routes, const worker::Route& route)
	{
		const std::string where = route.method + " " + route.path;
		step(where);
		const auto begun = std::chrono::steady_clock::now();
		const auto asked = request(route);
		const auto reply = routes.serve(asked);
		const auto took = std::chrono::steady_clock::now() - begun;
		if (reply.status >= 400)
		{
			const auto& problem = reply.body;
			Error error{problem.value("code", ""), ErrorClass::permanent, problem.value("detail", ""), {}};
			if (reply.status == 500) error.cls = ErrorClass::bug;
			if (error.cls == ErrorClass::bug) error.message = bugOf(routes, route, asked).value_or(error.message);
			judge(error, where);
		}
		else if (!reply.content && reply.status != 204)
			for (const auto& wrong : routes.checkReply(route, reply))
				// An answer may say more than it promised.
				if (wrong.error.code != "field.unknown")
					find("error", "validator.reply_off_schema", where,
					     {{"pointer", wrong.pointer}, {"message", wrong.error.message}});
		takeViolations();
		if (took > kSlowCall) find("warning", "validator.slow", where, {{"ms", took / std::chrono::milliseconds(1)}});
	}
	/// A problem keeps to itself what went wrong inside: the handler is asked once more for its own words.
	std::optional<std::string> bugOf(const worker::RouteTable& routes, const worker::Route& route,
	                                 worker::Request asked)
	{
		const auto match = routes.match(asked.method, asked.path);
		if (!match) return std::nullopt;
		asked.pathParams = match->pathParams;
		asked.query = _query;
		if (!asked.rawBody.empty()) asked.body = json::parse(asked.rawBody, nullptr, false);
		const auto handle = [&](store::Transaction& tx) -> Result<void> {
			auto reply = route.handle(&tx, asked);
			if (!reply) return reply.error();
			return {};
		};
		const auto outcome = route.mode == worker::TransactionMode::read ? _store->database().read(handle)
		                                                                 : _store->database().write(handle);
		if (outcome) return std::nullopt;
		return outcome.error().code + ": " + outcome.error().message;
	}

	void tellEvents()
	{
		const auto subscriptions = _host->subscriptions();
		for (int round = 0; round < kRounds; ++round)
			for (const auto& subscription : subscriptions)
				for (const auto& type : subscription.types)
				{
					step(subscription.name + " hears " + type);
					journal::Event event;
					event.type = type;
					event.version = round % 5 == 4 ? 99 : 1;
					event.branchId = round % 3 ? "01" : "";
					event.businessKey = _inputs.pathPart();
					event.payload = _inputs.wild().dump(-1, ' ', false, json::error_handler_t::replace);
					event.position = round + 1;
					event.occurredAtMs = systemClock().nowMs();
					// Twice: a handler must bear it.
					for (int time = 0; time < 2; ++time)
						if (const auto heard = _store->database().write(
								[&](store::Transaction& tx) { return subscription.handle(tx, event); });
						    !heard)
							// What nobody sends is parked for a person to look at: no harm, but worth a word.
							judge(heard.error(), subscription.name + " ← " + type,
							      heard.error().code == "plugin.threw" ? "error" : "warning");
					takeViolations();
				}
	}

	void runJobs()
	{
		for (int round = 0; round < 2; ++round)
		{
			for (const auto& watch : _host->watches())
				for (const auto& [from, to] :
				     {std::pair<std::int64_t, std::int64_t>{0, 30}, {0, 30}, {30, 30}, {29, 1'000'000}})
				{
					step(watch.name);
					if (const auto seen = _store->database().write(
							[&](store::Transaction& tx) { return watch.handle(tx, from, to); });
					    !seen)
						judge(seen.error(), watch.name);
					takeViolations();
				}
			auto jobs = _host->jobs();
			std::shuffle(jobs.begin(), jobs.end(), _inputs.random());
			for (const auto& job : jobs)
				for (const bool cancelled : {false, true})
					for (int piece = 0; piece < kMostPieces; ++piece)
					{
						step(job.name + (cancelled ? " (cancelled)" : ""));
						const auto begun = std::chrono::steady_clock::now();
						const auto more = _store->database().writeValue(
							[&](store::Transaction& tx) { return job.run(tx, [&] { return cancelled; }); });
						if (const auto took = std::chrono::steady_clock::now() - begun; took > kSlowCall)
							find("warning", "validator.slow", job.name, {{"ms", took / std::chrono::milliseconds(1)}});
						if (!more) judge(more.error(), job.name);
						takeViolations();
						if (!more || !*more) break;
					}
		}
	}

	/// Each of the first calls that a handler makes fails once; the handler has to say so, and go on afterwards.
	void failures(const worker::RouteTable& routes)
	{
		for (const auto& route : routes.routes())
		{
			// An input that gets as far as the store; failing that, no call can fail.
			for (int round = 0; round < kRounds / 2; ++round)
			{
				_checked->failAt(1 + static_cast<int>(_inputs.below(kMostFailures)));
				callRoute(routes, route);
			}
			_checked->failAt(0);
			callRoute(routes, route);
		}
		for (int at = 0; at <= kMostFailures; ++at)
		{
			_checked->failAt(at == kMostFailures ? 0 : at + 1);
			runJobs();
		}
	}

	ParentChannel& _channel;
	packages::Manifest _manifest;
	Inputs _inputs;
	json _query; ///< of the last request, not as texts
	std::set<std::string> _told, _texts;
	// In this order: the library's instance calls into the host to its end.
	std::unique_ptr<TrialStore> _store;
	std::unique_ptr<worker::PluginHost> _host;
	std::unique_ptr<CheckedHost> _checked;
	std::unique_ptr<worker::PluginLibrary> _library;
};

} // namespace

const std::vector<std::string>& trialParts()
{
	static const std::vector<std::string> parts = {"load", "services", "routes", "events", "jobs", "slow", "failures"};
	return parts;
}

int runTrial(const std::filesystem::path& plugin, const std::string& part, std::uint64_t seed,
             const std::filesystem::path& scratch)
{
	const auto channel = ParentChannel::takeOver();
	// What the host logs of each refusal, and what the plugin prints, would drown the report.
#if defined(_WIN32)
	const char* const nowhere = "NUL";
#else
	const char* const nowhere = "/dev/null";
#endif
	if (std::freopen(nowhere, "w", stderr) == nullptr) return kFailed;
	initLog("check", LogLevel::error);
	const auto outcome = [&]() -> Result<void> {
		EH_TRY(auto manifest, packages::readManifest(plugin));
		Trial trial(*channel, std::move(manifest), seed);
		return trial.run(part, scratch);
	}();
	if (!outcome)
	{
		auto params = json::object();
		for (const auto& [name, value] : outcome.error().params) params[name] = value;
		channel->send(json{{"type", "finding"},
		                   {"level", "error"},
		                   {"code", outcome.error().code},
		                   {"where", part},
		                   {"params", params},
		                   {"message", outcome.error().message}}
		                  .dump(-1, ' ', false, json::error_handler_t::replace));
	}
	channel->send(json{{"type", "done"}}.dump());
	return 0;
}

} // namespace erphost::cli
