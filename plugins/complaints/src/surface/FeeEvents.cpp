#include "surface/FeeEvents.hpp"

#include "rules/Id.hpp"
#include "store/Orders.hpp"

namespace complaints {

using erphost::Event;
using nlohmann::json;

namespace {

const Actor kProgram{{}, {}, "program"};

std::string text(const json& payload, const char* member)
{
	const auto found = payload.find(member);
	return found != payload.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Fen as people write yuan; "—" where nobody said any.
std::string yuan(const json& payload, const char* member)
{
	const auto found = payload.find(member);
	if (found == payload.end() || !found->is_number_integer()) return "—";
	const std::int64_t fen = found->get<std::int64_t>();
	const std::string cents = std::to_string(fen % 100);
	return std::to_string(fen / 100) + "." + (cents.size() < 2 ? "0" : "") + cents;
}

std::string wordsOf(const json& payload)
{
	return "收费核对：超出价目 " + yuan(payload, "over_fen") + " 元（应收 " + yuan(payload, "list_fen") + "，交款 " +
	       yuan(payload, "handed_fen") + "，客户自述 " + yuan(payload, "named_fen") + "）";
}

struct Place
{
	std::string id;
	std::optional<Case> known;
};

/// The case of an exception: the one that stands; where all were withdrawn, the id of the next.
Result<Place> caseOf(Tx& tx, const std::string& exception)
{
	Place place{idOf({"case", "overcharge", exception}), {}};
	for (;;)
	{
		EH_TRY(place.known, findCase(tx, place.id));
		if (!place.known || place.known->state != "voided") return place;
		place.id = idOf({"case", "overcharge", exception, place.id});
	}
}

} // namespace

Result<void> FeeEvents::addTo(erphost::Registry& registry) const
{
	return registry.subscribe("fees", {"fees.overcharge.found", "fees.overcharge.withdrawn", "fees.compensation.paid"},
	                          [this](Tx& tx, const Event& event) { return heard(tx, event); });
}

Result<void> FeeEvents::heard(Tx& tx, const Event& event) const
{
	const json payload = json::parse(event.payload, nullptr, false);
	if (!payload.is_object())
		return erphost::permanent("complaints.event.unreadable", "The event's payload is not an object.");
	if (event.type == "fees.overcharge.found") return found(tx, payload);
	if (event.type == "fees.overcharge.withdrawn") return withdrawn(tx, payload);
	return compensated(tx, payload);
}

Result<void> FeeEvents::found(Tx& tx, const json& payload) const
{
	EH_TRY(auto place, caseOf(tx, text(payload, "exception")));
	const std::string words = wordsOf(payload);
	if (place.known)
	{
		if (place.known->words == words) return {};
		return _work.remark(tx, *place.known, "remark", kProgram, words);
	}
	Case item;
	item.id = place.id;
	item.source = "department";
	item.sourceDetail = "收费核对";
	item.kind = text(payload, "kind");
	item.branchId = text(payload, "branch");
	item.erpKey = text(payload, "erp_key");
	item.orderNumber = text(payload, "order");
	EH_TRY(const auto order, findOrder(tx, item.kind, item.branchId, item.erpKey));
	if (order) takeOver(*order, item);
	else
	{
		EH_TRY(const Branch branch, findBranch(tx, item.branchId));
		item.branchName = branch.name;
		item.technician = text(payload, "technician");
		item.technicianName = text(payload, "technician_name");
	}
	item.complaintKind = "after_sales";
	item.subKind = "overcharge";
	item.words = words;
	EH_TRY([[maybe_unused]] const Case opened, _work.open(tx, std::move(item), kProgram));
	return {};
}

Result<void> FeeEvents::withdrawn(Tx& tx, const json& payload) const
{
	EH_TRY(auto place, caseOf(tx, text(payload, "exception")));
	if (!place.known) return {};
	return _work.voidCase(tx, *place.known, kProgram, text(payload, "reason"));
}

Result<void> FeeEvents::compensated(Tx& tx, const json& payload) const
{
	const std::string id = text(payload, "case");
	if (id.empty()) return {};
	EH_TRY(auto item, findCase(tx, id));
	if (!item) return {};
	return _work.remark(tx, *item, "remark", kProgram, "已赔付客户 " + yuan(payload, "sum_fen") + " 元");
}

} // namespace complaints
