#include "surface/ClaimRoutes.hpp"

#include "erphost/Rows.hpp"
#include "rules/FeeMonth.hpp"
#include "rules/Id.hpp"
#include "store/CardSql.hpp"
#include "surface/Ask.hpp"
#include "surface/CardRoutes.hpp"
#include "surface/FeeRoles.hpp"
#include "surface/RowJson.hpp"

#include <algorithm>
#include <set>

namespace fees {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

constexpr int kMostMissing = 500;
constexpr std::uint64_t kStatementBytes = 4u << 20;
const Columns kStatementColumns{"id",    "brand",    "month",    "fileName", "#at",     "by",
                                "#rows", "#paidFen", "#refused", "#missing", "#differs"};
const Columns kEntryColumns{"id",          "#at",  "month",   "branchId", "brand",     "cardId", "cardNumber",
                            "orderNumber", "kind", "#sumFen", "by",       "programme", "state"};
const std::vector<std::string> kPosters{"finance", "settlement_clerk"};
const std::vector<std::string> kBranchReaders{"finance", "settlement_clerk", "service_manager", "executive",
                                              "branch_manager"};

json bodySchema(bool preview)
{
	const json row = ask::object({{"row", {{"type", "integer"}, {"minimum", 1}}},
	                              {"card", ask::text(60)},
	                              {"serial", ask::text(60)},
	                              {"order", ask::text(60)},
	                              {"result", {{"enum", {"paid", "refused"}}}},
	                              {"sumFen", ask::fen()},
	                              {"reason", ask::text(200)}},
	                             {"row", "result", "sumFen"});
	json properties = {{"brand", ask::text(40, 1)},
	                   {"month", ask::month()},
	                   {"rows", {{"type", "array"}, {"minItems", 1}, {"maxItems", 5000}, {"items", row}}}};
	json required = {"brand", "month", "rows"};
	if (!preview)
	{
		properties["fileName"] = ask::text(200);
		properties["acceptDiffering"] = {{"type", "boolean"}};
		required.push_back("fileName");
	}
	return ask::object(std::move(properties), std::move(required));
}

Fen expectedOf(const json& card)
{
	const Fen claim = card["claimFen"].is_null() ? 0 : card["claimFen"].get<Fen>();
	return claim + card["subsidyFen"].get<Fen>();
}

json toJson(const RowMatch& match, const StatementRow& row, const std::vector<json>& cards)
{
	const json* card = match.card ? &cards[*match.card] : nullptr;
	return {{"row", match.row},
	        {"cardId", card ? (*card)["id"] : json()},
	        {"cardNumber", card ? (*card)["number"] : json(row.card)},
	        {"verdict", name(match.verdict)},
	        {"field", match.field},
	        {"code", match.code},
	        {"expectedFen", card ? json(expectedOf(*card)) : json()},
	        {"result", row.paid ? "paid" : "refused"},
	        {"sumFen", row.sumFen}};
}

bool isError(RowVerdict verdict)
{
	return verdict != RowVerdict::ok && verdict != RowVerdict::differs;
}

} // namespace

