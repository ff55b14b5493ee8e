#include "surface/CustomerMessages.hpp"

#include "erphost/CustomerText.hpp"
#include "rules/Id.hpp"
#include "store/CarryInSql.hpp"
#include "store/DeskSql.hpp"

namespace parts {

using nlohmann::json;

namespace {

const RecordKind kWaiting{sql::kWaiting, sql::kWaitingColumns};
const RecordKind kCarryIn{sql::kCarryIn, sql::kCarryInColumns};
const Actor kMessenger{"sms", "短信"};

} // namespace

Result<void> CustomerMessages::addTo(erphost::Registry& registry) const
{
	return registry.subscribe("desk_messages", {"host.message.sent"},
	                          [this](Tx& tx, const erphost::Event& event) { return sent(tx, event); });
}

Result<void> CustomerMessages::send(Tx& tx, const Draft& draft) const
{
	EH_TRY(const json settings, _kit.host().settings(_kit.today()));
	const json& set = settings.at(draft.about).at("message");
	if (!set.at("on").get<bool>() || draft.phone.empty()) return {};
	erphost::Message message;
	message.id = idOf({"message", draft.about, draft.recordId, draft.told});
	EH_TRY(const auto added, tx.execute(sql::kAddDeskMessage, message.id, draft.about, draft.recordId, draft.told));
	if (added == 0) return {};
	message.channel = "sms";
	message.to = draft.phone;
	message.text = erphost::filled(set.at("text").get<std::string>(), draft.values);
	message.branchId = draft.branchId;
	message.businessKey = draft.businessKey;
	message.about = draft.about;
	return tx.send(message);
}

Result<void> CustomerMessages::sent(Tx& tx, const erphost::Event& event) const
{
	const json payload = json::parse(event.payload, nullptr, false);
	if (!payload.is_object()) return {};
	std::optional<json> message;
	{
		EH_TRY(auto rows, tx.query(sql::kDeskMessage, payload.value("id", "")));
		EH_TRY(message, jsonRow(rows, sql::kDeskMessageColumns));
	}
	if (!message) return {}; // another plugin's
	const std::string id = message->at("recordId"), told = message->at("told");
	if (message->at("about") == "waiting")
	{
		EH_TRY(const json waiting, _kit.find(tx, kWaiting, id));
		// A newer date was set meanwhile: this one told him nothing that still holds.
		if (waiting.at("state") != "waiting" || waiting.at("supplierDate") != told || waiting.at("toldDate") == told)
			return {};
		EH_CHECK(_kit.step(tx, waiting, "told", kMessenger, told));
		EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kTellWaiting, id, told, _kit.now(), "sms"));
		return {};
	}
	EH_TRY(const json carryIn, _kit.find(tx, kCarryIn, id));
	if (carryIn.at("state") != "ready") return {};
	EH_CHECK(_kit.step(tx, carryIn, "told", kMessenger, ""));
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kTellCarryIn, id, _kit.now()));
	return {};
}

} // namespace parts
