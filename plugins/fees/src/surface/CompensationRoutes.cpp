#include "surface/CompensationRoutes.hpp"

#include "surface/OrderRoutes.hpp"

namespace fees {

namespace {

constexpr Fen kMostFen = 100'000'000;

std::string_view accountOf(const Liable& liable)
{
	return liable.kind == "person"     ? account::kPerson
	       : liable.kind == "provider" ? account::kProvider
	                                   : account::kCompany;
}

} // namespace

Result<void> CompensationRoutes::addTo(erphost::Registry& registry) const
{
	json query = ask::listQuery({"branch"});
	query["properties"]["state"] = {{"enum", {"claimed", "approved", "refused", "paid", "withdrawn"}}};
	EH_CHECK(
		registry.route({"GET", "/compensations", "listCompensations", "Compensations of a state, the newest first.",
	                    roles::kOrderReaders, query, nullptr, ask::listAnswer(), false,
	                    [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/compensations/{id}", "readCompensation", "A compensation.", roles::kOrderReaders,
	                         nullptr, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return read(tx, request); }}));
	const json liable = {{"type", "array"},
	                     {"maxItems", 20},
	                     {"items", ask::object({{"kind", {{"enum", {"person", "provider", "company"}}}},
	                                            {"key", ask::id()},
	                                            {"name", ask::text(100)},
	                                            {"parts", ask::fen()}},
	                                           {"kind", "key", "name", "parts"})}};
	const json claim = ask::orderMembers({{"id", ask::clientId()},
	                                      {"what", {{"enum", {"damage", "overcharge", "other"}}}},
	                                      {"caseId", ask::text(100)},
	                                      {"sumFen", ask::fen()},
	                                      {"liable", liable},
	                                      {"reason", ask::text(1000)}});
	EH_CHECK(registry.route(
		{"POST", "/compensations", "claimCompensation", "Claims compensation for a customer.", roles::kOrderDesk,
	     nullptr, ask::object(claim, {"id", "kind", "branch", "key", "what", "sumFen", "liable", "reason"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return this->claim(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST", "/compensations/{id}/decide", "decideCompensation", "Approves or refuses; not who claimed it.",
	     roles::kDecide, nullptr,
	     ask::object({{"approve", {{"type", "boolean"}}}, {"reason", ask::text(500)}}, {"approve", "reason"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return decide(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/compensations/{id}/withdraw", "withdrawCompensation", "Takes a claim back.",
	                         roles::kOrderDesk, nullptr, ask::object({{"reason", ask::text(500)}}, {"reason"}),
	                         ask::anObject(), true,
	                         [this](Tx& tx, const Request& request) { return withdraw(tx, request); }}));
	return registry.route({"POST", "/compensations/{id}/pay", "payCompensation",
	                       "Pays it out, with a receipt, and charges who is liable.", roles::kTill, nullptr,
	                       ask::object({{"day", ask::date()}}), ask::anObject(), true,
	                       [this](Tx& tx, const Request& request) { return pay(tx, request); }});
}

Result<Reply> CompensationRoutes::list(Tx& tx, const Request& request) const
{
	EH_TRY(const auto page,
	       listCompensations(tx, ask::branchList(request, roles::kOrderReaders), request.queryText("state", "claimed"),
	                         request.queryText("branch"), request.queryText("cursor"), ask::limitOf(request)));
	json items = json::array();
	for (const auto& each : page.items) items.push_back(toJson(each));
	return pageReply(std::move(items), page.next);
}

Result<Reply> CompensationRoutes::read(Tx& tx, const Request& request) const
{
	EH_TRY(const auto item, findCompensation(tx, request.param("id")));
	if (!item || !request.caller.may(roles::kOrderReaders, item->key.branchId))
		return erphost::permanent("fees.compensation.not_found", "There is no such compensation.")
		    .with("compensation", request.param("id"));
	return Reply{200, toJson(*item), std::to_string(item->version)};
}

Result<Compensation> claimCompensation(Tx& tx, const erphost::Host& host, Compensation item, const Request& request)
{
	EH_TRY(const auto known, findCompensation(tx, item.id));
	if (known)
	{
		if (known->key.erpKey == item.key.erpKey && known->key.branchId == item.key.branchId &&
		    known->sumFen == item.sumFen && known->what == item.what)
			return *known;
		return erphost::conflict("fees.id_taken", "Another record has this id.").with("id", item.id);
	}
	item.claimedAt = host.nowMs();
	item.claimedBy = request.caller.id;
	item.claimedName = request.caller.name;
	EH_TRY(item.number, nextNumber(tx, "PC", item.key.branchId, host.localDate(item.claimedAt)));
	EH_CHECK(addCompensation(tx, item));
	EH_TRY(const auto kept, findCompensation(tx, item.id));
	return *kept;
}

Result<Reply> CompensationRoutes::claim(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	EH_TRY(const auto order, requireOrder(tx, request, ask::keyOf(body), roles::kOrderDesk));
	Compensation item;
	item.id = body.at("id");
	item.what = body.at("what");
	item.key = order.key;
	item.orderNumber = order.number;
	item.caseId = body.value("caseId", "");
	EH_TRY(item.sumFen, ask::neededSum(body, "sumFen", 1));
	if (item.sumFen > kMostFen)
		return erphost::permanent("fees.sum.invalid", "The sum is too large.")
		    .with("sum", yuanText(item.sumFen))
		    .with("least", "0.01")
		    .with("pointer", "/sumFen");
	std::size_t at = 0;
	for (const auto& each : body.at("liable"))
	{
		const std::string place = "/liable/" + std::to_string(at++) + "/parts";
		const json& parts = each.at("parts");
		const bool huge =
			parts.is_number_unsigned() && parts.get<std::uint64_t>() > static_cast<std::uint64_t>(kMaxUnitSize);
		if (huge || parts.get<std::int64_t>() < 1)
			return erphost::permanent("fees.compensation.parts_invalid", "Parts are whole numbers from 1.")
			    .with("parts", parts.dump())
			    .with("pointer", place);
		item.liable.push_back({each.at("kind"), each.at("key"), each.at("name"), parts});
	}
	EH_TRY(item.reason, ask::wanted(body, "reason", "fees.text.invalid"));
	EH_TRY(const auto kept, claimCompensation(tx, _work.host(), item, request));
	return Reply{201, toJson(kept), std::to_string(kept.version)};
}

Result<Compensation> CompensationRoutes::changed(Tx& tx, const Request& request, const std::vector<std::string>& roles,
                                                 const char* state) const
{
	EH_TRY(const auto item, findCompensation(tx, request.param("id")));
	if (!item || !request.caller.may(roles, item->key.branchId))
		return erphost::permanent("fees.compensation.not_found", "There is no such compensation.")
		    .with("compensation", request.param("id"));
	EH_CHECK(ask::unchanged(request, item->version, "fees.stale", item->number));
	if (item->state != state)
		return erphost::conflict("fees.compensation.state", "That is not its turn.")
		    .with("number", item->number)
		    .with("state", item->state);
	return *item;
}

Result<Reply> CompensationRoutes::decide(Tx& tx, const Request& request) const
{
	EH_TRY(const auto item, changed(tx, request, roles::kDecide, "claimed"));
	if (item.claimedBy == request.caller.id)
		return erphost::permanent("fees.four_eyes", "Who claimed it does not approve it.").with("number", item.number);
	EH_TRY(const auto reason, ask::wanted(request.body, "reason", "fees.text.invalid"));
	EH_CHECK(decideCompensation(tx, item.id, request.body.at("approve").get<bool>() ? "approved" : "refused",
	                            ask::personOf(request), reason, _work.host().nowMs()));
	return read(tx, request);
}

Result<Reply> CompensationRoutes::withdraw(Tx& tx, const Request& request) const
{
	EH_TRY(const auto item, changed(tx, request, roles::kOrderDesk, "claimed"));
	EH_TRY(const auto reason, ask::wanted(request.body, "reason", "fees.text.invalid"));
	EH_CHECK(decideCompensation(tx, item.id, "withdrawn", ask::personOf(request), reason, _work.host().nowMs()));
	return read(tx, request);
}

Result<void> CompensationRoutes::charge(Tx& tx, const Compensation& item, MoneyEntry entry) const
{
	const auto shares = sharesOf(item);
	entry.id = "compensation:" + item.id + ":charged";
	entry.what = "charge";
	entry.lines.clear();
	Fen charged = 0;
	for (std::size_t at = 0; at < shares.size(); ++at)
	{
		if (shares[at] == 0 || item.liable[at].kind == "company") continue;
		entry.lines.push_back({std::string(accountOf(item.liable[at])), item.liable[at].key, -shares[at]});
		charged += shares[at];
	}
	if (charged == 0) return {};
	entry.lines.push_back({std::string(account::kCompany), "compensation", charged});
	EH_TRY([[maybe_unused]] const bool posted, post(tx, entry));
	return {};
}

Result<Reply> CompensationRoutes::pay(Tx& tx, const Request& request) const
{
	EH_TRY(const auto item, changed(tx, request, roles::kTill, "approved"));
	MoneyEntry entry;
	EH_TRY(entry.businessDate, ask::businessDay(request.body, _work.host()));
	EH_TRY(const auto receipt, nextNumber(tx, "SJ", item.key.branchId, entry.businessDate));
	entry.id = "compensation:" + item.id;
	entry.what = item.what == "overcharge" ? "overcharge_refund" : "compensation";
	entry.branchId = item.key.branchId;
	entry.kind = item.key.kind;
	entry.erpKey = item.key.erpKey;
	entry.at = _work.host().nowMs();
	entry.who = request.caller.id;
	entry.whoName = request.caller.name;
	entry.reason = item.reason;
	entry.ref = item.id;
	entry.lines = {{std::string(account::kCashier), "desk", -item.sumFen},
	               {std::string(account::kCustomer), item.key.kind + "|" + item.key.erpKey, item.sumFen}};
	EH_TRY([[maybe_unused]] const bool posted, post(tx, entry));
	EH_CHECK(charge(tx, item, entry));
	EH_CHECK(markPaid(tx, item.id, ask::personOf(request), receipt, entry.at));
	EH_CHECK(_work.refresh(tx, item.key, "money"));
	const json payload = {{"kind", item.key.kind},     {"branch", item.key.branchId}, {"erp_key", item.key.erpKey},
	                      {"order", item.orderNumber}, {"compensation", item.id},     {"case", textOrNull(item.caseId)},
	                      {"sum_fen", item.sumFen}};
	EH_CHECK(tx.append({"fees.compensation.paid", 1, item.key.branchId, item.key.erpKey, payload.dump(), 0, 0, {}}));
	return read(tx, request);
}

} // namespace fees
