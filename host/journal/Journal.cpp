#include "host/journal/Journal.hpp"

#include "host/journal/AuditChain.hpp"
#include "host/journal/JournalSql.hpp"
#include "host/platform/Failpoint.hpp"
#include "host/platform/Ids.hpp"

#include <nlohmann/json.hpp>

#include <memory>
#include <utility>
#include <vector>

namespace erphost::journal {

namespace {

/// What a transaction has said so far; numbered and written right before it commits.
struct Buffer
{
	std::vector<Event> events;
	std::vector<AuditRow> audits;
};

/// Its address stands for the journal among the services that keep something with a transaction.
const char kJournal = 0;

Result<void> writeEvents(store::Transaction& tx, const std::vector<Event>& events, std::int64_t last)
{
	auto position = last - static_cast<std::int64_t>(events.size());
	EH_TRY(auto statement, tx.prepareAsHost(sql::kInsertEvent));
	for (const auto& event : events)
	{
		EH_CHECK(statement.bindAll(++position, newId(event.occurredAtMs), event.type, event.version, event.producer,
		                           event.branchId, event.businessKey, event.correlationId, event.payload,
		                           event.occurredAtMs));
		EH_CHECK(statement.run());
	}
	return {};
}

Result<void> writeAudits(store::Transaction& tx, const std::vector<AuditRow>& audits, std::int64_t last,
                         std::string digest)
{
	auto position = last - static_cast<std::int64_t>(audits.size());
	EH_TRY(auto statement, tx.prepareAsHost(sql::kInsertAudit));
	for (const auto& row : audits)
	{
		digest = chainDigest(digest, ++position, row);
		EH_CHECK(statement.bindAll(position, row.occurredAtMs, row.actor, row.branchId, row.action, row.subject,
		                           row.detail, row.correlationId, digest));
		EH_CHECK(statement.run());
	}
	EH_CHECK(tx.execute(sql::kSetAuditDigest, digest));
	return {};
}

Result<void> writeOut(store::Transaction& tx)
{
	const auto buffer = std::exchange(*std::static_pointer_cast<Buffer>(tx.attachment(&kJournal)), Buffer{});
	EH_FAILPOINT("journal.before_number");
	std::int64_t lastEvent = 0;
	std::int64_t lastAudit = 0;
	std::string digest;
	{
		EH_TRY(auto head, tx.prepareAsHost(sql::kTakeNumbers));
		EH_CHECK(head.bindAll(static_cast<std::int64_t>(buffer.events.size()),
		                      static_cast<std::int64_t>(buffer.audits.size())));
		EH_TRY(const bool row, head.step());
		if (!row) return bug("journal.no_head", "the journal's head row is missing");
		lastEvent = head.integer(0);
		lastAudit = head.integer(1);
		digest = head.text(2);
		EH_CHECK(head.run());
	}
	EH_FAILPOINT("journal.after_number");
	if (!buffer.events.empty()) EH_CHECK(writeEvents(tx, buffer.events, lastEvent));
	if (!buffer.audits.empty()) EH_CHECK(writeAudits(tx, buffer.audits, lastAudit, std::move(digest)));
	return {};
}

Buffer& bufferOf(store::Transaction& tx)
{
	auto& attached = tx.attachment(&kJournal);
	if (!attached) attached = std::make_shared<Buffer>();
	tx.beforeCommit(&kJournal, &writeOut);
	return *std::static_pointer_cast<Buffer>(attached);
}

Result<void> mustWrite(const store::Transaction& tx)
{
	if (tx.writable()) return {};
	return bug("journal.read_only", "the journal was written in a read transaction");
}

} // namespace

Result<void> append(store::Transaction& tx, Event event)
{
	EH_CHECK(mustWrite(tx));
	if (event.type.empty() || event.producer.empty())
		return bug("journal.event_invalid", "an event needs a type and a producer").with("type", event.type);
	const auto payload = nlohmann::json::parse(event.payload, nullptr, false);
	if (!payload.is_object())
		return bug("journal.event_invalid", "an event's payload is a JSON object").with("type", event.type);
	bufferOf(tx).events.push_back(std::move(event));
	tx.hintAfterCommit();
	return {};
}

Result<void> audit(store::Transaction& tx, AuditRow row)
{
	EH_CHECK(mustWrite(tx));
	if (row.actor.empty() || row.action.empty())
		return bug("journal.audit_invalid", "an audit row needs an actor and an action").with("action", row.action);
	bufferOf(tx).audits.push_back(std::move(row));
	return {};
}

Result<std::int64_t> takePosition(store::Transaction& tx)
{
	EH_TRY(auto head, tx.prepareAsHost(sql::kTakeNumbers));
	EH_CHECK(head.bindAll(1, 0));
	EH_TRY(const bool row, head.step());
	if (!row) return bug("journal.no_head", "the journal's head row is missing");
	const auto position = head.integer(0);
	EH_CHECK(head.run());
	return position;
}

Result<std::int64_t> verifyAudit(store::Transaction& tx)
{
	std::int64_t headPosition = 0;
	std::string headDigest;
	{
		EH_TRY(auto head, tx.prepareAsHost(sql::kHead));
		EH_TRY(const bool row, head.step());
		if (!row) return bug("journal.no_head", "the journal's head row is missing");
		headPosition = head.integer(1);
		headDigest = head.text(2);
	}
	const auto broken = [](std::int64_t position) {
		return permanent("audit.broken", "the audit log was changed outside erphost")
		    .with("position", std::to_string(position));
	};
	std::int64_t position = 0;
	std::string digest;
	EH_TRY(auto rows, tx.prepareAsHost(sql::kAuditAfter));
	EH_CHECK(rows.bindAll(0));
	for (;;)
	{
		EH_TRY(const bool row, rows.step());
		if (!row) break;
		++position;
		if (rows.integer(0) != position) return broken(position);
		const AuditRow found{rows.text(2), rows.text(3), rows.text(4),   rows.text(5),
		                     rows.text(6), rows.text(7), rows.integer(1)};
		digest = chainDigest(digest, position, found);
		if (digest != rows.view(8)) return broken(position);
	}
	// The head remembers how far the log goes: a missing tail shows too.
	if (headPosition != position) return broken(std::min(position, headPosition) + 1);
	if (headDigest != digest) return broken(position);
	return position;
}

} // namespace erphost::journal
