#include "surface/PaperWork.hpp"

#include "rules/BusinessDate.hpp"
#include "rules/Paper.hpp"
#include "surface/Access.hpp"
#include "surface/Roles.hpp"
#include "surface/StockJson.hpp"
#include "surface/StockSettings.hpp"

#include <algorithm>
#include <set>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

/// PT-14: urgent transport has a price and a reason.
Result<void> readTransport(const json& body, Paper& paper)
{
	if (!body.contains("transport")) return {};
	const json& transport = body.at("transport");
	paper.urgent = transport.value("urgent", false);
	EH_TRY(paper.transportFen, moneyOrZero(transport, "costFen", "/transport"));
	paper.carrier = transport.value("carrier", "");
	paper.tracking = transport.value("tracking", "");
	const std::string reason = transport.value("reason", "");
	if (paper.urgent && (reason.empty() || !transport.contains("costFen")))
		return erphost::permanent("parts.transport.incomplete", "Urgent transport needs its cost and its reason.")
		    .with("pointer", reason.empty() ? "/transport/reason" : "/transport/costFen");
	if (!reason.empty()) paper.reason = paper.reason.empty() ? reason : paper.reason + " / " + reason;
	return {};
}

} // namespace

Result<std::optional<Reply>> PaperWork::known(Tx& tx, const Request& request) const
{
	const std::string id = request.body.at("id");
	EH_TRY(const auto paper, findPaper(tx, id));
	if (!paper) return std::optional<Reply>{};
	if (paper->content != request.path + request.body.dump() || paper->actor.id != request.caller.id)
		return erphost::conflict("parts.id_taken", "The id stands for something else.").with("id", id);
	EH_TRY(Reply again, reply(tx, request, id, 201));
	return std::optional(std::move(again));
}

Result<std::string> PaperWork::businessDate(const json& body) const
{
	const std::string today = _host.localDate(_host.nowMs());
	const std::string date = body.value("businessDate", today);
	EH_TRY(const StockSettings settings, stockSettings(_host, today));
	if (const char* refused = refusedDate(date, today, settings.monthClosesOnDay))
		return erphost::permanent(refused, "The date is not one on which something can be posted.")
		    .with("pointer", "/businessDate")
		    .with("date", date);
	return date;
}

Result<Paper> PaperWork::begin(Tx& tx, const Request& request, const std::string& kind,
                               const std::string& branchId) const
{
	const json& body = request.body;
	Paper paper;
	paper.id = body.at("id");
	paper.kind = kind;
	paper.branchId = branchId;
	EH_TRY(paper.businessDate, businessDate(body));
	paper.reason = body.value("reason", "");
	EH_CHECK(readTransport(body, paper));
	paper.createdAt = _host.nowMs();
	paper.actor = actorOf(request);
	paper.content = request.path + body.dump();
	std::string place = "总仓";
	if (!branchId.empty())
	{
		EH_TRY(place, branchName(tx, branchId));
	}
	EH_TRY(paper.number, nextNumber(tx, seriesOf(kind), branchId, place, _host.localDate(paper.createdAt)));
	return paper;
}

Posting PaperWork::posting(const Paper& paper, const std::string& kind, std::int64_t line, const std::string& itemCode,
                           std::int64_t quantity, const Place& from, const Place& to) const
{
	Posting posting;
	posting.id = paper.id + ":" + std::to_string(line);
	posting.kind = kind;
	posting.itemCode = itemCode;
	posting.quantity = quantity;
	posting.from = from;
	posting.to = to;
	posting.branchId = paper.branchId;
	posting.warranty = paper.warranty;
	posting.order = paper.order;
	posting.person = paper.person;
	posting.personName = paper.personName;
	posting.document = {paper.id, line};
	posting.origin = posting.document;
	posting.businessDate = paper.businessDate;
	posting.reason = paper.reason;
	posting.actor = paper.actor;
	posting.postedAt = paper.createdAt;
	return posting;
}

Result<Posting> PaperWork::actPosting(const Request& request, const Paper& paper, const PaperLine& line,
                                      const std::string& kind, std::int64_t quantity, const Place& from,
                                      const Place& to) const
{
	Posting made = posting(paper, kind, line.ref.line, line.itemCode, quantity, from, to);
	made.id = request.body.at("id").get<std::string>() + ":" + std::to_string(line.ref.line) + ":" + kind;
	EH_TRY(made.businessDate, businessDate(request.body));
	made.actor = actorOf(request);
	made.postedAt = _host.nowMs();
	made.reason = request.body.value("note", request.body.value("reason", ""));
	return made;
}

