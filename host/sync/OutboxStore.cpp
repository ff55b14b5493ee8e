#include "host/sync/OutboxStore.hpp"

#include "host/platform/Failpoint.hpp"
#include "host/sync/ErpLink.hpp"
#include "host/sync/SyncSql.hpp"

#include <algorithm>

namespace erphost::sync {

namespace {

/// Columns as in kOutboxDue.
OutboxRow rowOf(store::Statement& s)
{
	OutboxRow row;
	row.recordId = s.text(0);
	row.type = s.text(1);
	row.branchId = s.text(2);
	row.businessKey = s.text(3);
	row.payload = nlohmann::json::parse(s.view(4), nullptr, false);
	if (!row.payload.is_object()) row.payload = nlohmann::json::object();
	row.epoch = s.integer(5);
	row.version = s.integer(6);
	row.sequence = s.integer(7);
	row.state = s.text(8);
	row.attempts = s.integer(9);
	row.correlationId = s.text(10);
	row.overwrites = s.integer(11);
	return row;
}

template <typename... Values>
Result<std::vector<OutboxRow>> list(store::Database& database, const Sql& sql, const Values&... values)
{
	return database.readValue([&](store::Transaction& tx) -> Result<std::vector<OutboxRow>> {
		std::vector<OutboxRow> rows;
		EH_TRY(auto statement, tx.prepareAsHost(sql));
		EH_CHECK(statement.bindAll(values...));
		for (;;)
		{
			EH_TRY(const bool row, statement.step());
			if (!row) return rows;
			rows.push_back(rowOf(statement));
		}
	});
}

std::int64_t retryDelay(std::int64_t attempts)
{
	return std::min<std::int64_t>(60'000, std::int64_t{1000} << std::min<std::int64_t>(attempts, 6));
}

} // namespace

Result<std::vector<OutboxRow>> OutboxStore::due(const std::string& type, std::int64_t limit)
{
	auto rows = list(_database, sql::kOutboxDue, _clock.nowMs(), type, limit);
	if (!rows) return rows;
	// The query gives every record whose predecessors are through; two puts of one transaction may share nothing but
	// the key.
	std::map<std::string, int> seen;
	std::erase_if(*rows, [&](const OutboxRow& row) { return seen[row.businessKey]++ > 0; });
	return rows;
}

Result<std::vector<OutboxRow>> OutboxStore::recheckDue()
{
	return list(_database, sql::kOutboxRecheckDue, _clock.nowMs());
}

Result<void> OutboxStore::sending(const std::vector<OutboxRow>& records)
{
	return _database.write([&](store::Transaction& tx) -> Result<void> {
		for (const auto& record : records)
			EH_CHECK(tx.execute(sql::kOutboxSending, record.recordId, record.version, _clock.nowMs()));
		return {};
	});
}

Result<void> OutboxStore::finished(const std::vector<OutboxRow>& records, const std::vector<PushResult>& results,
                                   std::int64_t recheckAfterMs)
{
	using Text = std::optional<std::string>;
	EH_FAILPOINT("push.before_confirm");
	EH_CHECK(_database.write([&](store::Transaction& tx) -> Result<void> {
		const auto now = _clock.nowMs();
		for (std::size_t i = 0; i < records.size(); ++i)
		{
			const auto& record = records[i];
			const auto& [kind, error] = results[i];
			const auto code = error ? Text(error->code) : Text();
			const auto text = error ? Text(error->message) : Text();
			const auto params = error ? Text(paramsJson(*error)) : Text();
			std::optional<std::int64_t> confirmed, recheck;
			switch (kind)
			{
			case PushResult::Kind::confirmed:
				confirmed = now;
				if (recheckAfterMs > 0) recheck = now + recheckAfterMs;
				EH_CHECK(tx.execute(sql::kOutboxFinished, record.recordId, record.version, "confirmed", code, text,
				                    params, now, confirmed, recheck));
				break;
			case PushResult::Kind::superseded:
			case PushResult::Kind::refused:
				EH_CHECK(tx.execute(sql::kOutboxFinished, record.recordId, record.version,
				                    kind == PushResult::Kind::refused ? "refused" : "superseded", code, text, params,
				                    now, confirmed, recheck));
				break;
			case PushResult::Kind::retry:
			{
				const auto delay = error && error->cls == ErrorClass::configuration ? std::int64_t{30'000}
				                                                                    : retryDelay(record.attempts);
				EH_CHECK(tx.execute(sql::kOutboxRetry, record.recordId, record.version, "waiting", code, text, params,
				                    now, now + delay));
				break;
			}
			// The ERP is away: the breaker decides when it is tried again, not the record.
			case PushResult::Kind::lost:
			case PushResult::Kind::unknown:
				EH_CHECK(
					tx.execute(sql::kOutboxRetry, record.recordId, record.version,
				               kind == PushResult::Kind::unknown || record.state != "waiting" ? "unknown" : "waiting",
				               code, text, params, now, now));
				break;
			}
		}
		tx.hintAfterCommit();
		return {};
	}));
	EH_FAILPOINT("push.after_confirm");
	return {};
}

Result<void> OutboxStore::recheckAt(const OutboxRow& record, std::int64_t at)
{
	return _database.write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(tx.execute(sql::kOutboxRechecked, record.recordId, record.version,
		                    at > 0 ? std::optional(at) : std::nullopt));
		return {};
	});
}

Result<void> OutboxStore::again(const OutboxRow& record, const Error& why)
{
	return _database.write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(tx.execute(sql::kOutboxOverwritten, record.recordId, record.version, why.code, why.message,
		                    paramsJson(why), _clock.nowMs()));
		tx.hintAfterCommit();
		return {};
	});
}

