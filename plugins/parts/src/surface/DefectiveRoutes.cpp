#include "surface/DefectiveRoutes.hpp"

#include "rules/DefectivePath.hpp"
#include "rules/Id.hpp"
#include "store/DisposalSql.hpp"
#include "surface/DeskList.hpp"
#include "surface/DeskRoles.hpp"

#include <array>
#include <map>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

const RecordKind kKind{sql::kDefective, sql::kDefectiveColumns};
const std::array kListSortings{PARTS_SORTINGS("foundAt", sql::kDefectives, true)};
const DeskListing kList{kListSortings, sql::kDefectiveColumns, "foundAt"};

std::optional<bool> passedOf(const json& unit)
{
	const json& passed = unit.at("passed");
	return passed.is_null() ? std::nullopt : std::optional(passed.get<bool>());
}

DefectiveStep stepOf(const json& unit)
{
	return defectiveStepNamed(unit.at("state").get<std::string>()).value_or(DefectiveStep::returned);
}

void finish(json& unit, std::int64_t now)
{
	const std::int64_t until = unit.at("endedAt").is_null() ? now : unit.at("endedAt").get<std::int64_t>();
	unit["ageDays"] = (until - unit.at("foundAt").get<std::int64_t>()) / kDayMs;
	unit["stateDays"] = (until - unit.at("stateSince").get<std::int64_t>()) / kDayMs;
	unit["counts"] = unit.at("state") == "back";
	unit["next"] = json::array();
	for (const DefectiveStep next : nextSteps(stepOf(unit), passedOf(unit))) unit["next"].push_back(name(next));
}

} // namespace

Result<void> DefectiveRoutes::addTo(erphost::Registry& registry) const
{
	const json text = textSchema(2000), shortText = textSchema(100);
	EH_CHECK(deskRoute(registry, this, "GET", "/defectives", "listDefectives", "Defective units, the oldest first.",
	                   kDeskReaders, listQuery({"branch", "state", "open"}, kListSortings), &DefectiveRoutes::list));
	EH_CHECK(deskRoute(registry, this, "GET", "/defectives/progress", "readDefectiveProgress",
	                   "How far the branches are with their defective units.", kDeskReaders,
	                   objectSchema({{"branch", shortText}}), &DefectiveRoutes::progress));
	EH_CHECK(deskRoute(registry, this, "GET", "/defectives/{id}", "readDefective", "A unit with its path.",
	                   kDeskReaders, nullptr, &DefectiveRoutes::read));
	EH_CHECK(
		deskRoute(registry, this, "POST", "/defectives", "addDefective", "A defective unit was found.", kDeskRepairers,
	              objectSchema({{"branchId", shortText},
	                            {"productCode", shortText},
	                            {"productType", shortText},
	                            {"brand", shortText},
	                            {"model", shortText},
	                            {"serialNumber", shortText},
	                            {"fault", text}},
	                           {"branchId", "productCode", "productType", "brand", "model", "serialNumber", "fault"}),
	              &DefectiveRoutes::find));
	return deskRoute(
		registry, this, "POST", "/defectives/{id}/steps", "moveDefective", "Its next step.", kDeskRepairers,
		objectSchema(
			{{"step", {{"enum", {"found", "identified", "waiting_parts", "repaired", "tested", "back", "returned"}}}},
	         {"note", text},
	         {"passed", {{"type", "boolean"}}}},
			{"step", "note"}),
		&DefectiveRoutes::move);
}

Result<Reply> DefectiveRoutes::list(Tx& tx, const Request& request) const
{
	const std::int64_t now = _kit.now();
	return deskList(
		tx, request, kDeskReaders, kList, [&](json& unit) { finish(unit, now); }, !request.queryText("open").empty());
}

Result<Reply> DefectiveRoutes::read(Tx& tx, const Request& request) const
{
	EH_TRY(const json unit, _kit.readable(tx, request, kKind, kDeskReaders));
	return reply(tx, unit.at("id"));
}

Result<Reply> DefectiveRoutes::reply(Tx& tx, const std::string& id, int status) const
{
	EH_TRY(json unit, _kit.find(tx, kKind, id));
	finish(unit, _kit.now());
	EH_TRY(unit["steps"], _kit.steps(tx, id));
	return recordReply(std::move(unit), status);
}

