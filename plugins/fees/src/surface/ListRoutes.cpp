#include "surface/ListRoutes.hpp"

#include "surface/NewsWork.hpp"

#include <map>
#include <utility>

namespace fees {

namespace {

constexpr int kMostRows = 5000;
constexpr std::size_t kMostPrices = 200;

json toJson(const PriceList& list, const std::string& branchName)
{
	return {{"id", list.id},
	        {"number", list.number},
	        {"kind", list.kind},
	        {"branchId", list.branchId},
	        {"branchName", branchName},
	        {"name", list.name},
	        {"sample", list.sample},
	        {"validFrom", list.validFrom},
	        {"validTo", list.validTo == kOpenEnd ? json() : json(list.validTo)},
	        {"state", list.state},
	        {"rowCount", list.rowCount},
	        {"createdAt", list.createdAt},
	        {"createdName", list.createdName},
	        {"publishedAt", orNull(list.publishedAt)},
	        {"publishedName", list.publishedName},
	        {"version", list.version}};
}

json rowsSchema()
{
	json members = {{"line", {{"type", "integer"}, {"minimum", 1}, {"maximum", 1'000'000}}}};
	for (const char* each : {"what", "code", "name", "serviceType", "productType", "brand", "model", "unit", "amount"})
		members[each] = {{"type", {"string", "number", "null"}}};
	return {{"type", "array"}, {"maxItems", kMostRows}, {"items", ask::object(members, {"line"})}};
}

json kindSchema()
{
	return {{"enum", {"price", "commission", "warranty"}}};
}

json listMembers()
{
	return {{"branchId", ask::id()},           {"name", ask::text(100, 1)},
	        {"validFrom", ask::date()},        {"validTo", {{"type", {"string", "null"}}, {"maxLength", 10}}},
	        {"sample", {{"type", "boolean"}}}, {"rows", rowsSchema()}};
}

Result<std::vector<ListRow>> goodRows(const std::string& kind, const json& rows)
{
	const auto checked = checkRows(kind, rows);
	if (!checked.problems.empty())
		return erphost::permanent("fees.list.rows_invalid", "A row of the sheet is wrong.")
		    .with("count", std::to_string(checked.problems.size()))
		    .with("line", std::to_string(checked.problems[0].line))
		    .with("field", checked.problems[0].field)
		    .with("value", checked.problems[0].value)
		    .with("pointer", "/rows");
	if (checked.rows.empty())
		return erphost::permanent("fees.list.empty", "A list needs rows.").with("pointer", "/rows");
	return checked.rows;
}

erphost::Error overlaps(const PriceList& other)
{
	return erphost::conflict("fees.list.overlaps", "Another version holds in that time.")
	    .with("number", other.number)
	    .with("from", other.validFrom)
	    .with("to", other.validTo);
}

} // namespace

Result<void> ListRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(addReading(registry));
	EH_CHECK(registry.route(
		{"POST", "/lists/check", "checkList", "Reads the rows of a sheet and says what is wrong; writes nothing.",
	     roles::kLists, nullptr, ask::object({{"kind", kindSchema()}, {"rows", rowsSchema()}}, {"kind", "rows"}),
	     ask::anObject(), false, [this](Tx&, const Request& request) { return check(request); }, false, 4'000'000}));
	json create = listMembers();
	create.update({{"id", ask::clientId()}, {"kind", kindSchema()}});
	EH_CHECK(registry.route(
		{"POST", "/lists", "createList", "A draft of a new version.", roles::kLists, nullptr,
	     ask::object(create, {"id", "kind", "branchId", "name", "validFrom", "rows"}), ask::anObject(), true,
	     [this](Tx& tx, const Request& request) { return this->create(tx, request); }, false, 4'000'000}));
	EH_CHECK(
		registry.route({"PUT", "/lists/{id}", "rewriteList", "Writes a draft anew.", roles::kLists, nullptr,
	                    ask::object(listMembers(), {"branchId", "name", "validFrom", "rows"}), ask::anObject(), false,
	                    [this](Tx& tx, const Request& request) { return rewrite(tx, request); }, false, 4'000'000}));
	EH_CHECK(
		registry.route({"POST", "/lists/{id}/publish", "publishList", "Puts a draft in force; versions never overlap.",
	                    roles::kDecide, nullptr, ask::object({{"endPrevious", {{"type", "boolean"}}}}), ask::anObject(),
	                    true, [this](Tx& tx, const Request& request) { return publish(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/lists/{id}/end", "endList", "Ends a version on a day to come.", roles::kDecide,
	                         nullptr, ask::object({{"on", ask::date()}}, {"on"}), ask::anObject(), true,
	                         [this](Tx& tx, const Request& request) { return end(tx, request); }}));
	return registry.route({"POST", "/lists/{id}/drop", "dropList", "Gives a draft up; it is kept.", roles::kLists,
	                       nullptr, nullptr, ask::anObject(), true,
	                       [this](Tx& tx, const Request& request) { return drop(tx, request); }});
}

Result<void> ListRoutes::addReading(erphost::Registry& registry) const
{
	json query = ask::listQuery({"branch", "state"});
	query["properties"]["kind"] = kindSchema();
	EH_CHECK(registry.route({"GET", "/lists", "listLists", "Versions of a kind of list, the newest first.",
	                         roles::kOrderReaders, query, nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/lists/{id}", "readList", "A version with its rows.", roles::kOrderReaders,
	                         nullptr, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return read(tx, request); }}));
	erphost::Route look{"GET",
	                    "/prices/today",
	                    "readPrices",
	                    "Today's prices, for anybody.",
	                    {},
	                    ask::object({{"productType", ask::text(40)},
	                                 {"serviceType", ask::text(40)},
	                                 {"brand", ask::text(100)},
	                                 {"q", ask::text(100)},
	                                 {"branch", ask::text(100)}}),
	                    nullptr,
	                    ask::anObject(),
	                    false,
	                    [this](Tx& tx, const Request& request) { return today(tx, request); }};
	look.isPublic = true;
	return registry.route(std::move(look));
}

Result<Reply> ListRoutes::list(Tx& tx, const Request& request) const
{
	EH_TRY(const auto page, listLists(tx, request.queryText("kind", "price"), request.queryText("branch"),
	                                  request.queryText("state"), request.queryText("cursor"), ask::limitOf(request)));
	std::map<std::string, std::string> names{{"*", ""}};
	json items = json::array();
	for (const auto& each : page.lists)
	{
		if (!names.contains(each.branchId))
		{
			EH_TRY(names[each.branchId], branchNameOf(tx, each.branchId));
		}
		items.push_back(toJson(each, names[each.branchId]));
	}
	return pageReply(std::move(items), page.next);
}

Result<Reply> ListRoutes::show(Tx& tx, const std::string& id, int status) const
{
	EH_TRY(const auto list, findList(tx, id));
	if (!list) return erphost::permanent("fees.list.not_found", "There is no such list.").with("list", id);
	EH_TRY(const auto branch, branchNameOf(tx, list->branchId));
	EH_TRY(const auto rows, rowsOf(tx, id));
	json body = toJson(*list, list->branchId == "*" ? "" : branch);
	body["rows"] = json::array();
	for (const auto& row : rows) body["rows"].push_back(fees::toJson(row));
	body["problems"] = json::array();
	return Reply{status, std::move(body), std::to_string(list->version)};
}

Result<Reply> ListRoutes::read(Tx& tx, const Request& request) const
{
	return show(tx, request.param("id"));
}

Result<Reply> ListRoutes::check(const Request& request) const
{
	const auto checked = checkRows(request.body.at("kind").get<std::string>(), request.body.at("rows"));
	json rows = json::array(), problems = json::array();
	for (const auto& row : checked.rows) rows.push_back(fees::toJson(row));
	for (const auto& problem : checked.problems) problems.push_back(fees::toJson(problem));
	return Reply{
		200, {{"ok", checked.problems.empty() && !checked.rows.empty()}, {"rows", rows}, {"problems", problems}}, {}};
}

Result<PriceList> ListRoutes::draft(const Request& request) const
{
	const json& body = request.body;
	PriceList list;
	list.branchId = body.at("branchId");
	EH_CHECK(ask::allowed(request, roles::kLists, list.branchId));
	EH_TRY(list.name, ask::wanted(body, "name", "fees.text.invalid"));
	list.sample = body.value("sample", false);
	list.validFrom = body.at("validFrom");
	const json to = body.value("validTo", json());
	list.validTo = to.is_string() ? to.get<std::string>() : std::string(kOpenEnd);
	if (!isDate(list.validFrom) || !isDate(list.validTo) || list.validTo <= list.validFrom)
		return erphost::permanent("fees.list.period_invalid", "A list ends after it begins.")
		    .with("from", list.validFrom)
		    .with("to", list.validTo)
		    .with("pointer", isDate(list.validFrom) ? "/validTo" : "/validFrom");
	list.createdAt = _host.nowMs();
	return list;
}

Result<Reply> ListRoutes::create(Tx& tx, const Request& request) const
{
	EH_TRY(PriceList list, draft(request));
	list.id = request.body.at("id");
	list.kind = request.body.at("kind");
	EH_TRY(const auto rows, goodRows(list.kind, request.body.at("rows")));
	EH_TRY(const auto known, findList(tx, list.id));
	if (known)
	{
		if (known->kind == list.kind && known->name == list.name && known->validFrom == list.validFrom &&
		    known->branchId == list.branchId && known->rowCount == static_cast<std::int64_t>(rows.size()))
			return show(tx, list.id, 201);
		return erphost::conflict("fees.id_taken", "Another record has this id.").with("id", list.id);
	}
	EH_TRY(list.number, nextNumber(tx, "JG", list.branchId, _host.localDate(list.createdAt)));
	EH_CHECK(addList(tx, list, ask::personOf(request), rows));
	return show(tx, list.id, 201);
}

Result<PriceList> ListRoutes::changed(Tx& tx, const Request& request) const
{
	EH_TRY(const auto list, findList(tx, request.param("id")));
	if (!list)
		return erphost::permanent("fees.list.not_found", "There is no such list.").with("list", request.param("id"));
	EH_CHECK(ask::unchanged(request, list->version, "fees.stale", list->number));
	return *list;
}

Result<Reply> ListRoutes::rewrite(Tx& tx, const Request& request) const
{
	EH_TRY(const PriceList known, changed(tx, request));
	EH_CHECK(ask::allowed(request, roles::kLists, known.branchId));
	if (known.state != "draft")
		return erphost::conflict("fees.list.not_draft", "What was published is not changed.")
		    .with("number", known.number);
	EH_TRY(PriceList list, draft(request));
	list.id = known.id;
	EH_TRY(const auto rows, goodRows(known.kind, request.body.at("rows")));
	EH_CHECK(rewriteList(tx, list, rows));
	return show(tx, list.id);
}

Result<Reply> ListRoutes::publish(Tx& tx, const Request& request) const
{
	EH_TRY(const PriceList list, changed(tx, request));
	EH_CHECK(ask::allowed(request, roles::kDecide, list.branchId));
	if (list.state != "draft")
		return erphost::conflict("fees.list.not_draft", "The list is no draft.").with("number", list.number);
	EH_TRY(const auto others, overlapping(tx, list));
	const bool endPrevious = request.body.value("endPrevious", false);
	for (const auto& other : others)
	{
		// FE-03: only what is open may be ended by its successor, and only where it began before.
		const bool open = other.validTo == kOpenEnd && other.validFrom < list.validFrom;
		if (!endPrevious || !open) return overlaps(other);
		// The past is not priced anew behind receipts that were written.
		if (list.validFrom < _host.localDate(_host.nowMs())) return overlaps(other);
		EH_CHECK(endList(tx, other.id, list.validFrom));
	}
	EH_CHECK(publishList(tx, list.id, ask::personOf(request), _host.nowMs()));
	EH_CHECK(tellOfList(tx, list, _host.nowMs()));
	return show(tx, list.id);
}

Result<Reply> ListRoutes::end(Tx& tx, const Request& request) const
{
	EH_TRY(const PriceList list, changed(tx, request));
	EH_CHECK(ask::allowed(request, roles::kDecide, list.branchId));
	if (list.state != "published")
		return erphost::conflict("fees.list.not_published", "The list is not in force.").with("number", list.number);
	const std::string on = request.body.at("on");
	if (!isDate(on) || on <= list.validFrom || on <= _host.localDate(_host.nowMs()) || on > list.validTo)
		return erphost::permanent("fees.list.period_invalid", "A list ends on a day to come, after it began.")
		    .with("from", list.validFrom)
		    .with("to", on)
		    .with("pointer", "/on");
	EH_CHECK(endList(tx, list.id, on));
	return show(tx, list.id);
}

Result<Reply> ListRoutes::drop(Tx& tx, const Request& request) const
{
	EH_TRY(const PriceList list, changed(tx, request));
	EH_CHECK(ask::allowed(request, roles::kLists, list.branchId));
	if (list.state != "draft")
		return erphost::conflict("fees.list.not_draft", "The list is no draft.").with("number", list.number);
	EH_CHECK(dropList(tx, list.id));
	return show(tx, list.id);
}

Result<Reply> ListRoutes::today(Tx& tx, const Request& request) const
{
	const std::string date = _host.localDate(_host.nowMs());
	const std::string product = request.queryText("productType"), service = request.queryText("serviceType"),
					  brand = request.queryText("brand"), q = request.queryText("q");
	json items = json::array();
	EH_TRY(const auto list, listInForce(tx, "price", request.queryText("branch", "*"), date));
	std::vector<ListRow> rows;
	if (list)
	{
		EH_TRY(rows, rowsOf(tx, list->id));
	}
	const auto fits = [](const std::string& says, const std::string& asked) {
		return asked.empty() || says.empty() || says == asked;
	};
	for (const auto& row : rows)
	{
		if (items.size() == kMostPrices) break;
		if (!fits(row.productType, product) || !fits(row.serviceType, service) || !fits(row.brand, brand)) continue;
		if (!q.empty() && row.name.find(q) == std::string::npos && row.code.find(q) == std::string::npos) continue;
		items.push_back({{"what", row.what},
		                 {"name", row.name},
		                 {"serviceType", row.serviceType},
		                 {"productType", row.productType},
		                 {"brand", row.brand},
		                 {"model", row.model},
		                 {"unit", row.unit},
		                 {"amountFen", row.amount},
		                 {"sample", list->sample},
		                 {"list", list->number},
		                 {"validFrom", list->validFrom}});
	}
	return Reply{200, {{"date", date}, {"items", items}}, {}};
}

} // namespace fees