Result<Paper> PaperWork::requirePaper(Tx& tx, const Request& request, const std::string& id) const
{
	EH_TRY(auto paper, findPaper(tx, id));
	const bool mine = paper && (request.caller.may(kReaders, paper->branchId) ||
	                            (!paper->toPlace.empty() && request.caller.may(kReaders, paper->toBranch)));
	if (!mine) return erphost::permanent("parts.document.not_found", "There is no such paper.").with("document", id);
	return *std::move(paper);
}

Result<Paper> PaperWork::requireChange(Tx& tx, const Request& request) const
{
	EH_TRY(Paper paper, requirePaper(tx, request, request.param("id")));
	EH_CHECK(requireVersion(request, paper.version, "parts.document.stale", paper.number));
	if (paper.state != "open")
		return erphost::conflict("parts.document.wrong_state", "Nothing of the paper is open any more.")
		    .with("number", paper.number)
		    .with("state", paper.state);
	return paper;
}

Result<void> PaperWork::settle(Tx& tx, Paper paper, const Request& request, const std::string& note) const
{
	EH_TRY(const auto lines, linesOf(tx, paper.id));
	const bool open = std::any_of(lines.begin(), lines.end(), [](const PaperLine& line) { return line.held > 0; });
	paper.state = open ? "open" : "done";
	paper.settledAt.reset();
	paper.settledBy = {};
	if (!open)
	{
		paper.settledAt = _host.nowMs();
		paper.settledBy = actorOf(request);
	}
	if (!note.empty()) paper.settledNote = paper.settledNote.empty() ? note : paper.settledNote + " / " + note;
	return savePaper(tx, paper);
}

Result<Reply> PaperWork::reply(Tx& tx, const Request& request, const std::string& id, int status) const
{
	EH_TRY(const Paper paper, requirePaper(tx, request, id));
	const bool money = request.caller.may(kMoney, paper.branchId);
	json answer = toJson(paper, money);
	answer["lines"] = json::array();
	EH_TRY(const auto lines, linesOf(tx, id));
	for (const auto& line : lines) answer["lines"].push_back(toJson(line, money));
	answer["tests"] = json::array();
	EH_TRY(const auto tests, testsOf(tx, id));
	for (const auto& test : tests)
		answer["tests"].push_back({{"line", test.line},
		                           {"serial", test.serial},
		                           {"passed", test.passed},
		                           {"note", test.note},
		                           {"testedAt", test.testedAt},
		                           {"actorName", test.actor.name}});
	return Reply{status, std::move(answer), std::to_string(paper.version)};
}

Result<std::vector<WantedLine>> wantedLines(Tx& tx, const Request& request)
{
	std::vector<WantedLine> lines;
	std::set<std::string> seen;
	for (const json& body : request.body.at("lines"))
	{
		const std::string pointer = "/lines/" + std::to_string(lines.size());
		WantedLine line;
		line.line = static_cast<std::int64_t>(lines.size()) + 1;
		line.body = body;
		const std::string code = body.at("item");
		auto item = requireItem(tx, code, true);
		if (!item) return std::move(item).error().with("pointer", pointer + "/item");
		line.item = *std::move(item);
		if (!seen.insert(code).second)
			return erphost::permanent("parts.line.item_twice", "The item stands in two lines.")
			    .with("pointer", pointer + "/item")
			    .with("item", code);
		EH_TRY(line.quantity, requireQuantity(body, "quantity", pointer));
		lines.push_back(std::move(line));
	}
	if (lines.empty())
		return erphost::permanent("parts.lines.invalid", "A paper without lines says nothing.")
		    .with("pointer", "/lines");
	return lines;
}

json transportSchema()
{
	return objectSchema({{"urgent", {{"type", "boolean"}}},
	                     {"costFen", integerSchema()},
	                     {"carrier", textSchema(100)},
	                     {"tracking", textSchema(100)},
	                     {"reason", textSchema(500)}});
}

json paperSchema(json properties, json required)
{
	properties["id"] = idSchema();
	properties["businessDate"] = textSchema(10);
	properties["reason"] = textSchema(500);
	required.push_back("id");
	return objectSchema(std::move(properties), std::move(required));
}

json lineSchema(json more)
{
	json properties = {{"item", idSchema()}, {"quantity", integerSchema()}};
	properties.update(more);
	return arrayOf(objectSchema(std::move(properties), {"item", "quantity"}));
}

json paperDetailSchema()
{
	return {{"type", "object"}, {"required", {"id", "number", "kind", "state", "lines"}}};
}

} // namespace parts