Result<void> ClaimRoutes::addTo(erphost::Registry& registry) const
{
	erphost::Route preview{"POST",
	                       "/statements/preview",
	                       "previewStatement",
	                       "A manufacturer's statement held against our cards; writes nothing.",
	                       kPosters,
	                       nullptr,
	                       bodySchema(true),
	                       ask::anObject(),
	                       false,
	                       [this](Tx& tx, const Request& request) { return this->preview(tx, request); }};
	preview.maximumBodyBytes = kStatementBytes;
	EH_CHECK(registry.route(std::move(preview)));
	erphost::Route create{"POST",
	                      "/statements",
	                      "createStatement",
	                      "Takes a statement in: paid, refused, missing.",
	                      kPosters,
	                      nullptr,
	                      bodySchema(false),
	                      ask::anObject(),
	                      true,
	                      [this](Tx& tx, const Request& request) { return this->create(tx, request); }};
	create.maximumBodyBytes = kStatementBytes;
	EH_CHECK(registry.route(std::move(create)));
	EH_CHECK(registry.route({"GET", "/statements", "listStatements", "Statements, the newest first.",
	                         roles::kBrandReaders, ask::listQuery({"brand"}), nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return statements(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/statements/{id}", "getStatement", "A statement with its rows, and what it lacks.",
	                         roles::kBrandReaders, nullptr, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return statement(tx, request); }}));
	const json period = ask::object({{"from", ask::month()}, {"to", ask::month()}});
	EH_CHECK(registry.route({"GET", "/ledgers/branch", "getBranchLedger", "The manufacturers' money by branch.",
	                         kBranchReaders, period, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return ledger(tx, request, true); }}));
	EH_CHECK(registry.route({"GET", "/ledgers/brand", "getBrandLedger", "The same entries by brand.",
	                         roles::kBrandReaders, period, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return ledger(tx, request, false); }}));
	const json filters = ask::listQuery({"branch", "brand", "from", "to"});
	EH_CHECK(registry.route({"GET", "/ledgers/entries", "listLedgerEntries", "What both ledgers are made of.",
	                         kBranchReaders, filters, nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return entries(tx, request, ""); }}));
	return registry.route({"GET", "/subsidies", "listSubsidies", "Manufacturers' subsidies in detail.", kBranchReaders,
	                       filters, nullptr, ask::listAnswer(), false,
	                       [this](Tx& tx, const Request& request) { return entries(tx, request, "subsidy"); }});
}

Result<ClaimRoutes::Matched> ClaimRoutes::match(Tx& tx, const Request& request) const
{
	EH_TRY([[maybe_unused]] const std::string month, ask::monthOf(request.body, "month"));
	const std::string brand = request.body.at("brand");
	Matched found;
	std::set<std::string> known;
	const auto add = [&](json card) {
		if (known.insert(card["id"].get<std::string>()).second) found.cards.push_back(std::move(card));
	};
	{
		EH_TRY(auto rows, tx.query(sql::kUnpaidCards, brand));
		EH_TRY(auto cards, erphost::allRows(rows, [](const erphost::Query& row) { return cardJson(row); }));
		for (json& card : cards) add(std::move(card));
	}
	std::set<std::string> names;
	for (const json& card : found.cards)
		for (const char* each : {"number", "serial", "orderNumber"}) names.insert(card[each].get<std::string>());
	for (const json& each : request.body.at("rows"))
	{
		StatementRow row{each.at("row"),          each.value("card", ""),      each.value("serial", ""),
		                 each.value("order", ""), each.at("result") == "paid", 0,
		                 each.value("reason", "")};
		// A sum that does not fit is the row's error, not the whole statement's.
		const auto sum = ask::sumOf(each, "sumFen", 0);
		row.sumFen = sum && *sum ? **sum : -1;
		const std::string& wanted = !row.card.empty() ? row.card : !row.serial.empty() ? row.serial : row.order;
		// What is not open any more is looked up by itself: it was paid before, or is unknown.
		if (!wanted.empty() && names.insert(wanted).second)
		{
			EH_TRY(auto rows, tx.query(!row.card.empty()     ? sql::kCardByNumber
			                           : !row.serial.empty() ? sql::kCardBySerial
			                                                 : sql::kCardByOrderNumber,
			                           brand, wanted));
			EH_TRY(const bool there, rows.next());
			if (there) add(cardJson(rows));
		}
		found.rows.push_back(std::move(row));
	}
	std::vector<ClaimedCard> cards;
	for (const json& card : found.cards)
		cards.push_back(
			{card["id"], card["number"], card["serial"], card["orderNumber"], card["state"], expectedOf(card)});
	found.matches = matchStatement(found.rows, cards);
	for (std::size_t i = 0; i < found.matches.size(); ++i)
	{
		found.errors += isError(found.matches[i].verdict) ? 1 : 0;
		found.differing += found.matches[i].verdict == RowVerdict::differs ? 1 : 0;
		if (isError(found.matches[i].verdict)) continue;
		if (found.rows[i].paid) found.paidFen += found.rows[i].sumFen;
		else ++found.refused;
	}
	return found;
}

