#include "host/sync/SyncWorker.hpp"

#include "host/platform/Log.hpp"
#include "host/store/Meta.hpp"
#include "host/sync/DateTimeText.hpp"
#include "host/sync/FieldBasis.hpp"
#include "host/sync/Reconcile.hpp"
#include "host/sync/SyncSql.hpp"

#include <algorithm>

namespace erphost::sync {

namespace {

constexpr std::int64_t kIdleMs = 500;
constexpr std::int64_t kPushPollMs = 1000;
constexpr std::int64_t kAwayPollMs = 200;
constexpr std::int64_t kForgetCommandsMs = 7LL * 24 * 3600 * 1000;

nlohmann::json errorJson(const Error& error)
{
	auto params = nlohmann::json::object();
	for (const auto& [name, value] : error.params) params[name] = value;
	return {{"code", error.code}, {"class", name(error.cls)}, {"message", error.message}, {"params", params}};
}

} // namespace

SyncWorker::SyncWorker(store::Database& database, const Clock& clock, SyncSetup setup, Hooks hooks):
	_database(database), _clock(clock), _setup(std::move(setup)), _hooks(std::move(hooks)),
	_pullLink(_setup.link("pull", false,
                          [this](const std::string& what) {
							  if (_hooks.onFrozen) _hooks.onFrozen("pull", what);
						  }),
              &database, clock),
	_pushLink(_setup.link("push", true,
                          [this](const std::string& what) {
							  if (_hooks.onFrozen) _hooks.onFrozen("push", what);
						  }),
              &database, clock),
	// The pull loop acknowledges queues with the push account; a connection belongs to one thread.
	_acknowledgeLink(_setup.link("push", true,
                                 [this](const std::string& what) {
									 if (_hooks.onFrozen) _hooks.onFrozen("push", what);
								 }),
                     nullptr, clock),
	_budget(_setup.mapping().budgetRowsPerSecond),
	_context{database,          clock,   _setup.mapping(),      _pullLink,
             &_acknowledgeLink, _budget, _setup.data() / "run", [this] { return between(_pullSide); }},
	_push(database, clock, _setup.mapping(), _pushLink, [this] { return between(_pushSide); }),
	_reconciledAt(clock.steadyMs())
{
	for (const auto& map : _setup.mapping().entities)
		_entities.push_back(std::make_unique<EntityPull>(_context, map, _setup.schema(map.entity)));
}

SyncWorker::~SyncWorker()
{
	stop();
}

void SyncWorker::start()
{
	_pullSide.beatAt = _pushSide.beatAt = _clock.steadyMs();
	const auto reset = _database.write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(tx.execute(sql::kCommandsReset));
		EH_CHECK(tx.execute(sql::kCommandsForget, _clock.nowMs() - kForgetCommandsMs));
		return publishFieldBasis(tx, _setup.mapping());
	});
	if (!reset) log(LogLevel::warning, "erp", "orders were not reset: " + reset.error().code);
	_pullSide.thread = std::thread([this] { pullLoop(); });
	_pushSide.thread = std::thread([this] { pushLoop(); });
}

void SyncWorker::stop()
{
	_stopping = true;
	wake();
	for (auto* loop : {&_pullSide, &_pushSide})
		if (loop->thread.joinable()) loop->thread.join();
}

void SyncWorker::wake()
{
	const std::lock_guard lock(_mutex);
	++_wakes;
	_changed.notify_all();
}

bool SyncWorker::between(Loop& loop)
{
	loop.beatAt = _clock.steadyMs();
	return !_stopping;
}

void SyncWorker::wait(std::int64_t ms)
{
	std::unique_lock lock(_mutex);
	const auto before = _wakes;
	_changed.wait_for(lock, std::chrono::milliseconds(ms), [&] { return _stopping || _wakes != before; });
}

bool SyncWorker::alive() const
{
	// A call to the ERP may last as long as the watchdog lets it; beyond that a loop is stuck in something else.
	const auto patience =
		std::int64_t{1000} *
		(std::max(_setup.mapping().pull.frozenAfterSeconds, _setup.mapping().push.frozenAfterSeconds) + 30);
	const auto now = _clock.steadyMs();
	return now - _pullSide.beatAt < patience && now - _pushSide.beatAt < patience;
}