Result<Reply> DefectiveRoutes::progress(Tx& tx, const Request& request) const
{
	const std::string branches = branchList(request.caller.branches(kDeskReaders)),
					  branch = request.queryText("branch");
	const std::int64_t now = _kit.now();
	std::map<std::string, json> found;
	const auto of = [&](const std::string& branchId) -> json& {
		json& row = found[branchId];
		if (row.is_null())
			row = {{"branchId", branchId}, {"states", json::object()}, {"open", 0}, {"oldestDays", 0}, {"ages", 0},
			       {"backThisMonth", 0},   {"returnedThisMonth", 0}};
		return row;
	};
	{
		EH_TRY(auto rows, tx.query(sql::kDefectiveStates, branches, branch, now));
		EH_TRY(const json states, jsonRows(rows, sql::kDefectiveStateColumns));
		for (const json& state : states)
		{
			json& row = of(state.at("branchId"));
			const std::int64_t count = state.at("count"),
							   oldest = (now - state.at("oldest").get<std::int64_t>()) / kDayMs;
			row["states"][state.at("state").get<std::string>()] = count;
			row["open"] = row["open"].get<std::int64_t>() + count;
			row["ages"] = row["ages"].get<std::int64_t>() + state.at("ages").get<std::int64_t>();
			row["oldestDays"] = std::max(row["oldestDays"].get<std::int64_t>(), oldest);
		}
	}
	EH_TRY(const std::int64_t monthBegan, _kit.host().instantOf(_kit.today().substr(0, 8) + "01", 0));
	{
		EH_TRY(auto rows, tx.query(sql::kDefectiveEnds, branches, branch, monthBegan));
		EH_TRY(const json ends, jsonRows(rows, sql::kDefectiveEndColumns));
		for (const json& end : ends)
			of(end.at("branchId"))[end.at("state") == "back" ? "backThisMonth" : "returnedThisMonth"] = end.at("count");
	}
	json items = json::array();
	for (auto& [branchId, row] : found)
	{
		const std::int64_t open = row["open"], ages = row["ages"];
		row["averageDays"] = open == 0 ? 0 : ages / open;
		row.erase("ages");
		items.push_back(std::move(row));
	}
	return Reply{200, {{"items", std::move(items)}}, {}};
}

Result<Reply> DefectiveRoutes::find(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	const std::string branchId = body.at("branchId");
	EH_CHECK(_kit.requireBranch(request, kDeskRepairers, branchId));
	EH_TRY(const std::string serial, deskText(body, "serialNumber"));
	EH_TRY(const std::string fault, deskText(body, "fault"));
	{
		EH_TRY(auto rows, tx.query(sql::kDefectiveOfSerial, branchId, serial));
		EH_TRY(const auto open, jsonRow(rows, sql::kDefectiveColumns));
		if (open)
			return erphost::conflict("parts.defective.open", "The unit is on its path already.")
			    .with("number", open->at("number").get<std::string>())
			    .with("state", open->at("state").get<std::string>());
	}
	const std::string id = newId(_kit.now());
	EH_TRY(const std::string number, _kit.number(tx, "CC", branchId));
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddDefective, id, number, branchId, body.at("productCode").get<std::string>(),
	                  body.at("productType").get<std::string>(), body.at("brand").get<std::string>(),
	                  body.at("model").get<std::string>(), serial, fault, _kit.now()));
	EH_CHECK(_kit.begin(tx, id, "found", actorOf(request), fault));
	return reply(tx, id, 201);
}

Result<Reply> DefectiveRoutes::move(Tx& tx, const Request& request) const
{
	EH_TRY(const json unit, _kit.changeable(tx, request, kKind, kDeskRepairers));
	const json& body = request.body;
	const std::string wanted = body.at("step");
	const auto next = defectiveStepNamed(wanted);
	if (!next || !mayFollow(stepOf(unit), passedOf(unit), *next)) return wrongState(unit, wanted);
	EH_TRY(const std::string note, deskText(body, "note"));
	std::optional<bool> passed = passedOf(unit);
	if (*next == DefectiveStep::tested)
	{
		if (!body.contains("passed"))
			return erphost::permanent("parts.desk.text.invalid", "A test says whether the unit passed it.")
			    .with("pointer", "/passed");
		passed = body.at("passed").get<bool>();
	}
	const std::string id = unit.at("id");
	const std::string cause = *next == DefectiveStep::identified ? note : unit.at("cause").get<std::string>();
	EH_CHECK(_kit.step(tx, unit, wanted, actorOf(request), note));
	EH_TRY([[maybe_unused]] const auto saved,
	       tx.execute(sql::kMoveDefective, id, wanted, passed, cause, _kit.now(),
	                  ended(*next) ? std::optional(_kit.now()) : std::nullopt, !ended(*next)));
	return reply(tx, id);
}

} // namespace parts
