#include "surface/FileRoutes.hpp"

#include "rules/Decimal.hpp"
#include "store/Ledger.hpp"
#include "store/Places.hpp"
#include "surface/Access.hpp"
#include "surface/Roles.hpp"
#include "surface/StockJson.hpp"

#include <algorithm>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

json itemProperties()
{
	return {{"name", textSchema(200)},
	        {"specification", textSchema(200)},
	        {"unit", textSchema(20)},
	        {"unitSize", integerSchema()},
	        {"brand", textSchema(100)},
	        {"kind", {{"enum", {"part", "material", "tool"}}}},
	        {"class", {{"enum", {"regular", "special"}}}},
	        {"supplier", textSchema(100)},
	        {"costFen", integerSchema()},
	        {"minimum", integerSchema()},
	        {"hazardous", {{"type", "boolean"}}},
	        {"active", {{"type", "boolean"}}}};
}

json supplierProperties()
{
	return {{"name", textSchema(200)},        {"contact", textSchema(100)}, {"phone", textSchema(50)},
	        {"address", textSchema(300)},     {"terms", textSchema(500)},   {"leadDays", integerSchema()},
	        {"active", {{"type", "boolean"}}}};
}

erphost::Error badField(const char* member)
{
	return erphost::permanent("parts.field.invalid", "The field cannot be like that.")
	    .with("pointer", std::string("/") + member)
	    .with("field", member);
}

void take(const json& body, const char* member, std::string& into)
{
	if (body.contains(member)) into = body.at(member);
}

/// What a body says of an item; numbers and names are checked.
Result<void> fill(Item& item, const json& body)
{
	take(body, "name", item.name);
	take(body, "specification", item.specification);
	take(body, "unit", item.unit);
	take(body, "brand", item.brand);
	take(body, "kind", item.kind);
	take(body, "class", item.itemClass);
	take(body, "supplier", item.supplier);
	if (body.contains("unitSize"))
	{
		EH_TRY(item.unitSize, requireQuantity(body, "unitSize", ""));
		if (item.unitSize > 1'000'000) return badField("unitSize");
	}
	if (body.contains("costFen"))
	{
		EH_TRY(item.costFen, moneyOrZero(body, "costFen", ""));
	}
	if (body.contains("minimum"))
	{
		EH_TRY(item.minimum, quantityOrZero(body, "minimum", ""));
	}
	item.hazardous = body.value("hazardous", item.hazardous);
	item.active = body.value("active", item.active);
	if (item.name.empty()) return badField("name");
	if (item.unit.empty()) return badField("unit");
	return {};
}

Result<void> fill(Supplier& supplier, const json& body)
{
	take(body, "name", supplier.name);
	take(body, "contact", supplier.contact);
	take(body, "phone", supplier.phone);
	take(body, "address", supplier.address);
	take(body, "terms", supplier.terms);
	if (body.contains("leadDays"))
	{
		EH_TRY(supplier.leadDays, quantityOrZero(body, "leadDays", ""));
		if (supplier.leadDays > 3650) return badField("leadDays");
	}
	supplier.active = body.value("active", supplier.active);
	return supplier.name.empty() ? Result<void>(badField("name")) : Result<void>();
}

Result<Reply> replyItem(Tx& tx, const Request& request, const std::string& code, int status)
{
	EH_TRY(const Item item, requireItem(tx, code, false));
	EH_TRY(const auto part, erpPartOf(tx, item));
	return Reply{
		status,
		toJson(item, part ? part->fields() : std::vector<std::string>{}, !request.caller.branches(kMoney).empty()),
		std::to_string(item.version)};
}

Result<Item> requireItemChange(Tx& tx, const Request& request)
{
	EH_TRY(Item item, requireItem(tx, request.param("code"), false));
	EH_CHECK(requireVersion(request, item.version, "parts.item.stale", item.code));
	return item;
}

} // namespace

