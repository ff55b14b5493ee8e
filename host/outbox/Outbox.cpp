#include "host/outbox/Outbox.hpp"

#include "host/platform/Failpoint.hpp"

#include <nlohmann/json.hpp>

namespace erphost::outbox {

namespace {

constexpr Sql kNextPosition{"outbox.next_position", R"(
UPDATE journal_head SET event_position = event_position + 1 WHERE id = 1 RETURNING event_position)"};

// The epoch is taken at put: after a restore everything new outranks what the ERP may hold from the lost future.
constexpr Sql kPut{"outbox.put", R"(
INSERT INTO erp_outbox (record_id, record_type, owner, branch_id, business_key, payload, epoch, version, sequence, state,
	attempts, next_attempt_at, correlation_id, created_at, updated_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6,
	COALESCE((SELECT CAST(value AS BIGINT) FROM host_meta WHERE name = 'epoch'), 1), 1, ?7, 'waiting', 0, ?8, ?9, ?8, ?8)
ON CONFLICT (record_id) DO UPDATE SET record_type = excluded.record_type, branch_id = excluded.branch_id,
	business_key = excluded.business_key, payload = excluded.payload, epoch = excluded.epoch,
	version = erp_outbox.version + 1, sequence = excluded.sequence, state = 'waiting', attempts = 0, overwrites = 0,
	next_attempt_at = excluded.next_attempt_at, error_code = NULL, error_text = NULL, error_params = NULL, reason = NULL,
	correlation_id = excluded.correlation_id, updated_at = excluded.updated_at, confirmed_at = NULL, recheck_at = NULL
WHERE erp_outbox.owner = excluded.owner)"};

constexpr Sql kStatements[] = {kNextPosition, kPut};

struct Pending
{
	std::vector<std::pair<OutboxRecord, std::int64_t>> records;
};

/// Its address marks the buffer of this module within a transaction.
const char kAttachment = 0;

Result<void> insert(store::Transaction& tx, const OutboxRecord& record, std::int64_t nowMs)
{
	std::int64_t sequence = 0;
	{
		EH_TRY(auto head, tx.prepareAsHost(kStatements[0]));
		EH_TRY(const bool row, head.step());
		if (!row) return bug("store.head_missing", "journal_head has no row");
		sequence = head.integer(0);
		EH_TRY(const bool more, head.step());
		static_cast<void>(more);
	}
	EH_TRY(const std::int64_t changed,
	       tx.execute(kStatements[1], record.recordId, record.recordType, record.owner, record.branchId,
	                  record.businessKey, record.payload, sequence, nowMs, record.correlationId));
	if (changed == 0)
		return permanent("outbox.record_invalid", "the record id belongs to another plugin")
		    .with("record", record.recordId)
		    .with("reason", "owner");
	EH_FAILPOINT("outbox.after_put");
	return {};
}

} // namespace

Result<void> put(store::Transaction& tx, OutboxRecord record, std::int64_t nowMs)
{
	const auto refuse = [&](const char* reason) {
		return permanent("outbox.record_invalid", std::string("a record for the ERP is not usable: ") + reason)
		    .with("record", record.recordId)
		    .with("reason", reason);
	};
	if (record.recordId.empty()) return refuse("record_id");
	if (record.recordType.empty()) return refuse("record_type");
	if (record.businessKey.empty()) return refuse("business_key");
	const auto payload = nlohmann::json::parse(record.payload, nullptr, false);
	if (!payload.is_object()) return refuse("payload");

	auto& slot = tx.attachment(&kAttachment);
	if (!slot) slot = std::make_shared<Pending>();
	std::static_pointer_cast<Pending>(slot)->records.emplace_back(std::move(record), nowMs);
	tx.hintAfterCommit();
	tx.beforeCommit(&kAttachment,
	                [pending = std::static_pointer_cast<Pending>(slot)](store::Transaction& inner) -> Result<void> {
						for (const auto& [waiting, at] : pending->records) EH_CHECK(insert(inner, waiting, at));
						pending->records.clear();
						return {};
					});
	return {};
}

std::span<const Sql> statements()
{
	return kStatements;
}

} // namespace erphost::outbox
