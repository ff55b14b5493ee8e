#include "host/sync/SyncStatus.hpp"

#include "host/messages/Messages.hpp"
#include "host/sync/ErpLink.hpp"
#include "host/sync/SyncSql.hpp"

#include <map>

namespace erphost::sync {

namespace {

using nlohmann::json;

template <typename T>
json orNull(const std::optional<T>& value)
{
	return value ? json(*value) : json(nullptr);
}

/// The error of a row in three columns, with texts; null if there is none.
json errorOf(store::Statement& s, int column, std::string_view language, std::string* sentence = nullptr)
{
	if (s.isNull(column)) return nullptr;
	Error error;
	error.code = s.text(column);
	error.message = s.text(column + 1);
	error.params = paramsFromJson(s.view(column + 2));
	const auto text = messages::explain(error, language);
	if (sentence != nullptr)
		*sentence = text.detail.empty() ? text.title : text.title + (language == "zh" ? "：" : ": ") + text.detail;
	auto params = json::object();
	for (const auto& [name, value] : error.params) params[name] = value;
	return {{"code", error.code},  {"message", error.message}, {"params", params},
	        {"title", text.title}, {"detail", text.detail},    {"remedy", text.remedy}};
}

std::string linkSentence(std::string_view state, bool zh)
{
	if (state == "up") return zh ? "已连接。" : "Connected.";
	if (state == "away") return zh ? "连不上，会自动重试。" : "Cannot be reached; it is tried again by itself.";
	if (state == "probing") return zh ? "正在试着重新连接。" : "Trying to connect again.";
	return zh ? "还没有连接过。" : "Not connected yet.";
}

std::string entitySentence(std::string_view state, std::int64_t rows, bool zh)
{
	const auto count = std::to_string(rows);
	if (state == "ok") return zh ? "正常，共 " + count + " 条。" : "Up to date, " + count + " rows.";
	if (state == "pulling")
		return zh ? "正在第一次读取，已有 " + count + " 条。" : "First reading, " + count + " rows so far.";
	if (state == "paused") return zh ? "已暂停，等待处理。" : "Paused until somebody decides.";
	if (state == "away") return zh ? "ERP 连不上，恢复后自动继续。" : "The ERP is away; it goes on by itself.";
	if (state == "failing") return zh ? "读取出错，会自动重试。" : "Reading fails; it is tried again by itself.";
	return zh ? "还没有读取过。" : "Not read yet.";
}

/// Columns as in kOutboxOne.
json outboxRow(store::Statement& s, std::string_view language)
{
	return {{"id", s.text(0)},
	        {"type", s.text(1)},
	        {"owner", s.text(2)},
	        {"branch", s.text(3)},
	        {"key", s.text(4)},
	        {"payload", json::parse(s.view(5), nullptr, false)},
	        {"epoch", s.integer(6)},
	        {"version", s.integer(7)},
	        {"sequence", s.integer(8)},
	        {"state", s.text(9)},
	        {"attempts", s.integer(10)},
	        {"nextAttemptAt", s.integer(11)},
	        {"error", errorOf(s, 12, language)},
	        {"reason", orNull(s.optionalText(15))},
	        {"correlation", s.text(16)},
	        {"createdAt", s.integer(17)},
	        {"updatedAt", s.integer(18)},
	        {"confirmedAt", orNull(s.optionalInteger(19))},
	        {"recheckAt", orNull(s.optionalInteger(20))}};
}

Result<json> rows(store::Statement& s, std::string_view language)
{
	auto items = json::array();
	for (;;)
	{
		EH_TRY(const bool row, s.step());
		if (!row) return items;
		items.push_back(outboxRow(s, language));
	}
}

} // namespace

Result<json> syncStatus(store::Transaction& tx, std::string_view language, std::int64_t nowMs)
{
	const bool zh = language == "zh";
	json out = {{"links", json::array()}, {"entities", json::array()}, {"outbox", {{"types", json::array()}}}};
	{
		EH_TRY(auto s, tx.prepareAsHost(sql::kLinks));
		for (;;)
		{
			EH_TRY(const bool row, s.step());
			if (!row) break;
			auto sentence = linkSentence(s.view(1), zh);
			auto error = errorOf(s, 3, language, &sentence);
			out["links"].push_back({{"name", s.text(0)},
			                        {"state", s.text(1)},
			                        {"since", s.integer(2)},
			                        {"error", std::move(error)},
			                        {"driver", orNull(s.optionalText(6))},
			                        {"sentence", sentence}});
		}
	}
	{
		EH_TRY(auto s, tx.prepareAsHost(sql::kEntities));
		for (;;)
		{
			EH_TRY(const bool row, s.step());
			if (!row) break;
			auto sentence = entitySentence(s.view(2), s.integer(6), zh);
			auto error = errorOf(s, 3, language, &sentence);
			const auto okAt = s.optionalInteger(8);
			out["entities"].push_back({{"entity", s.text(0)},
			                           {"changeSeq", s.integer(1)},
			                           {"state", s.text(2)},
			                           {"error", std::move(error)},
			                           {"rows", s.integer(6)},
			                           {"beginAt", orNull(s.optionalInteger(7))},
			                           {"okAt", orNull(okAt)},
			                           {"lagSeconds", okAt ? json((nowMs - *okAt) / 1000) : json(nullptr)},
			                           {"sweepAt", orNull(s.optionalInteger(9))},
			                           {"sentence", sentence}});
		}
	}
	std::map<std::string, std::int64_t> states;
	for (const char* state : {"waiting", "sending", "unknown", "confirmed", "superseded", "refused", "dropped", "held"})
		states[state] = 0;
	std::int64_t oldest = 0;
	{
		EH_TRY(auto s, tx.prepareAsHost(sql::kOutboxCounts));
		for (;;)
		{
			EH_TRY(const bool row, s.step());
			if (!row) break;
			states[s.text(0)] += s.integer(2);
			const bool open = s.view(0) == "waiting" || s.view(0) == "sending" || s.view(0) == "unknown";
			if (open && (oldest == 0 || s.integer(3) < oldest)) oldest = s.integer(3);
			out["outbox"]["types"].push_back({{"type", s.text(1)}, {"state", s.text(0)}, {"count", s.integer(2)}});
		}
	}
	for (const auto& [state, count] : states) out["outbox"][state] = count;
	out["outbox"]["oldestWaitingAt"] = oldest > 0 ? json(oldest) : json(nullptr);
	const auto waiting = states["waiting"] + states["sending"] + states["unknown"];
	out["outbox"]["sentence"] = zh ? std::to_string(waiting) + " 条正在写回，" + std::to_string(states["refused"]) +
	                                     " 条被 ERP 拒绝，需要处理。"
	                               : std::to_string(waiting) + " on their way, " + std::to_string(states["refused"]) +
	                                     " refused by the ERP and waiting for a decision.";
	return out;
}

Result<json> outboxList(store::Transaction& tx, const OutboxFilter& filter, std::string_view language)
{
	EH_TRY(auto s, tx.prepareAsHost(filter.oldestFirst ? sql::kOutboxListOldest : sql::kOutboxList));
	const auto pattern = filter.keyPart.empty() ? std::string() : sql::containing(filter.keyPart);
	EH_CHECK(s.bindAll(filter.state, filter.type, pattern, filter.after, filter.limit));
	return rows(s, language);
}

Result<json> outboxOne(store::Transaction& tx, const std::string& recordId, std::string_view language)
{
	EH_TRY(auto s, tx.prepareAsHost(sql::kOutboxOne));
	EH_CHECK(s.bindAll(recordId));
	EH_TRY(auto found, rows(s, language));
	if (found.empty()) return permanent("erp.record_not_found", "there is no such record").with("record", recordId);
	return std::move(found[0]);
}

Result<json> outboxOfKey(store::Transaction& tx, const std::string& key, std::string_view language)
{
	EH_TRY(auto s, tx.prepareAsHost(sql::kOutboxOfKey));
	EH_CHECK(s.bindAll(key));
	return rows(s, language);
}

} // namespace erphost::sync
