#include "host/store/Meta.hpp"

#include "host/platform/Ids.hpp"
#include "host/store/StoreSql.hpp"

#include <charconv>

namespace erphost::store {

namespace {

constexpr std::string_view kStoreId = "store_id";
constexpr std::string_view kEpoch = "epoch";
constexpr std::string_view kCreatedAt = "created_at";
constexpr std::string_view kPushHeld = "push_held";

Result<std::optional<std::string>> value(Transaction& tx, std::string_view name)
{
	EH_TRY(auto statement, tx.prepareAsHost(sql::kMeta));
	EH_CHECK(statement.bindAll(name));
	EH_TRY(const bool row, statement.step());
	return row ? statement.optionalText(0) : std::nullopt;
}

std::int64_t number(const std::optional<std::string>& text, std::int64_t otherwise)
{
	std::int64_t result = otherwise;
	if (text) std::from_chars(text->data(), text->data() + text->size(), result);
	return result;
}

} // namespace

Result<Meta> readMeta(Transaction& tx)
{
	Meta meta;
	EH_TRY(const auto id, value(tx, kStoreId));
	EH_TRY(const auto epoch, value(tx, kEpoch));
	EH_TRY(const auto created, value(tx, kCreatedAt));
	EH_TRY(const auto held, value(tx, kPushHeld));
	meta.storeId = id.value_or("");
	meta.epoch = number(epoch, 1);
	meta.createdAtMs = number(created, 0);
	if (held) meta.pushHeldSinceMs = number(held, 0);
	return meta;
}

Result<void> nameStore(Transaction& tx, std::int64_t nowMs)
{
	EH_CHECK(tx.execute(sql::kAddMeta, kStoreId, newId(nowMs)));
	EH_CHECK(tx.execute(sql::kAddMeta, kEpoch, "1"));
	EH_CHECK(tx.execute(sql::kAddMeta, kCreatedAt, std::to_string(nowMs)));
	return {};
}

Result<void> beginEpoch(Transaction& tx, std::int64_t epoch, std::int64_t nowMs)
{
	EH_CHECK(tx.execute(sql::kSetMeta, kEpoch, std::to_string(epoch)));
	EH_CHECK(tx.execute(sql::kSetMeta, kPushHeld, std::to_string(nowMs)));
	return {};
}

Result<void> releasePush(Transaction& tx)
{
	EH_CHECK(tx.execute(sql::kDeleteMeta, kPushHeld));
	return {};
}

} // namespace erphost::store