Result<void> FileRoutes::addTo(erphost::Registry& registry) const
{
	json query = listQuery({"search"}, itemSortings());
	query["properties"]["kind"] = {{"enum", {"part", "material", "tool"}}};
	query["properties"]["active"] = {{"enum", {"true", "false"}}};
	EH_CHECK(registry.route({"GET", "/items", "listItems", "Parts, materials and tools by code.", kReaders, query,
	                         nullptr, pageSchema(), false, [this](Tx& tx, const Request& r) { return items(tx, r); }}));
	EH_CHECK(registry.route({"GET", "/items/{code}", "getItem", "An item and where it lies.", kReaders, nullptr,
	                         nullptr, anObject(), false, [this](Tx& tx, const Request& r) { return item(tx, r); }}));
	json made = itemProperties();
	made["code"] = idSchema();
	made.erase("active");
	EH_CHECK(registry.route({"POST", "/items", "createItem", "An item that the ERP does not have.", kCentralKeeper,
	                         nullptr, objectSchema(made, {"code", "name", "unit", "unitSize", "kind"}), anObject(),
	                         true, [this](Tx& tx, const Request& r) { return makeItem(tx, r); }}));
	EH_CHECK(registry.route({"PUT", "/items/{code}", "changeItem", "What is kept by hand of an item.", kCentralKeeper,
	                         nullptr, objectSchema(itemProperties()), anObject(), false,
	                         [this](Tx& tx, const Request& r) { return changeItem(tx, r); }}));
	EH_CHECK(registry.route({"POST", "/items/{code}/accept-erp", "acceptErpItem",
	                         "Takes over what the ERP calls a code that has movements.", kCentralKeeper, nullptr,
	                         objectSchema(json::object()), anObject(), false,
	                         [this](Tx& tx, const Request& r) { return acceptErp(tx, r); }}));
	EH_CHECK(registry.route({"GET", "/suppliers", "listSuppliers", "Suppliers by code.", kReaders,
	                         listQuery({"search"}, supplierSortings()), nullptr, pageSchema(), false,
	                         [this](Tx& tx, const Request& r) { return suppliers(tx, r); }}));
	json supplier = supplierProperties();
	supplier["code"] = idSchema();
	supplier.erase("active");
	EH_CHECK(registry.route({"POST", "/suppliers", "createSupplier", "A supplier's file.", kCentralKeeper, nullptr,
	                         objectSchema(supplier, {"code", "name"}), anObject(), true,
	                         [this](Tx& tx, const Request& r) { return makeSupplier(tx, r); }}));
	EH_CHECK(registry.route({"PUT", "/suppliers/{code}", "changeSupplier", "Changes a supplier's file.", kCentralKeeper,
	                         nullptr, objectSchema(supplierProperties()), anObject(), false,
	                         [this](Tx& tx, const Request& r) { return changeSupplier(tx, r); }}));
	EH_CHECK(registry.route({"GET", "/places", "listPlaces", "Stores and the other places of the ledger.", kReaders,
	                         listQuery({"kind", "branch"}), nullptr, anObject(), false,
	                         [this](Tx& tx, const Request& r) { return places(tx, r); }}));
	EH_CHECK(registry.route({"POST", "/places", "createPlace", "A further store of a branch.", kCentralKeeper, nullptr,
	                         objectSchema({{"branchId", idSchema()}, {"code", idSchema()}, {"name", textSchema(100)}},
	                                      {"branchId", "code", "name"}),
	                         anObject(), true, [this](Tx& tx, const Request& r) { return makePlace(tx, r); }}));
	return registry.route({"PUT", "/places/{id}", "changePlace", "A place's name, and whose stock of the ERP it is.",
	                       kCentralKeeper, nullptr,
	                       objectSchema({{"name", textSchema(100)},
	                                     {"erpBranch", textSchema(100)},
	                                     {"erpWarehouse", textSchema(100)},
	                                     {"active", {{"type", "boolean"}}}}),
	                       anObject(), false, [this](Tx& tx, const Request& r) { return changePlace(tx, r); }});
}

