// Who hears what of a case: people by notices, plugins by events, the ERP by its record.

#include "rules/Id.hpp"
#include "rules/Route.hpp"
#include "surface/CaseJson.hpp"
#include "surface/CaseWork.hpp"

#include <algorithm>

namespace complaints {

using erphost::ErpRecord;
using erphost::Event;
using nlohmann::json;

Result<void> CaseWork::save(Tx& tx, Case& item) const
{
	EH_CHECK(saveCase(tx, item));
	return putStatus(tx, item);
}

Result<void> CaseWork::putStatus(Tx& tx, const Case& item) const
{
	if (!item.hasOrder()) return {};
	// An order shows the most urgent of its open complaints; when none is open, what became of the last.
	EH_TRY(const auto cases, casesOfOrder(tx, item.kind, item.branchId, item.erpKey));
	const Case* shown = nullptr;
	std::int64_t open = 0;
	for (const auto& each : cases)
	{
		if (each.state != "open") continue;
		++open;
		if (!shown || each.urgency < shown->urgency) shown = &each;
	}
	if (!shown)
	{
		const auto standing = std::find_if(
			cases.begin(), cases.end(), [](const Case& each) { return each.state != "voided" && !each.takenOver(); });
		shown = standing == cases.end() ? &item : &*standing;
	}
	const bool handled = shown->state == "open" && shown->step == name(Step::prevention);
	const json record = {{"case", shown->id},
	                     {"case_number", shown->number},
	                     {"kind", item.kind},
	                     {"branch", item.branchId},
	                     {"erp_key", item.erpKey},
	                     {"order", item.orderNumber},
	                     {"state", handled ? std::string("handled") : shown->state},
	                     {"step", shown->step},
	                     {"class", shown->severity},
	                     {"due_at", orNull(shown->dueAt)},
	                     {"handler", shown->handlerName},
	                     {"open_cases", open},
	                     {"changed_at", _host.nowMs()}};
	// A record type writes one table of the ERP: each kind of order has its own.
	const std::string type = item.kind == "work_order" ? "complaint_status" : "complaint_status_" + item.kind;
	return tx.put(ErpRecord{type, item.branchId, item.erpKey,
	                        idOf({"order", item.kind, item.branchId, item.erpKey}) + ":complaint", record.dump()});
}

Result<void> CaseWork::emit(Tx& tx, const Case& item, const std::string& type, json more) const
{
	more["case"] = item.id;
	more["case_number"] = item.number;
	more["branch"] = item.branchId;
	if (item.hasOrder())
	{
		more["kind"] = item.kind;
		more["erp_key"] = item.erpKey;
		more["order"] = item.orderNumber;
	}
	return tx.append(Event{type, 1, item.branchId, item.erpKey, more.dump(), 0, 0, {}});
}

Notice CaseWork::noticeOf(const Case& item, const std::string& what) const
{
	Notice notice;
	notice.branchId = item.branchId;
	notice.what = what;
	notice.params = {{"number", item.number}, {"branch", item.branchName}, {"class", item.severity}};
	notice.caseId = item.id;
	notice.at = _host.nowMs();
	return notice;
}

Result<void> CaseWork::tellRole(Tx& tx, const Case& item, std::string_view role, const std::string& what,
                                const std::string& occasion) const
{
	Notice notice = noticeOf(item, what);
	notice.id = idOf({"notice", what, item.id, occasion, role});
	notice.role = role;
	return tell(tx, notice);
}

Result<void> CaseWork::tellOwner(Tx& tx, const Case& item, const std::string& what, const std::string& occasion) const
{
	if (item.owner.empty()) return tellRole(tx, item, "callback_clerk", what, occasion);
	Notice notice = noticeOf(item, what);
	notice.id = idOf({"notice", what, item.id, occasion, "user", item.owner});
	notice.userId = item.owner;
	return tell(tx, notice);
}

Result<void> CaseWork::tellClass(Tx& tx, const Case& item) const
{
	// CP-08: class 2: the manager of the department; class 3: the service manager coordinates, the executive knows.
	if (item.severity >= 2) EH_CHECK(tellRole(tx, item, managerOf(item.department), "class_2", "class"));
	if (item.severity < 3) return {};
	EH_CHECK(tellRole(tx, item, "service_manager", "class_3", "class"));
	return tellRole(tx, item, "executive", "class_3", "class");
}

} // namespace complaints
