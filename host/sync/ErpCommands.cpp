#include "host/sync/ErpCommands.hpp"

#include "host/entities/EntityTables.hpp"
#include "host/messages/Messages.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"
#include "host/store/Migrator.hpp"
#include "host/sync/CommandOutput.hpp"
#include "host/sync/ErpCheck.hpp"
#include "host/sync/SyncSql.hpp"
#include "host/sync/SyncStatus.hpp"
#include "host/sync/SyncWorker.hpp"

#include <thread>

namespace erphost::sync {

namespace {

using nlohmann::json;

Result<std::unique_ptr<store::Database>> openStore(const std::filesystem::path& data)
{
	EH_TRY(auto database, store::Database::open({data / "store.db", {}, false, 2, 10'000}));
	EH_CHECK(store::migrate(*database, "host", store::hostMigrations(), systemClock().nowMs()));
	return database;
}

/// Error as it came back from a running sync.
Error errorOf(const json& from)
{
	Error error = transient(from.value("code", "erp.failed"), from.value("message", ""));
	for (const auto cls : {ErrorClass::transient, ErrorClass::permanent, ErrorClass::conflict,
	                       ErrorClass::configuration, ErrorClass::bug})
		if (name(cls) == from.value("class", "")) error.cls = cls;
	if (from.contains("params"))
		for (const auto& [name, value] : from["params"].items())
			if (value.is_string()) error.params.emplace_back(name, value.get<std::string>());
	return error;
}

/// Hands the order to the sync that runs, and waits for its answer.
Result<json> orderFromRunning(const ErpCommandOptions& options, store::Database& database, const std::string& command,
                              const json& argument)
{
	const auto& clock = systemClock();
	const auto id = newId(clock.nowMs());
	EH_CHECK(database.write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(tx.execute(sql::kCommandAdd, id, command, argument.dump(), clock.nowMs()));
		return {};
	}));
	const auto deadline = clock.steadyMs() + std::int64_t{1000} * options.waitSeconds;
	while (clock.steadyMs() < deadline)
	{
		std::string state, result;
		EH_CHECK(database.read([&](store::Transaction& tx) -> Result<void> {
			EH_TRY(auto s, tx.prepareAsHost(sql::kCommandState));
			EH_CHECK(s.bindAll(id));
			EH_TRY(const bool row, s.step());
			if (row)
			{
				state = s.text(0);
				result = s.text(1);
			}
			return {};
		}));
		const auto answer = json::parse(result, nullptr, false);
		if (state == "done") return answer;
		if (state == "failed") return errorOf(answer);
		std::this_thread::sleep_for(std::chrono::milliseconds(100));
	}
	return transient("erp.sync_busy", "the running sync has not carried the order out in time")
	    .with("seconds", std::to_string(options.waitSeconds));
}

/// Runs an order in this process if no sync runs, else lets the running one do it.
Result<json> carryOut(const ErpCommandOptions& options, const std::string& command, const json& argument)
{
	EH_TRY(auto setup, SyncSetup::load(options.data));
	EH_TRY(const auto database, openStore(options.data));
	EH_CHECK(entities::ensureEntityTables(*database, setup.schemas()));
	auto lock = FileLock::take(options.data / "sync.lock");
	if (!lock)
	{
		if (lock.error().code != "lock.taken") return std::move(lock).error();
		return orderFromRunning(options, *database, command, argument);
	}
	SyncWorker worker(*database, systemClock(), std::move(setup), {});
	return worker.run(command, argument);
}

} // namespace

int erpCheck(const ErpCommandOptions& options, const std::filesystem::path& mapping, std::ostream& out,
             std::ostream& err)
{
	const CommandOutput say(options, out, err);
	std::vector<MappingFinding> findings;
	const auto setup = SyncSetup::load(options.data, mapping, &findings);
	if (!setup)
	{
		if (findings.empty()) return say.failed(setup.error());
		say.mistakes(findings);
		return 1;
	}
	const auto report = checkErp(*setup, systemClock());
	say.check(report);
	// Notes are no failure: a script that sets a host up goes on.
	return report.fits() ? 0 : 1;
}

int erpPull(const ErpCommandOptions& options, const std::string& entity, bool sweep, std::ostream& out,
            std::ostream& err)
{
	const CommandOutput say(options, out, err);
	const auto answer = carryOut(options, sweep ? "sweep" : "pull", {{"entity", entity}});
	return answer ? say.pulled(*answer) : say.failed(answer.error());
}

int erpReconcile(const ErpCommandOptions& options, const std::string& entity, std::ostream& out, std::ostream& err)
{
	const CommandOutput say(options, out, err);
	const auto answer = carryOut(options, "reconcile", {{"entity", entity}});
	return answer ? say.reconciled(*answer) : say.failed(answer.error());
}

int erpPush(const ErpCommandOptions& options, const std::string& recordType, std::ostream& out, std::ostream& err)
{
	const CommandOutput say(options, out, err);
	const auto answer = carryOut(options, "push", {{"type", recordType}});
	return answer ? say.pushed(*answer) : say.failed(answer.error());
}

int erpStatus(const ErpCommandOptions& options, std::ostream& out, std::ostream& err)
{
	const CommandOutput say(options, out, err);
	const auto database = openStore(options.data);
	if (!database) return say.failed(database.error());
	const auto status = (*database)->readValue(
		[&](store::Transaction& tx) { return syncStatus(tx, say.language(), systemClock().nowMs()); });
	return status ? say.status(*status) : say.failed(status.error());
}

int erpDeadLetters(const ErpCommandOptions& options, std::ostream& out, std::ostream& err)
{
	const CommandOutput say(options, out, err);
	const auto database = openStore(options.data);
	if (!database) return say.failed(database.error());
	OutboxFilter refused;
	refused.state = "refused";
	refused.limit = 1000;
	const auto list =
		(*database)->readValue([&](store::Transaction& tx) { return outboxList(tx, refused, say.language()); });
	return list ? say.deadLetters(*list) : say.failed(list.error());
}

int erpReplay(const ErpCommandOptions& options, const std::string& recordId, const std::string& payload,
              std::ostream& out, std::ostream& err)
{
	const CommandOutput say(options, out, err);
	if (!payload.empty() && !json::parse(payload, nullptr, false).is_object())
		return say.failed(permanent("outbox.record_invalid", "the payload is no JSON object")
		                      .with("record", recordId)
		                      .with("reason", "payload"));
	const auto database = openStore(options.data);
	if (!database) return say.failed(database.error());
	const auto done = (*database)->writeValue([&](store::Transaction& tx) -> Result<json> {
		EH_TRY(auto record, outboxOne(tx, recordId, say.language()));
		if (!payload.empty()) EH_CHECK(tx.execute(sql::kOutboxPayload, recordId, payload, systemClock().nowMs()));
		EH_TRY(const auto rows, tx.execute(sql::kOutboxReplay, recordId, systemClock().nowMs()));
		if (rows == 0)
			return conflict("erp.record_not_open", "the record is in another state")
			    .with("record", recordId)
			    .with("state", record["state"].get<std::string>());
		tx.hintAfterCommit();
		return outboxOne(tx, recordId, say.language());
	});
	return done ? say.record(*done) : say.failed(done.error());
}

int erpDrop(const ErpCommandOptions& options, const std::string& recordId, const std::string& reason, std::ostream& out,
            std::ostream& err)
{
	const CommandOutput say(options, out, err);
	const auto database = openStore(options.data);
	if (!database) return say.failed(database.error());
	const auto done = (*database)->writeValue([&](store::Transaction& tx) -> Result<json> {
		EH_TRY(auto record, outboxOne(tx, recordId, say.language()));
		EH_TRY(const auto rows, tx.execute(sql::kOutboxDrop, recordId, reason, systemClock().nowMs()));
		if (rows == 0)
			return conflict("erp.record_not_open", "the record is in another state")
			    .with("record", recordId)
			    .with("state", record["state"].get<std::string>());
		return outboxOne(tx, recordId, say.language());
	});
	return done ? say.record(*done) : say.failed(done.error());
}

} // namespace erphost::sync