Result<void> OutboxStore::postpone(const std::vector<OutboxRow>& records, std::int64_t ms)
{
	using Text = std::optional<std::string>;
	return _database.write([&](store::Transaction& tx) -> Result<void> {
		for (const auto& record : records)
			EH_CHECK(tx.execute(sql::kOutboxRetry, record.recordId, record.version, "waiting", Text(), Text(), Text(),
			                    _clock.nowMs(), _clock.nowMs() + ms));
		return {};
	});
}

Result<bool> OutboxStore::laterExists(const OutboxRow& record)
{
	return _database.readValue([&](store::Transaction& tx) -> Result<bool> {
		EH_TRY(auto statement, tx.prepareAsHost(sql::kOutboxLaterExists));
		EH_CHECK(statement.bindAll(record.businessKey, record.type, record.sequence, record.recordId));
		return statement.step();
	});
}

Result<std::optional<OutboxRow>> OutboxStore::one(const std::string& recordId)
{
	return _database.readValue([&](store::Transaction& tx) -> Result<std::optional<OutboxRow>> {
		EH_TRY(auto s, tx.prepareAsHost(sql::kOutboxOne));
		EH_CHECK(s.bindAll(recordId));
		EH_TRY(const bool found, s.step());
		if (!found) return std::optional<OutboxRow>();
		OutboxRow row;
		row.recordId = s.text(0);
		row.type = s.text(1);
		row.branchId = s.text(3);
		row.businessKey = s.text(4);
		row.payload = nlohmann::json::parse(s.view(5), nullptr, false);
		if (!row.payload.is_object()) row.payload = nlohmann::json::object();
		row.epoch = s.integer(6);
		row.version = s.integer(7);
		row.sequence = s.integer(8);
		row.state = s.text(9);
		row.attempts = s.integer(10);
		row.correlationId = s.text(16);
		return std::optional(std::move(row));
	});
}

Result<void> OutboxStore::publishModes(const Mapping& mapping)
{
	return _database.write([&](store::Transaction& tx) -> Result<void> {
		for (const auto& record : mapping.records)
			EH_CHECK(tx.execute(sql::kRecordModeDefault, record.type, name(record.mode), _clock.nowMs()));
		return {};
	});
}

Result<std::map<std::string, PushMode>> OutboxStore::modes()
{
	return _database.readValue([&](store::Transaction& tx) -> Result<std::map<std::string, PushMode>> {
		std::map<std::string, PushMode> modes;
		EH_TRY(auto statement, tx.prepareAsHost(sql::kRecordModes));
		for (;;)
		{
			EH_TRY(const bool row, statement.step());
			if (!row) return modes;
			modes[statement.text(0)] = pushModeOf(statement.view(1)).value_or(PushMode::off);
		}
	});
}

} // namespace erphost::sync
