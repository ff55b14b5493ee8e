#include "surface/FeeEvents.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace fees {

using erphost::Event;
using nlohmann::json;

namespace {

/// What a customer says about money; the other findings are not ours.
constexpr std::array<std::string_view, 2> kMoneyFindings{"overcharge", "paid"};

std::string text(const json& payload, const char* member)
{
	const auto found = payload.find(member);
	return found != payload.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<json> payloadOf(const Event& event)
{
	json payload = json::parse(event.payload, nullptr, false);
	if (!payload.is_object())
		return erphost::permanent("fees.event.unreadable", "The event's payload is not an object.");
	return payload;
}

OrderKey keyOf(const json& payload)
{
	return {text(payload, "kind"), text(payload, "branch"), text(payload, "erp_key")};
}

} // namespace

Result<void> FeeEvents::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.subscribe("fees.parts", {"parts.order.changed"},
	                            [this](Tx& tx, const Event& event) { return partsChanged(tx, event); }));
	return registry.subscribe("fees.findings", {"survey.finding.recorded", "survey.finding.withdrawn"},
	                          [this](Tx& tx, const Event& event) { return found(tx, event); });
}

Result<void> FeeEvents::partsChanged(Tx& tx, const Event& event) const
{
	EH_TRY(const json payload, payloadOf(event));
	const OrderKey key = keyOf(payload);
	if (key.kind != "work_order") return {};
	EH_CHECK(takeOverParts(tx, key));
	return _work.refresh(tx, key, "parts");
}

Result<void> FeeEvents::found(Tx& tx, const Event& event) const
{
	EH_TRY(const json payload, payloadOf(event));
	const OrderKey key = keyOf(payload);
	NamedAmount named;
	named.finding = text(payload, "finding");
	if (key.kind != "work_order" ||
	    std::find(kMoneyFindings.begin(), kMoneyFindings.end(), named.finding) == kMoneyFindings.end())
		return {};
	const json round = payload.value("round", json());
	named.id = text(payload, "task") + ":" + round.dump() + ":" + named.finding + ":" + text(payload, "question");
	named.said = text(payload, "said");
	if (const json sum = payload.value("amount_fen", json()); sum.is_number_integer())
		named.amountFen = std::clamp<Fen>(sum.get<Fen>(), 0, kMaxFen);
	named.position = event.position;
	named.at = event.occurredAtMs;
	named.withdrawn = event.type == "survey.finding.withdrawn";
	EH_CHECK(putNamed(tx, key, named));
	return _work.refresh(tx, key, "money");
}

} // namespace fees
