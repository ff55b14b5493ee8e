#include "surface/RoundJson.hpp"

#include "store/OnSite.hpp"
#include "store/RoundSql.hpp"
#include "surface/EntryJson.hpp"

#include <algorithm>

namespace survey {

using nlohmann::json;

namespace {

json textOrNull(const erphost::Query& row, int column)
{
	return row.isNull(column) ? json() : json(row.text(column));
}

json integerOrNull(const erphost::Query& row, int column)
{
	return row.isNull(column) ? json() : json(row.integer(column));
}

json attemptJson(const erphost::Query& row)
{
	const bool corrected = row.view(6) == "corrected";
	json questionnaire;
	if (!row.isNull(12)) questionnaire = {{"id", row.text(12)}, {"version", row.integer(13)}};
	return {{"attempt", row.integer(1)},      {"at", row.integer(2)},   {"recordedAt", row.integer(11)},
	        {"clerkName", row.text(4)},       {"channel", row.text(5)}, {"disposition", row.text(corrected ? 16 : 6)},
	        {"level", textOrNull(row, 7)},    {"words", row.text(8)},   {"plannedAt", integerOrNull(row, 9)},
	        {"questionnaire", questionnaire}, {"corrected", corrected}, {"corrects", integerOrNull(row, 14)},
	        {"reason", textOrNull(row, 15)},  {"onsite", nullptr}};
}

} // namespace

erphost::Result<json> roundsJson(erphost::Tx& tx, const std::string& taskId)
{
	json rounds = json::array();
	{
		EH_TRY(auto rows, tx.query(sql::kRounds, taskId));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			json about;
			if (!rows.isNull(3))
				about = {{"id", rows.text(3)},
				         {"number", rows.text(4)},
				         {"handledAt", integerOrNull(rows, 6)},
				         {"answer", textOrNull(rows, 7)}};
			rounds.push_back({{"round", rows.integer(0)},
			                  {"openedAt", rows.integer(1)},
			                  {"dueOn", textOrNull(rows, 2)},
			                  {"withdrawnAt", integerOrNull(rows, 9)},
			                  {"case", about},
			                  {"attempts", json::array()}});
		}
	}
	const auto roundOf = [&](std::int64_t number) {
		return std::find_if(rounds.begin(), rounds.end(), [&](const json& round) { return round["round"] == number; });
	};
	{
		EH_TRY(auto rows, tx.query(sql::kAttempts, taskId));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			if (const auto round = roundOf(rows.integer(0)); round != rounds.end())
				(*round)["attempts"].push_back(attemptJson(rows));
		}
	}
	EH_TRY(const auto calls, callsOf(tx, taskId));
	for (const auto& call : calls)
	{
		const auto round = roundOf(call.round);
		if (round == rounds.end()) continue;
		for (auto& attempt : (*round)["attempts"])
			if (attempt["attempt"] == call.attempt) attempt["onsite"] = toJson(call.call);
	}
	return rounds;
}

json toJson(const std::vector<ListedConsequence>& consequences)
{
	json all = json::array();
	for (const auto& each : consequences)
	{
		json value;
		if (const auto* flag = std::get_if<bool>(&each.value)) value = *flag;
		if (const auto* number = std::get_if<std::int64_t>(&each.value)) value = *number;
		if (const auto* text = std::get_if<std::string>(&each.value)) value = *text;
		all.push_back({{"what", each.what}, {"key", each.key}, {"value", value}});
	}
	return all;
}

} // namespace survey
