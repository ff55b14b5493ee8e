#include "surface/ReceiptRoutes.hpp"

#include "store/CashCounts.hpp"
#include "store/MoneyLedger.hpp"
#include "surface/FeeJson.hpp"
#include "surface/OrderRoutes.hpp"

#include <algorithm>

namespace fees {

namespace {

/// A charge that nobody would write by mistake: a million yuan.
constexpr Fen kMostFen = 100'000'000;

json linesSchema()
{
	return {{"type", "array"},
	        {"minItems", 1},
	        {"maxItems", 100},
	        {"items", ask::object({{"what", {{"enum", {"labour", "visit", "part"}}}},
	                               {"code", ask::text(100)},
	                               {"name", ask::text(100)},
	                               {"quantity", ask::fen()},
	                               {"unit", ask::text(20)},
	                               {"unitSize", ask::fen()},
	                               {"amountFen", ask::fen()}},
	                              {"what", "amountFen"})}};
}

Result<std::vector<PaperLine>> linesOf(const json& lines)
{
	std::vector<PaperLine> read;
	std::size_t at = 0;
	Fen total = 0;
	for (const auto& each : lines)
	{
		const std::string place = "/lines/" + std::to_string(at++) + "/";
		const auto within = [&](const char* member, std::int64_t least, std::int64_t most) {
			const json value = each.value(member, json(std::int64_t{1}));
			return !(value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(most)) &&
			       value.get<std::int64_t>() >= least && value.get<std::int64_t>() <= most;
		};
		if (!within("amountFen", 1, kMostFen))
			return erphost::permanent("fees.amount.invalid", "The sum is zero, negative or too large.")
			    .with("sum", each.at("amountFen").dump())
			    .with("pointer", place + "amountFen");
		if (!within("quantity", 1, kMaxQuantity))
			return erphost::permanent("fees.quantity.invalid", "The quantity is zero, negative or too large.")
			    .with("quantity", each.at("quantity").dump())
			    .with("pointer", place + "quantity");
		if (!within("unitSize", 1, kMaxUnitSize))
			return erphost::permanent("fees.quantity.invalid", "The unit does not fit.")
			    .with("quantity", each.at("unitSize").dump())
			    .with("pointer", place + "unitSize");
		read.push_back(paperLine(each));
		total += read.back().amountFen;
	}
	if (total > kMostFen)
		return erphost::permanent("fees.amount.invalid", "The sum is too large.")
		    .with("sum", std::to_string(total))
		    .with("pointer", "/lines");
	return read;
}

bool sameLines(const std::vector<PaperLine>& one, const std::vector<PaperLine>& other)
{
	return std::equal(one.begin(), one.end(), other.begin(), other.end(),
	                  [](const PaperLine& a, const PaperLine& b) { return toJson(a) == toJson(b); });
}

erphost::Error idTaken(const std::string& id)
{
	return erphost::conflict("fees.id_taken", "Another record has this id.").with("id", id);
}

} // namespace

Result<void> ReceiptRoutes::addTo(erphost::Registry& registry) const
{
	const json quote =
		ask::orderMembers({{"id", ask::clientId()}, {"extra", {{"type", "boolean"}}}, {"lines", linesSchema()}});
	EH_CHECK(registry.route({"POST", "/quotations", "makeQuotation", "What the customer is asked to agree to.",
	                         roles::kOrderDesk, nullptr, ask::object(quote, {"id", "kind", "branch", "key", "lines"}),
	                         ask::anObject(), true,
	                         [this](Tx& tx, const Request& request) { return this->quote(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/quotations/{id}/answer", "answerQuotation", "What the customer said to it.",
	                         roles::kOrderDesk, nullptr,
	                         ask::object({{"agreed", {{"type", "boolean"}}},
	                                      {"via", {{"enum", {"signature", "phone", "message"}}}},
	                                      {"note", ask::text(500)},
	                                      {"replaces", ask::clientId()}},
	                                     {"agreed", "via"}),
	                         ask::anObject(), true,
	                         [this](Tx& tx, const Request& request) { return answer(tx, request); }}));
	const json charge = ask::orderMembers({{"id", ask::clientId()},
	                                       {"method", {{"enum", {"cash", "transfer", "wechat", "alipay", "card"}}}},
	                                       {"day", ask::date()},
	                                       {"lines", linesSchema()},
	                                       {"reason", ask::text(500)}});
	EH_CHECK(registry.route({"POST", "/receipts", "writeReceipt",
	                         "A charge; without lines what the fee still has to charge.", roles::kDeskAndTill, nullptr,
	                         ask::object(charge, {"id", "kind", "branch", "key", "method"}), ask::anObject(), true,
	                         [this](Tx& tx, const Request& request) { return this->charge(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST", "/receipts/{id}/refund", "refundReceipt", "Gives a whole charge back, mirrored to the fen.",
	     roles::kDecide, nullptr,
	     ask::object({{"id", ask::clientId()}, {"reason", ask::text(500)}, {"day", ask::date()}}, {"id", "reason"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return refund(tx, request); }}));
	return registry.route({"GET", "/receipts/{id}", "readReceipt", "A receipt as it is printed.", roles::kOrderReaders,
	                       nullptr, nullptr, ask::anObject(), false,
	                       [this](Tx& tx, const Request& request) { return read(tx, request); }});
}

Result<Reply> ReceiptRoutes::quote(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	EH_TRY(const auto order, requireOrder(tx, request, ask::keyOf(body), roles::kOrderDesk));
	Quotation item;
	item.id = body.at("id");
	item.key = order.key;
	item.extra = body.value("extra", false);
	EH_TRY(item.lines, linesOf(body.at("lines")));
	item.totalFen = totalOf(item.lines);
	EH_TRY(const auto known, findQuotation(tx, item.id));
	if (known && (known->key.erpKey != item.key.erpKey || known->key.branchId != item.key.branchId ||
	              known->extra != item.extra || !sameLines(known->lines, item.lines)))
		return idTaken(item.id);
	if (!known)
	{
		item.madeAt = _work.host().nowMs();
		EH_TRY(item.number, nextNumber(tx, "BJ", item.key.branchId, _work.host().localDate(item.madeAt)));
		EH_CHECK(addQuotation(tx, item, ask::personOf(request)));
	}
	EH_TRY(const auto kept, findQuotation(tx, item.id));
	return Reply{201, toJson(*kept), std::to_string(kept->version)};
}

Result<Reply> ReceiptRoutes::answer(Tx& tx, const Request& request) const
{
	EH_TRY(const auto item, findQuotation(tx, request.param("id")));
	if (!item || !request.caller.may(roles::kOrderDesk, item->key.branchId))
		return erphost::permanent("fees.quotation.not_found", "There is no such quotation.")
		    .with("quotation", request.param("id"));
	EH_CHECK(ask::unchanged(request, item->version, "fees.stale", item->number));
	if (item->state != "offered")
		return erphost::conflict("fees.quotation.answered", "The quotation was answered before.")
		    .with("number", item->number)
		    .with("state", item->state);
	const bool agreed = request.body.at("agreed");
	if (agreed && !item->extra) EH_CHECK(mayReplace(tx, *item, request.body.value("replaces", "")));
	EH_CHECK(answerQuotation(tx, *item, agreed, request.body.at("via").get<std::string>(),
	                         request.body.value("note", ""), _work.host().nowMs()));
	EH_TRY(const auto kept, findQuotation(tx, item->id));
	return Reply{200, toJson(*kept), std::to_string(kept->version)};
}

Result<void> ReceiptRoutes::mayReplace(Tx& tx, const Quotation& item, const std::string& named) const
{
	EH_TRY(const auto all, quotationsOf(tx, item.key));
	const auto standing = std::find_if(all.begin(), all.end(),
	                                   [](const Quotation& each) { return each.state == "agreed" && !each.extra; });
	if (standing == all.end()) return {};
	// FE-04: whoever notes the new consent says that it takes the place of that one; what comes on top is an extra.
	if (standing->id != named)
		return erphost::conflict("fees.quotation.replaces", "The customer agreed to another quotation before.")
		    .with("number", item.number)
		    .with("agreed", standing->number)
		    .with("agreedFen", yuanText(standing->totalFen));
	EH_TRY(const Fen before, agreedFen(tx, item.key));
	EH_TRY(const auto order, findFeeOrder(tx, item.key));
	const Fen agreed = before - standing->totalFen + item.totalFen;
	if (order && order->chargedFen > agreed)
		return erphost::conflict("fees.quotation.charged", "More was charged than would be agreed to then.")
		    .with("number", item.number)
		    .with("agreedFen", yuanText(agreed))
		    .with("chargedFen", yuanText(order->chargedFen));
	return {};
}

Result<std::vector<PaperLine>> ReceiptRoutes::dueLines(Tx& tx, const FeeOrder& order) const
{
	EH_TRY(const auto fee, computedLines(tx, order.key, order.generation));
	EH_TRY(const auto receipts, receiptsOf(tx, order.key));
	// Line by line: a refund's lines are negative, so that what was given back is due again.
	std::vector<PaperLine> due;
	for (const auto& shown : fee)
	{
		const FeeLine& line = shown.line;
		if (!line.charged()) continue;
		PaperLine left{line.what, line.code, line.name, line.quantity, line.unit, line.unitSize, line.amountFen};
		for (const auto& receipt : receipts)
			for (const auto& each : receipt.lines)
				if (each.what == left.what && each.code == left.code)
				{
					left.amountFen -= each.amountFen;
					left.quantity -= each.quantity;
				}
		if (left.amountFen <= 0) continue;
		left.quantity = std::max<std::int64_t>(left.quantity, 1);
		due.push_back(left);
	}
	return due;
}

Result<void> ReceiptRoutes::book(Tx& tx, Receipt receipt, const FeeOrder& order, const Request& request) const
{
	receipt.key = order.key;
	receipt.at = _work.host().nowMs();
	receipt.totalFen = totalOf(receipt.lines);
	EH_TRY(receipt.number, nextNumber(tx, "SJ", order.key.branchId, receipt.businessDate));
	EH_CHECK(addReceipt(tx, receipt, ask::personOf(request), order.generation));
	MoneyEntry entry;
	entry.id = "receipt:" + receipt.id;
	entry.what = receipt.what == "charge" ? "receipt" : "refund";
	entry.branchId = order.key.branchId;
	entry.kind = order.key.kind;
	entry.erpKey = order.key.erpKey;
	entry.businessDate = receipt.businessDate;
	entry.at = receipt.at;
	entry.who = request.caller.id;
	entry.whoName = request.caller.name;
	entry.reason = receipt.reason;
	entry.ref = receipt.id;
	std::string account(account::kBank), key = receipt.method;
	if (receipt.method == "cash")
	{
		account = account::kTechnician;
		key = receipt.technician;
		// What was handed in already is given back by the cashier.
		EH_TRY(const Fen inHand, balanceOf(tx, entry.branchId, account, key));
		if (receipt.totalFen < 0 && inHand + receipt.totalFen < 0)
		{
			account = account::kCashier;
			key = "desk";
		}
	}
	entry.lines = {{std::string(account::kCustomer), order.key.kind + "|" + order.key.erpKey, -receipt.totalFen},
	               {account, key, receipt.totalFen}};
	EH_TRY([[maybe_unused]] const bool posted, post(tx, entry));
	return _work.refresh(tx, order.key, "money");
}

Result<Reply> ReceiptRoutes::charge(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	EH_TRY(const auto order, requireOrder(tx, request, ask::keyOf(body), roles::kDeskAndTill));
	Receipt receipt;
	receipt.id = body.at("id");
	receipt.what = "charge";
	receipt.method = body.at("method");
	receipt.technician = order.technician;
	receipt.reason = body.value("reason", "");
	EH_TRY(receipt.businessDate, ask::businessDay(body, _work.host()));
	EH_TRY(const auto known, findReceipt(tx, receipt.id));
	if (known)
	{
		bool same = known->what == "charge" && known->key.erpKey == order.key.erpKey &&
		            known->key.branchId == order.key.branchId && known->method == receipt.method;
		if (same && body.contains("lines"))
		{
			EH_TRY(const auto lines, linesOf(body.at("lines")));
			same = sameLines(lines, known->lines);
		}
		if (!same) return idTaken(receipt.id);
		return show(tx, receipt.id, 201);
	}
	if (receipt.method == "cash" && receipt.technician.empty())
		return erphost::permanent("fees.technician.not_found", "The order has no technician who could have taken cash.")
		    .with("order", order.number)
		    .with("pointer", "/method");
	EH_CHECK(requireOpenDay(tx, order.key.branchId, receipt.technician, receipt.businessDate));
	if (body.contains("lines"))
	{
		EH_TRY(receipt.lines, linesOf(body.at("lines")));
	}
	else
	{
		EH_TRY(receipt.lines, dueLines(tx, order));
	}
	if (receipt.lines.empty())
		return erphost::conflict("fees.receipt.nothing_due", "Nothing is left to charge.").with("order", order.number);
	// FE-04: no charge without the customer's consent, extra ones included.
	EH_TRY(const Fen agreed, agreedFen(tx, order.key));
	const Fen charged = order.chargedFen + totalOf(receipt.lines);
	if (charged > agreed)
		return erphost::conflict("fees.receipt.not_agreed", "The customer has not agreed to this sum.")
		    .with("order", order.number)
		    .with("agreedFen", yuanText(agreed))
		    .with("chargedFen", yuanText(charged));
	EH_CHECK(book(tx, receipt, order, request));
	return show(tx, receipt.id, 201);
}

Result<Reply> ReceiptRoutes::refund(Tx& tx, const Request& request) const
{
	EH_TRY(const auto charge, findReceipt(tx, request.param("id")));
	if (!charge || charge->what != "charge" || !request.caller.may(roles::kDecide, charge->key.branchId))
		return erphost::permanent("fees.receipt.not_found", "There is no such charge.")
		    .with("receipt", request.param("id"));
	Receipt refund = *charge;
	refund.id = request.body.at("id");
	EH_TRY(const auto known, findReceipt(tx, refund.id));
	if (known)
	{
		if (known->mirrors != charge->id) return idTaken(refund.id);
		return show(tx, refund.id, 201);
	}
	if (!charge->mirroredBy.empty())
		return erphost::conflict("fees.receipt.refunded", "The charge was given back before.")
		    .with("number", charge->number);
	EH_TRY(refund.reason, ask::wanted(request.body, "reason", "fees.text.invalid"));
	EH_TRY(refund.businessDate, ask::businessDay(request.body, _work.host()));
	EH_CHECK(requireOpenDay(tx, charge->key.branchId, charge->technician, refund.businessDate));
	EH_TRY(const auto order, requireOrder(tx, request, charge->key, roles::kDecide));
	refund.what = "refund";
	refund.mirrors = charge->id;
	// FE-08: line by line the mirror of the charge.
	for (auto& line : refund.lines)
	{
		line.quantity = -line.quantity;
		line.amountFen = -line.amountFen;
	}
	EH_CHECK(book(tx, refund, order, request));
	return show(tx, refund.id, 201);
}

Result<Reply> ReceiptRoutes::show(Tx& tx, const std::string& id, int status) const
{
	EH_TRY(const auto item, findReceipt(tx, id));
	return Reply{status, toJson(*item), {}};
}

Result<Reply> ReceiptRoutes::read(Tx& tx, const Request& request) const
{
	EH_TRY(const auto item, findReceipt(tx, request.param("id")));
	if (!item || !request.caller.may(roles::kOrderReaders, item->key.branchId))
		return erphost::permanent("fees.receipt.not_found", "There is no such receipt.")
		    .with("receipt", request.param("id"));
	json body = toJson(*item);
	EH_TRY(const auto order, findFeeOrder(tx, item->key));
	EH_TRY(const auto branch, branchNameOf(tx, item->key.branchId));
	EH_TRY(const auto customer, customerNameOf(tx, item->key));
	body["order"] = {{"kind", item->key.kind},
	                 {"branchId", item->key.branchId},
	                 {"branchName", branch},
	                 {"orderKey", item->key.erpKey},
	                 {"orderNumber", order ? order->number : ""},
	                 {"customerName", customer}};
	return Reply{200, std::move(body), {}};
}

} // namespace fees
