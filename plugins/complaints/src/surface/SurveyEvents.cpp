#include "surface/SurveyEvents.hpp"

#include "rules/Id.hpp"
#include "store/Orders.hpp"

namespace complaints {

using erphost::Event;
using nlohmann::json;

namespace {

/// A member that may be missing or null.
std::string text(const json& payload, const char* member)
{
	const auto found = payload.find(member);
	return found != payload.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number(const json& payload, const char* member, std::int64_t fallback = 0)
{
	const auto found = payload.find(member);
	return found != payload.end() && found->is_number_integer() ? found->get<std::int64_t>() : fallback;
}

/// SV-50: average is content.
bool contentLevel(const std::string& level)
{
	return level != "dissatisfied" && level != "very_dissatisfied";
}

/// CP-03: what a call-back about a stage complains of.
std::string kindOfStage(const std::string& stage, const std::string& orderKind)
{
	if (stage == "sales_counter" || orderKind == "sale") return "store";
	if (stage == "logistics" || orderKind == "delivery") return "logistics";
	return "after_sales";
}

Actor callback(const json& payload)
{
	return {text(payload, "clerk"), text(payload, "clerk_name"), "callback"};
}

} // namespace

Result<void> SurveyEvents::addTo(erphost::Registry& registry) const
{
	return registry.subscribe("callbacks",
	                          {"survey.contact_sheet.requested", "survey.contact_sheet.withdrawn",
	                           "survey.callback.recorded", "survey.callback.corrected", "survey.callback.not_reached",
	                           "survey.finding.recorded", "survey.finding.withdrawn", "complaints.warning.raised"},
	                          [this](Tx& tx, const Event& event) { return heard(tx, event); });
}

Result<void> SurveyEvents::heard(Tx& tx, const Event& event) const
{
	const json payload = json::parse(event.payload, nullptr, false);
	if (!payload.is_object())
		return erphost::permanent("complaints.event.unreadable", "The event's payload is not an object.");
	if (event.type == "survey.contact_sheet.requested") return sheetRequested(tx, payload);
	if (event.type == "survey.contact_sheet.withdrawn") return sheetWithdrawn(tx, payload);
	if (event.type == "survey.callback.recorded") return recorded(tx, payload);
	if (event.type == "survey.callback.corrected") return corrected(tx, payload);
	if (event.type == "survey.callback.not_reached") return notReached(tx, payload);
	if (event.type == "survey.finding.recorded") return found(tx, event, payload);
	if (event.type == "survey.finding.withdrawn") return lost(tx, payload);
	return warned(tx, payload);
}

Result<std::optional<Case>> SurveyEvents::caseOf(Tx& tx, const json& payload) const
{
	const std::string id = text(payload, "case");
	if (!id.empty()) return findCase(tx, id);
	const std::string task = text(payload, "task");
	if (task.empty()) return std::optional<Case>{};
	return caseOfTask(tx, task);
}

Result<void> SurveyEvents::fillIn(Tx& tx, Case& item, const json& payload) const
{
	item.kind = text(payload, "kind");
	item.branchId = text(payload, "branch");
	item.erpKey = text(payload, "erp_key");
	item.orderNumber = text(payload, "order");
	EH_TRY(const auto order, findOrder(tx, item.kind, item.branchId, item.erpKey));
	if (order)
	{
		takeOver(*order, item);
		return {};
	}
	if (item.kind.empty() || item.erpKey.empty()) item.kind = "case";
	EH_TRY(const Branch branch, findBranch(tx, item.branchId));
	item.branchName = branch.name;
	return {};
}

Result<void> SurveyEvents::sheetRequested(Tx& tx, const json& payload) const
{
	const std::string task = text(payload, "task");
	const std::int64_t round = number(payload, "round", 1);
	EH_TRY(auto known, caseOf(tx, payload));
	// CP-10: from the second round on it is the same complaint, reopened by the answer itself; its words are kept.
	if (known && known->state != "voided")
	{
		if (known->taskRound == round && known->task == task) return {};
		return _work.remark(tx, *known, "remark", callback(payload), text(payload, "words"));
	}
	Case item;
	// A request that follows a withdrawn one is another complaint.
	item.id = idOf({"case", "callback", task, std::to_string(round), known ? known->id : std::string()});
	item.source = "callback";
	EH_CHECK(fillIn(tx, item, payload));
	item.complaintKind = kindOfStage(text(payload, "stage"), item.kind);
	item.words = text(payload, "words");
	item.task = task;
	item.taskNumber = text(payload, "task_number");
	item.taskRound = static_cast<int>(round);
	// CP-02: the clerk who heard it owns it, where the event says who that was.
	item.owner = text(payload, "clerk");
	item.ownerName = text(payload, "clerk_name");
	item.receivedAt = number(payload, "answered_at");
	EH_TRY([[maybe_unused]] const Case opened, _work.open(tx, std::move(item), callback(payload)));
	return {};
}

Result<void> SurveyEvents::sheetWithdrawn(Tx& tx, const json& payload) const
{
	EH_TRY(auto item, caseOf(tx, payload));
	// Only the answer that opened the complaint takes it back; a later round is corrected as an answer.
	if (!item || item->state == "voided" || item->taskRound != number(payload, "round", 1)) return {};
	return _work.voidCase(tx, *item, callback(payload), text(payload, "reason"));
}

Result<void> SurveyEvents::recorded(Tx& tx, const json& payload) const
{
	if (number(payload, "round", 1) < 2 && text(payload, "case").empty()) return {};
	EH_TRY(auto item, caseOf(tx, payload));
	if (!item || item->state != "open") return {};
	const std::string level = text(payload, "level");
	const auto said = payload.find("content");
	const bool content = said != payload.end() && said->is_boolean() ? said->get<bool>() : contentLevel(level);
	return _work.answered(tx, *item, content, callback(payload), level);
}

Result<void> SurveyEvents::corrected(Tx& tx, const json& payload) const
{
	if (number(payload, "round", 1) < 2 && text(payload, "case").empty()) return {};
	EH_TRY(auto item, caseOf(tx, payload));
	if (!item || item->state == "voided") return {};
	const bool before = contentLevel(text(payload, "from_level")), after = contentLevel(text(payload, "to_level"));
	if (before == after) return {};
	return _work.corrected(tx, *item, after, callback(payload), text(payload, "reason"));
}

Result<void> SurveyEvents::notReached(Tx& tx, const json& payload) const
{
	EH_TRY(auto item, caseOf(tx, payload));
	if (!item || item->state != "open") return {};
	EH_CHECK(_work.remark(tx, *item, "not_reached", callback(payload), {}));
	return _work.tellOwner(tx, *item, "not_reached", std::to_string(number(payload, "round", 1)));
}

Result<void> SurveyEvents::found(Tx& tx, const Event& event, const json& payload) const
{
	Finding finding;
	finding.finding = text(payload, "finding");
	// What a customer says he paid accuses nobody; the fees compare it (FE-06).
	if (finding.finding == "paid") return {};
	finding.question = text(payload, "question");
	finding.said = text(payload, "said");
	if (payload.contains("amount_fen") && payload["amount_fen"].is_number_integer())
		finding.amountFen = payload["amount_fen"].get<std::int64_t>();
	finding.at = event.occurredAtMs;
	return addFinding(
		tx, idOf({"finding", text(payload, "task"), finding.finding, finding.question, std::to_string(event.position)}),
		text(payload, "kind"), text(payload, "branch"), text(payload, "erp_key"), text(payload, "task"), finding);
}

Result<void> SurveyEvents::lost(Tx& tx, const json& payload) const
{
	// SV-15: what was taken back is no evidence; the survey keeps what was said and why it does not hold.
	return withdrawFinding(tx, text(payload, "kind"), text(payload, "branch"), text(payload, "erp_key"),
	                       text(payload, "task"),
	                       {text(payload, "finding"), text(payload, "question"), text(payload, "said"), {}, 0});
}

Result<void> SurveyEvents::warned(Tx& tx, const json& payload) const
{
	// A warning about a case, or about a sheet of one, is the case's own; one about a clock of an order becomes a case.
	if (!text(payload, "case").empty() || text(payload, "erp_key").empty()) return {};
	const erphost::Host& host = _work.host();
	EH_TRY(const Settings settings, settingsAt(host, host.localDate(host.nowMs())));
	const std::int64_t level = number(payload, "level");
	if (settings.warningOpensCaseAt == 0 || level < settings.warningOpensCaseAt) return {};
	Case item;
	item.source = "warning";
	EH_CHECK(fillIn(tx, item, payload));
	item.sourceDetail = text(payload, "clock");
	item.id = idOf({"case", "warning", item.kind, item.branchId, item.erpKey, item.sourceDetail});
	item.complaintKind = kindOfStage({}, item.kind);
	item.subKind = item.complaintKind == "after_sales" ? "service" : "";
	item.warningLevel = static_cast<int>(level);
	if (number(payload, "due_at") > 0) item.dueAt = number(payload, "due_at");
	EH_TRY([[maybe_unused]] const Case opened, _work.open(tx, std::move(item), {{}, {}, "program"}));
	return {};
}

} // namespace complaints