Result<Reply> FileRoutes::items(Tx& tx, const Request& request) const
{
	ItemFilter filter;
	filter.search = request.queryText("search");
	filter.kind = request.queryText("kind");
	const std::string active = request.queryText("active");
	if (!active.empty()) filter.active = active == "true" ? 1 : 0;
	EH_TRY(const ItemPage page,
	       listItems(tx, filter, request.queryText("sort", "code"), request.queryText("cursor"), limitOf(request)));
	const bool money = !request.caller.branches(kMoney).empty();
	json list = json::array();
	// Which fields are the ERP's is asked for when one item is opened.
	for (const auto& each : page.items) list.push_back(toJson(each, {}, money));
	return pageReply(std::move(list), page.next);
}

Result<Reply> FileRoutes::item(Tx& tx, const Request& request) const
{
	EH_TRY(Reply reply, replyItem(tx, request, request.param("code"), 200));
	StockFilter filter;
	filter.branches = readableBranches(request.caller);
	filter.itemCode = request.param("code");
	EH_TRY(const StockPage page, listStock(tx, filter, "", 200));
	reply.body["balances"] = json::array();
	for (const auto& each : page.stock)
		reply.body["balances"].push_back(toJson(each, request.caller.may(kMoney, each.branchId)));
	return reply;
}

Result<Reply> FileRoutes::makeItem(Tx& tx, const Request& request) const
{
	Item item;
	item.code = request.body.at("code");
	EH_CHECK(fill(item, request.body));
	item.updatedAt = _host.nowMs();
	EH_TRY(const bool added, addItem(tx, item));
	if (!added)
		return erphost::conflict("parts.item.exists", "There is an item with this code.")
		    .with("pointer", "/code")
		    .with("item", item.code);
	return replyItem(tx, request, item.code, 201);
}

Result<Reply> FileRoutes::changeItem(Tx& tx, const Request& request) const
{
	EH_TRY(Item item, requireItemChange(tx, request));
	EH_TRY(const auto part, erpPartOf(tx, item));
	if (part)
	{
		const auto theirs = part->fields();
		for (const auto& [member, value] : request.body.items())
			if (std::find(theirs.begin(), theirs.end(), member) != theirs.end())
				return erphost::permanent("parts.item.erp_field", "The ERP says this; it is changed there.")
				    .with("pointer", "/" + member)
				    .with("item", item.code)
				    .with("field", member);
	}
	const Item before = item;
	EH_CHECK(fill(item, request.body));
	EH_TRY(const bool moved, itemHasMoved(tx, item.code));
	// PT-19: what the numbers of the ledger mean does not change behind them.
	if (moved && (item.unitSize != before.unitSize || item.unit != before.unit))
		return erphost::conflict("parts.item.unit_fixed", "The item has movements: its unit stays what it is.")
		    .with("pointer", item.unit != before.unit ? "/unit" : "/unitSize")
		    .with("item", item.code);
	item.updatedAt = _host.nowMs();
	EH_CHECK(saveItem(tx, item));
	return replyItem(tx, request, item.code, 200);
}

Result<Reply> FileRoutes::acceptErp(Tx& tx, const Request& request) const
{
	EH_TRY(Item item, requireItemChange(tx, request));
	for (auto* pair : {&item.erpName, &item.erpSpecification, &item.erpUnit})
	{
		std::string& own = pair == &item.erpName            ? item.name
		                   : pair == &item.erpSpecification ? item.specification
		                                                    : item.unit;
		if (!pair->empty()) own = *pair;
		pair->clear();
	}
	item.updatedAt = _host.nowMs();
	EH_CHECK(saveItem(tx, item));
	return replyItem(tx, request, item.code, 200);
}