bool SyncWorker::resting() const
{
	const auto& mapping = _setup.mapping();
	if (mapping.windows.empty()) return false;
	const auto local = mapping.timeZone.toLocalSeconds(_clock.nowMs() / 1000);
	const auto days = local / 86'400;
	const auto weekday = static_cast<int>((days + 3) % 7) + 1; // 1970-01-01 was a Thursday
	return inMaintenanceWindow(mapping.windows, weekday, static_cast<int>(local % 86'400 / 60));
}

void SyncWorker::entitiesAway()
{
	if (_pullLink.away() == _wasAway) return;
	_wasAway = _pullLink.away();
	if (!_wasAway)
	{
		for (auto& entity : _entities) entity->makeDue();
		return;
	}
	const auto marked = _database.write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(tx.execute(sql::kEntitiesAway, "erp.away", "the ERP cannot be reached at present", "{}"));
		return {};
	});
	if (!marked) log(LogLevel::warning, "erp", "state not written: " + marked.error().code);
}

/// One round over everything that is due. True if anything was done.
bool SyncWorker::pullDue()
{
	bool any = false;
	for (auto& entity : _entities)
	{
		if (!between(_pullSide)) return false;
		if (entity->dueAt() > _clock.steadyMs()) continue;
		any = true;
		const auto outcome = entity->run(EntityPull::Round::changes);
		entitiesAway();
		if (_pullLink.away()) return false;
		// The due orders of people do not wait for a long first pull to end.
		orders("pull");
	}
	return any;
}

void SyncWorker::pullLoop()
{
	while (between(_pullSide))
	{
		orders("pull");
		if (resting())
		{
			wait(kIdleMs);
			continue;
		}
		if (_pullLink.away() && _pullLink.retryAt() > _clock.steadyMs())
		{
			wait(kAwayPollMs);
			continue;
		}
		if (_pullLink.away() && !_pullLink.use())
		{
			wait(kAwayPollMs);
			continue;
		}
		entitiesAway();
		pullDue();
		const auto every = std::int64_t{60'000} * _setup.mapping().reconcileMinutes;
		if (every > 0 && _clock.steadyMs() - _reconciledAt >= every)
		{
			const auto done = reconcileOrder("", false);
			if (!done) log(LogLevel::warning, "erp", "reconcile: " + done.error().code);
		}
		std::int64_t due = _clock.steadyMs() + kIdleMs;
		for (const auto& entity : _entities) due = std::min(due, entity->dueAt());
		const auto left = due - _clock.steadyMs();
		if (left > 0) wait(left);
	}
}

void SyncWorker::pushLoop()
{
	while (between(_pushSide))
	{
		orders("push");
		if (!resting())
		{
			learnIfHeld();
			const auto done = _push.round();
			if (!done) log(LogLevel::warning, "erp", "push: " + done.error().code + " " + done.error().message);
		}
		wait(_pushLink.away() ? kAwayPollMs : kPushPollMs);
	}
}

void SyncWorker::learnIfHeld()
{
	const auto held = _database.readValue([](store::Transaction& tx) -> Result<bool> {
		EH_TRY(const auto meta, store::readMeta(tx));
		return meta.pushHeldSinceMs.has_value();
	});
	if (!held || !*held) return;
	const auto learned = learnFromErp(_database, _clock, _setup.mapping(), _pushLink);
	if (learned)
		log(LogLevel::info, "erp", "push goes on after the restore; newer in the ERP: " + std::to_string(*learned));
}

void SyncWorker::orders(const char* direction)
{
	for (;;)
	{
		struct Order
		{
			std::string id, command;
			nlohmann::json argument;
		};
		const auto next = _database.readValue([&](store::Transaction& tx) -> Result<std::optional<Order>> {
			EH_TRY(auto s, tx.prepareAsHost(sql::kCommandNext));
			EH_CHECK(s.bindAll(direction));
			EH_TRY(const bool row, s.step());
			if (!row) return std::optional<Order>();
			return std::optional(Order{s.text(0), s.text(1), nlohmann::json::parse(s.view(2), nullptr, false)});
		});
		if (!next || !*next || _stopping) return;
		const auto begun = _database.write([&](store::Transaction& tx) -> Result<void> {
			EH_CHECK(tx.execute(sql::kCommandRunning, (*next)->id));
			return {};
		});
		if (!begun) return;
		const auto result = order((*next)->command, (*next)->argument);
		if (!result && result.error().code == "erp.stopped") return; // carried out by the next worker
		const auto text = result ? *result : errorJson(result.error());
		const auto done = _database.write([&](store::Transaction& tx) -> Result<void> {
			EH_CHECK(tx.execute(sql::kCommandDone, (*next)->id, result ? "done" : "failed",
			                    text.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), _clock.nowMs()));
			return {};
		});
		if (!done) return;
	}
}

