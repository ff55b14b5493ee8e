#include "surface/CaseClocks.hpp"

#include "rules/Id.hpp"
#include "store/Cases.hpp"
#include "store/Orders.hpp"
#include "surface/SheetDesk.hpp"

namespace complaints {

using nlohmann::json;

namespace {

std::string text(const json& payload, const char* member)
{
	return payload.contains(member) && payload.at(member).is_string() ? payload.at(member).get<std::string>()
	                                                                  : std::string();
}

/// CP-11: a salesperson's and a manufacturer's report have deadlines of their own.
ClockKind answerClock(const Case& item)
{
	if (item.source == "department" && item.sourceDetail == "sales") return ClockKind::salespersonReport;
	if (item.source == "department" && item.sourceDetail == "manufacturer") return ClockKind::manufacturerReport;
	return ClockKind::firstAnswer;
}

std::string noticeId(const json& payload)
{
	return idOf({"clock", "notice", text(payload, "proposal")});
}

} // namespace

Result<void> CaseClocks::addTo(erphost::Registry& registry) const
{
	return registry.subscribe("case_clocks",
	                          {"complaints.case.opened", "complaints.case.handled", "complaints.case.closed",
	                           "complaints.case.voided", "survey.fine.proposed", "survey.fine.withdrawn",
	                           "complaints.fine.proposed", "complaints.fine.withdrawn"},
	                          [this](Tx& tx, const erphost::Event& event) { return heard(tx, event); });
}

Result<void> CaseClocks::heard(Tx& tx, const erphost::Event& event) const
{
	const json payload = json::parse(event.payload, nullptr, false);
	if (!payload.is_object())
		return erphost::permanent("complaints.event.unreadable", "The event's payload is not an object.");
	if (event.type == "complaints.case.opened") return opened(tx, payload, event.occurredAtMs);
	if (event.type == "complaints.case.handled" || event.type == "complaints.case.closed")
		return ended(tx, payload, false);
	if (event.type == "complaints.case.voided") return ended(tx, payload, true);
	return event.type.ends_with(".proposed") ? noticeDue(tx, event, payload) : noticeGone(tx, payload);
}

Result<void> CaseClocks::opened(Tx& tx, const json& payload, std::int64_t openedAt) const
{
	EH_TRY(const auto item, findCase(tx, text(payload, "case")));
	// Events come late: a case that is over by now needs neither clock nor sheet.
	if (!item || item->state != "open") return {};
	SheetDesk desk(_host);
	const ClockKind kind = answerClock(*item);
	// SV-16: nobody is late for what was before go-live.
	const std::int64_t from = item->imported() ? openedAt : item->receivedAt;
	EH_TRY(WatchedClock clock, desk.keeper().make(kind, from));
	clock.id = idOf({"clock", "case", item->id});
	EH_TRY(const auto known, findClock(tx, clock.id));
	if (!known)
	{
		clock.subject = "case";
		clock.caseId = item->id;
		clock.caseNumber = item->number;
		clock.kind = item->kind;
		clock.branchId = item->branchId;
		clock.branchName = item->branchName;
		clock.erpKey = item->erpKey;
		clock.orderNumber = item->orderNumber;
		clock.personKind = "owner";
		clock.personKey = item->owner;
		clock.personName = item->ownerName;
		clock.basis = Basis::event;
		EH_CHECK(desk.keeper().keep(tx, clock));
	}
	if (item->source != "callback") return {};
	// SV-52: the customer's words go to the branch; the service manager signs what goes out.
	EH_TRY([[maybe_unused]] const ContactSheet sheet,
	       desk.open(tx, *item, idOf({"sheet", "case", item->id}), departmentOf(*item), item->words, item->ownerName));
	return {};
}

Result<void> CaseClocks::ended(Tx& tx, const json& payload, bool voided) const
{
	const std::string caseId = text(payload, "case");
	const std::string why = text(payload, "reason");
	SheetDesk desk(_host);
	for (const char* state : {"running", "paused"})
	{
		EH_TRY(auto clocks, clocksOfCase(tx, caseId, state));
		for (WatchedClock& clock : clocks)
		{
			if (voided) EH_CHECK(desk.keeper().drop(tx, clock, "case_voided"));
			else if (clock.subject == "case") EH_CHECK(desk.keeper().stop(tx, clock, _host.nowMs()));
		}
	}
	if (!voided) return {};
	EH_TRY(auto sheets, sheetsOfCase(tx, caseId));
	for (ContactSheet& sheet : sheets)
		if (after(sheet.state, SheetAct::withdraw)) EH_CHECK(desk.withdraw(tx, sheet, why, ""));
	return {};
}

Result<void> CaseClocks::noticeDue(Tx& tx, const erphost::Event& event, const json& payload) const
{
	// Only a provider gets a notice to confirm; own staff's fines go to HR (FE-21, FE-22).
	const json liable = payload.value("liable", json::object());
	if (text(liable, "kind") != "provider") return {};
	EH_TRY(const auto known, findClock(tx, noticeId(payload)));
	if (known) return {};
	ClockKeeper keeper(_host);
	EH_TRY(WatchedClock clock, keeper.make(ClockKind::penaltyNotice, event.occurredAtMs));
	clock.id = noticeId(payload);
	clock.subject = "notice";
	clock.caseId = text(payload, "case");
	clock.caseNumber = text(payload, "case_number");
	clock.kind = text(payload, "kind");
	clock.branchId = event.branchId;
	EH_TRY(const Branch branch, findBranch(tx, event.branchId));
	clock.branchName = branch.name;
	clock.erpKey = text(payload, "erp_key");
	clock.orderNumber = text(payload, "order");
	clock.personKind = "provider";
	clock.personKey = text(liable, "key");
	clock.personName = text(liable, "name");
	clock.basis = Basis::event;
	return keeper.keep(tx, clock);
}

Result<void> CaseClocks::noticeGone(Tx& tx, const json& payload) const
{
	EH_TRY(auto clock, findClock(tx, noticeId(payload)));
	if (!clock || clock->state == "done") return {};
	ClockKeeper keeper(_host);
	return keeper.drop(tx, *clock, "fine_withdrawn");
}

} // namespace complaints