Result<Reply> FileRoutes::suppliers(Tx& tx, const Request& request) const
{
	EH_TRY(const SupplierPage page, listSuppliers(tx, request.queryText("search"), request.queryText("sort", "code"),
	                                              request.queryText("cursor"), limitOf(request)));
	json list = json::array();
	for (const auto& each : page.suppliers) list.push_back(toJson(each));
	return pageReply(std::move(list), page.next);
}

Result<Reply> FileRoutes::makeSupplier(Tx& tx, const Request& request) const
{
	Supplier supplier;
	supplier.code = request.body.at("code");
	EH_CHECK(fill(supplier, request.body));
	EH_TRY(const bool added, addSupplier(tx, supplier, _host.nowMs()));
	if (!added)
		return erphost::conflict("parts.supplier.exists", "There is a supplier with this code.")
		    .with("pointer", "/code")
		    .with("supplier", supplier.code);
	return Reply{201, toJson(supplier), std::to_string(supplier.version)};
}

Result<Reply> FileRoutes::changeSupplier(Tx& tx, const Request& request) const
{
	const std::string code = request.param("code");
	EH_TRY(auto supplier, findSupplier(tx, code));
	if (!supplier)
		return erphost::permanent("parts.supplier.not_found", "There is no such supplier.").with("supplier", code);
	EH_CHECK(requireVersion(request, supplier->version, "parts.supplier.stale", code));
	EH_CHECK(fill(*supplier, request.body));
	EH_CHECK(saveSupplier(tx, *supplier, _host.nowMs()));
	++supplier->version;
	return Reply{200, toJson(*supplier), std::to_string(supplier->version)};
}

Result<Reply> FileRoutes::places(Tx& tx, const Request& request) const
{
	EH_TRY(const auto found,
	       listPlaces(tx, readableBranches(request.caller), request.queryText("branch"), request.queryText("kind")));
	json list = json::array();
	for (const auto& each : found) list.push_back(toJson(each));
	return Reply{200, {{"items", list}}, {}};
}

Result<Reply> FileRoutes::makePlace(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	const Place place = storeOf(body.at("branchId"), body.at("code"));
	EH_CHECK(requireRole(request, kCentralKeeper, place.branchId, place.id()));
	EH_TRY(const auto known, findPlace(tx, storeOf(place.branchId).id()));
	if (!known)
		return erphost::permanent("parts.place.not_found", "There is no such branch.")
		    .with("pointer", "/branchId")
		    .with("place", place.branchId);
	EH_TRY(const std::string name, requireText(body, "name"));
	EH_TRY(const bool added, addPlace(tx, place, name));
	if (!added)
		return erphost::conflict("parts.place.exists", "The branch has a store with this code.")
		    .with("pointer", "/code")
		    .with("place", place.id());
	EH_TRY(const auto made, findPlace(tx, place.id()));
	return Reply{201, toJson(*made), std::to_string(made->version)};
}

Result<Reply> FileRoutes::changePlace(Tx& tx, const Request& request) const
{
	EH_TRY(auto place, findPlace(tx, request.param("id")));
	if (!place || !request.caller.may(kReaders, place->place.branchId))
		return erphost::permanent("parts.place.not_found", "There is no such place.")
		    .with("place", request.param("id"));
	EH_CHECK(requireRole(request, kCentralKeeper, place->place.branchId, place->name));
	EH_CHECK(requireVersion(request, place->version, "parts.place.stale", place->name));
	const json& body = request.body;
	take(body, "name", place->name);
	take(body, "erpBranch", place->erpBranch);
	take(body, "erpWarehouse", place->erpWarehouse);
	if (place->name.empty()) return badField("name");
	place->active = body.value("active", place->active);
	if (!place->active)
	{
		EH_TRY(const bool empty, placeIsEmpty(tx, place->id));
		if (!empty)
			return erphost::conflict("parts.place.not_empty", "Something still lies there.")
			    .with("pointer", "/active")
			    .with("place", place->name);
	}
	EH_CHECK(savePlace(tx, *place));
	++place->version;
	return Reply{200, toJson(*place), std::to_string(place->version)};
}

} // namespace parts