Result<Reply> ClaimRoutes::preview(Tx& tx, const Request& request) const
{
	EH_TRY(const Matched matched, match(tx, request));
	json rows = json::array(),
		 totals = {{"paid", 0},    {"refused", matched.refused}, {"missing", 0}, {"unknown", 0}, {"double", 0},
	               {"differs", 0}, {"not_claimed", 0},           {"invalid", 0}};
	std::set<std::size_t> seen;
	for (std::size_t i = 0; i < matched.matches.size(); ++i)
	{
		const RowMatch& each = matched.matches[i];
		rows.push_back(toJson(each, matched.rows[i], matched.cards));
		if (each.card) seen.insert(*each.card);
		if (each.verdict != RowVerdict::ok)
		{
			json& total = totals[std::string(name(each.verdict))];
			total = total.get<std::int64_t>() + 1;
		}
		if (!isError(each.verdict) && matched.rows[i].paid) totals["paid"] = totals["paid"].get<std::int64_t>() + 1;
	}
	std::int64_t missing = 0;
	for (std::size_t i = 0; i < matched.cards.size(); ++i)
		if (matched.cards[i]["state"] == "claimed" && matched.cards[i]["month"] <= request.body.at("month") &&
		    !seen.contains(i))
			++missing;
	totals["missing"] = missing;
	return Reply{200, {{"rows", rows}, {"totals", totals}, {"paidFen", matched.paidFen}}, {}};
}

Result<Reply> ClaimRoutes::create(Tx& tx, const Request& request) const
{
	EH_TRY(const Matched matched, match(tx, request));
	const bool accept = request.body.value("acceptDiffering", false);
	if (matched.errors > 0 || (matched.differing > 0 && !accept))
	{
		const auto wrong = std::find_if(matched.matches.begin(), matched.matches.end(), [&](const RowMatch& each) {
			return isError(each.verdict) || (each.verdict == RowVerdict::differs && !accept);
		});
		return erphost::conflict("fees.statement.errors", "Rows of the statement do not fit: nothing was taken in.")
		    .with("errors", std::to_string(matched.errors))
		    .with("differing", std::to_string(matched.differing))
		    .with("row", std::to_string(wrong->row))
		    .with("field", wrong->field)
		    .with("pointer", "/rows");
	}
	const std::int64_t now = _host.nowMs();
	const Doer who{request.caller.id, request.caller.name};
	const std::string id = newId(now), brand = request.body.at("brand"), month = request.body.at("month");
	for (std::size_t i = 0; i < matched.matches.size(); ++i)
	{
		const StatementRow& row = matched.rows[i];
		const json& card = matched.cards[*matched.matches[i].card];
		const std::string cardId = card["id"], number = card["number"];
		const Fen expected = expectedOf(card);
		EH_TRY(const auto ended,
		       tx.execute(sql::kEndCard, cardId, row.paid ? "paid" : "refused", row.paid ? row.sumFen : 0, row.reason));
		if (ended != 1) return erphost::bug("fees.statement.card", "A card was ended twice.").with("number", number);
		if (row.paid)
		{
			EH_CHECK(putBrandEntry(tx, _host, card, {cardId + ":differs", "differs", row.sumFen - expected, id}, who));
			EH_CHECK(putBrandEntry(tx, _host, card, {cardId + ":paid", "paid", -row.sumFen, id}, who));
		}
		else EH_CHECK(putBrandEntry(tx, _host, card, {cardId + ":refused", "refused", -expected, id}, who));
		EH_TRY([[maybe_unused]] const auto kept,
		       tx.execute(sql::kAddStatementRow, id, row.row, cardId, number,
		                  std::string(name(matched.matches[i].verdict)), row.paid ? "paid" : "refused", expected,
		                  row.sumFen, row.reason));
	}
	std::int64_t missing = 0;
	{
		// Counted, not listed: all of them.
		EH_TRY(auto rows, tx.query(sql::kMissingInStatement, brand, month, id, 1'000'000));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			++missing;
		}
	}
	EH_TRY([[maybe_unused]] const auto lots, tx.execute(sql::kLotsPaid, brand));
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddStatement, id, brand, month, request.body.at("fileName").get<std::string>(), now, who.id,
	                  who.name, static_cast<std::int64_t>(matched.rows.size()), matched.paidFen, matched.refused,
	                  missing, matched.differing));
	return statementShown(tx, id, 201);
}