Result<nlohmann::json> SyncWorker::run(const std::string& command, const nlohmann::json& argument)
{
	_pullSide.beatAt = _pushSide.beatAt = _clock.steadyMs();
	return order(command, argument);
}

Result<nlohmann::json> SyncWorker::order(const std::string& command, const nlohmann::json& argument)
{
	const auto text = [&](const char* name) {
		return argument.is_object() && argument.contains(name) && argument[name].is_string()
		           ? argument[name].get<std::string>()
		           : std::string();
	};
	const bool repair = argument.is_object() && argument.value("repair", false);
	if (command == "pull") return pullOrder(text("entity"), EntityPull::Round::changes);
	if (command == "sweep") return pullOrder(text("entity"), EntityPull::Round::sweep);
	if (command == "reconcile") return reconcileOrder(text("entity"), repair);
	if (command == "push") return pushOrder(text("type"));
	return permanent("erp.command_unknown", "there is no such order").with("command", command);
}

Result<nlohmann::json> SyncWorker::pullOrder(const std::string& wanted, EntityPull::Round round)
{
	auto answer = nlohmann::json::array();
	std::optional<Error> last;
	for (auto& entity : _entities)
	{
		if (!wanted.empty() && entity->map().entity != wanted) continue;
		const auto outcome = entity->run(round);
		nlohmann::json line = {{"entity", entity->map().entity}};
		if (outcome)
		{
			line["rows"] = outcome->rows;
			line["changed"] = outcome->changed;
			line["removed"] = outcome->removed;
			line["swept"] = outcome->swept;
			if (outcome->issue) line["issue"] = errorJson(*outcome->issue);
		}
		else
		{
			if (outcome.error().code == "erp.stopped") return outcome.error();
			line["error"] = errorJson(outcome.error());
			last = outcome.error();
		}
		answer.push_back(std::move(line));
		if (_pullLink.away() && last) return *last;
	}
	if (answer.empty())
		return permanent("erp.entity_not_found", "the mapping has no such entity").with("entity", wanted);
	return nlohmann::json{{"entities", answer}};
}

Result<nlohmann::json> SyncWorker::reconcileOrder(const std::string& wanted, bool repair)
{
	_reconciledAt = _clock.steadyMs();
	auto answer = nlohmann::json::array();
	for (auto& entity : _entities)
	{
		if (!wanted.empty() && entity->map().entity != wanted) continue;
		nlohmann::json line = {{"entity", entity->map().entity}};
		const auto compared = compareEntity(_context, *entity, repair);
		if (compared) line.update(compared->json());
		else if (compared.error().code == "erp.stopped" || _pullLink.away()) return compared.error();
		else line["error"] = errorJson(compared.error());
		line["at"] = _clock.nowMs();
		EH_CHECK(_database.write([&](store::Transaction& tx) -> Result<void> {
			EH_CHECK(tx.execute(sql::kMetaSet, "erp.reconcile." + entity->map().entity, line.dump()));
			return {};
		}));
		answer.push_back(std::move(line));
	}
	if (answer.empty())
		return permanent("erp.entity_not_found", "the mapping has no such entity").with("entity", wanted);
	return nlohmann::json{{"entities", answer}};
}

Result<nlohmann::json> SyncWorker::pushOrder(const std::string& type)
{
	if (!type.empty() && _setup.mapping().record(type) == nullptr)
		return permanent("erp.record_type_not_found", "the mapping has no such record type").with("type", type);
	learnIfHeld();
	EH_TRY(const auto outcome, _push.round(type));
	if (_pushLink.away())
	{
		auto reached = _pushLink.use();
		if (!reached) return std::move(reached).error();
	}
	return nlohmann::json{{"confirmed", outcome.confirmed}, {"superseded", outcome.superseded},
	                      {"refused", outcome.refused},     {"waiting", outcome.waiting},
	                      {"rechecked", outcome.rechecked}, {"held", outcome.held}};
}

} // namespace erphost::sync