Result<Reply> ClaimRoutes::statements(Tx& tx, const Request& request) const
{
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), true));
	const int limit = ask::limitOf(request);
	EH_TRY(auto rows,
	       tx.query(sql::kStatements, request.queryText("brand"), last.number, last.id, last.given, limit + 1));
	EH_TRY(auto items, allRowsJson(rows, kStatementColumns));
	return Reply{200, pageOfRows(std::move(items), limit, "at", "id"), {}};
}

Result<Reply> ClaimRoutes::statementShown(Tx& tx, const std::string& id, int status) const
{
	json body;
	{
		EH_TRY(auto rows, tx.query(sql::kStatement, id));
		EH_TRY(const bool found, rows.next());
		if (!found)
			return erphost::permanent("fees.statement.not_found", "There is no such statement.").with("statement", id);
		body = rowJson(rows, kStatementColumns);
	}
	{
		EH_TRY(auto rows, tx.query(sql::kStatementRows, id));
		EH_TRY(body["items"], allRowsJson(rows, {"#row", "cardId", "cardNumber", "verdict", "result", "#expectedFen",
		                                         "#sumFen", "reason"}));
	}
	EH_TRY(auto rows, tx.query(sql::kMissingInStatement, body["brand"].get<std::string>(),
	                           body["month"].get<std::string>(), id, kMostMissing));
	EH_TRY(body["missingCards"], erphost::allRows(rows, [](const erphost::Query& row) { return cardJson(row); }));
	return Reply{status, std::move(body), {}};
}

Result<Reply> ClaimRoutes::statement(Tx& tx, const Request& request) const
{
	return statementShown(tx, request.param("id"), 200);
}

Result<Reply> ClaimRoutes::ledger(Tx& tx, const Request& request, bool byBranch) const
{
	const std::string branches = ask::branchList(request, byBranch ? kBranchReaders : roles::kBrandReaders);
	EH_TRY(auto rows, tx.query(byBranch ? sql::kBranchLedger : sql::kBrandLedger, branches, request.queryText("from"),
	                           request.queryText("to", "9999-12")));
	Columns columns = byBranch ? Columns{"branchId", "branchName"} : Columns{"brand"};
	const Columns sums{"#claimedFen", "#subsidyFen", "#differsFen", "#refusedFen", "#paidFen", "#openFen"};
	columns.insert(columns.end(), sums.begin(), sums.end());
	EH_TRY(const auto items, allRowsJson(rows, columns));
	json total = json::object();
	for (const std::string_view sum : sums)
	{
		Fen all = 0;
		for (const json& each : items) all += each[std::string(sum.substr(1))].get<Fen>();
		total[std::string(sum.substr(1))] = all;
	}
	return Reply{200, {{"items", items}, {"total", total}}, {}};
}

Result<Reply> ClaimRoutes::entries(Tx& tx, const Request& request, const std::string& kind) const
{
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), true));
	const int limit = ask::limitOf(request);
	EH_TRY(auto rows, tx.query(sql::kBrandEntries, ask::branchList(request, kBranchReaders),
	                           request.queryText("branch"), request.queryText("brand"), request.queryText("from"),
	                           request.queryText("to"), last.number, last.id, last.given, limit + 1, kind));
	EH_TRY(auto items, allRowsJson(rows, kEntryColumns));
	return Reply{200, pageOfRows(std::move(items), limit, "at", "id"), {}};
}

} // namespace fees
