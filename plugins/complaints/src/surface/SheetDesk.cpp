#include "surface/SheetDesk.hpp"

#include "rules/Id.hpp"
#include "store/Cases.hpp"
#include "surface/CaseWork.hpp"
#include "surface/Settings.hpp"

#include <nlohmann/json.hpp>

namespace complaints {

using erphost::ErpRecord;
using erphost::Event;
using nlohmann::json;

namespace {

std::string productOf(const Case& item)
{
	std::string product;
	for (const std::string* part : {&item.productType, &item.brand, &item.model})
		if (!part->empty()) product += (product.empty() ? "" : " ") + *part;
	return product;
}

/// A branch writes a cause as it likes: its code, or what the console calls it; '' for anything else.
std::string causeCode(const Settings& set, std::string_view words)
{
	for (const Cause& cause : set.causes)
		if (words == cause.code || words == cause.zh || words == cause.en) return cause.code;
	return {};
}

std::string clockId(const ContactSheet& sheet)
{
	return idOf({"clock", "sheet", sheet.id, std::to_string(sheet.round)});
}

} // namespace

std::string departmentOf(const Case& item)
{
	return item.complaintKind == "store" || item.complaintKind == "logistics" ? item.complaintKind : "after_sales";
}

Result<SheetState> SheetDesk::move(const ContactSheet& sheet, SheetAct act) const
{
	const auto next = after(sheet.state, act);
	if (!next)
		return erphost::conflict("complaints.sheet.wrong_state", "This cannot be done with the sheet as it is.")
		    .with("number", sheet.number)
		    .with("state", std::string(name(sheet.state)));
	return *next;
}

Result<void> SheetDesk::save(Tx& tx, ContactSheet& sheet, const char* what, const std::string& byName,
                             const std::string& note)
{
	return saveSheet(tx, sheet, {_host.nowMs(), what, byName, note});
}

Result<ContactSheet> SheetDesk::open(Tx& tx, const Case& item, const std::string& id, const std::string& department,
                                     const std::string& problem, const std::string& byName)
{
	EH_TRY(const auto known, findSheet(tx, id));
	if (known) return *known;
	if (item.state != "open")
		return erphost::conflict("complaints.sheet.case_closed", "The complaint is not open any more.")
		    .with("number", item.number);
	const std::int64_t now = _host.nowMs();
	const std::string today = _host.localDate(now);
	ContactSheet sheet;
	sheet.id = id;
	EH_TRY(sheet.number, nextNumber(tx, "LLD", item.branchId, item.branchName, today));
	sheet.caseId = item.id;
	sheet.caseNumber = item.number;
	sheet.kind = item.kind;
	sheet.branchId = item.branchId;
	sheet.branchName = item.branchName;
	sheet.erpKey = item.erpKey;
	sheet.orderNumber = item.orderNumber;
	sheet.product = productOf(item);
	sheet.department = department;
	sheet.problem = problem;
	sheet.createdAt = now;
	sheet.createdByName = byName;
	EH_TRY([[maybe_unused]] const bool added, addSheet(tx, sheet));
	EH_TRY(const TimeSettings* set, _keeper.settings().at(today));
	if (set->sheetAutoSign) EH_CHECK(sign(tx, sheet, ""));
	return sheet;
}

Result<void> SheetDesk::startClock(Tx& tx, ContactSheet& sheet, const std::string& problemOwner)
{
	EH_TRY(WatchedClock clock, _keeper.make(ClockKind::sheet, _host.nowMs()));
	clock.id = clockId(sheet);
	clock.subject = "sheet";
	clock.caseId = sheet.caseId;
	clock.caseNumber = sheet.caseNumber;
	clock.sheetId = sheet.id;
	clock.kind = sheet.kind;
	clock.branchId = sheet.branchId;
	clock.branchName = sheet.branchName;
	clock.erpKey = sheet.erpKey;
	clock.orderNumber = sheet.orderNumber;
	clock.personKind = "department";
	clock.personKey = problemOwner;
	clock.basis = Basis::event;
	EH_CHECK(_keeper.keep(tx, clock));
	sheet.dueAt = clock.dueAt;
	sheet.dueProvisional = clock.dueProvisional;
	return {};
}

Result<void> SheetDesk::sign(Tx& tx, ContactSheet& sheet, const std::string& byName)
{
	EH_TRY(sheet.state, move(sheet, SheetAct::sign));
	const std::int64_t now = _host.nowMs();
	sheet.signedAt = sheet.sentAt = now;
	sheet.signedByName = byName;
	EH_CHECK(startClock(tx, sheet, sheet.department));
	EH_CHECK(save(tx, sheet, "sent", byName, ""));
	EH_CHECK(append(tx, "complaints.sheet.sent", sheet,
	                {{"department", sheet.department}, {"due_at", sheet.dueAt}, {"round", sheet.round}}));
	return tellErp(tx, sheet);
}

Result<void> SheetDesk::edit(Tx& tx, ContactSheet& sheet, const std::string& department, const std::string& problem,
                             const std::string& byName)
{
	EH_TRY(sheet.state, move(sheet, SheetAct::edit));
	sheet.department = department;
	sheet.problem = problem;
	return save(tx, sheet, "edited", byName, "");
}

Result<void> SheetDesk::accept(Tx& tx, ContactSheet& sheet, const std::string& note, const std::string& byName)
{
	EH_TRY(sheet.state, move(sheet, SheetAct::accept));
	EH_CHECK(save(tx, sheet, "accepted", byName, note));
	EH_CHECK(revokeLinks(tx, sheet.id, _host.nowMs()));
	return tellErp(tx, sheet);
}

Result<void> SheetDesk::giveBack(Tx& tx, ContactSheet& sheet, const std::string& reason, const std::string& byName)
{
	EH_TRY(sheet.state, move(sheet, SheetAct::giveBack));
	++sheet.round;
	sheet.answeredAt.reset();
	sheet.answeredByName.clear();
	sheet.via.clear();
	sheet.result.clear();
	sheet.measure.clear();
	sheet.late = false;
	EH_CHECK(startClock(tx, sheet, sheet.department));
	EH_CHECK(save(tx, sheet, "returned", byName, reason));
	EH_CHECK(append(tx, "complaints.sheet.sent", sheet,
	                {{"department", sheet.department}, {"due_at", sheet.dueAt}, {"round", sheet.round}}));
	return tellErp(tx, sheet);
}

Result<void> SheetDesk::archive(Tx& tx, ContactSheet& sheet, const std::string& byName)
{
	EH_TRY(sheet.state, move(sheet, SheetAct::archive));
	EH_CHECK(save(tx, sheet, "archived", byName, ""));
	return tellErp(tx, sheet);
}

Result<void> SheetDesk::withdraw(Tx& tx, ContactSheet& sheet, const std::string& reason, const std::string& byName)
{
	const bool wasOut = sheet.state != SheetState::draft;
	EH_TRY(sheet.state, move(sheet, SheetAct::withdraw));
	sheet.withdrawnReason = reason;
	EH_CHECK(revokeLinks(tx, sheet.id, _host.nowMs()));
	EH_TRY(auto clock, clockOfSheet(tx, sheet.id));
	// An answered sheet's clock has run its course: what was late stays late.
	if (clock && clock->state != "done") EH_CHECK(_keeper.drop(tx, *clock, "sheet_withdrawn"));
	EH_CHECK(save(tx, sheet, "withdrawn", byName, reason));
	return wasOut ? tellErp(tx, sheet) : Result<void>{};
}

Result<void> SheetDesk::receive(Tx& tx, ContactSheet& sheet, GivenAnswer& answer, const std::vector<SentFile>& files,
                                const std::string& actorId)
{
	if (sheet.state == SheetState::draft)
		return erphost::conflict("complaints.sheet.not_sent", "The sheet has not been sent yet.")
		    .with("number", sheet.number);
	if (sheet.state == SheetState::withdrawn)
		return erphost::conflict("complaints.sheet.withdrawn", "The sheet was withdrawn.").with("number", sheet.number);
	answer.sheetId = sheet.id;
	answer.round = sheet.round;
	answer.enteredAt = _host.nowMs();
	answer.stands = awaitsAnswer(sheet.state);
	answer.late = answer.stands && answer.at > sheet.dueAt;
	EH_TRY(const bool isNew, addAnswer(tx, answer));
	if (!isNew) return {};
	int sequence = 0;
	for (const SentFile& file : files)
	{
		EH_TRY(const std::string id, tx.putFile(file.mediaType, file.bytes));
		EH_CHECK(addAnswerFile(tx, answer, ++sequence, {answer.id, id, file.name, file.mediaType}));
	}
	if (!answer.stands) return save(tx, sheet, "remark", answer.byName, "");

	sheet.state = SheetState::answered;
	sheet.answeredAt = answer.at;
	sheet.answeredByName = answer.byName;
	sheet.via = answer.via;
	sheet.late = answer.late;
	sheet.result = answer.words.result;
	sheet.measure = answer.words.measure;
	EH_CHECK(save(tx, sheet, "answered", answer.byName, ""));
	EH_TRY(auto clock, clockOfSheet(tx, sheet.id));
	if (clock) EH_CHECK(_keeper.stop(tx, *clock, answer.at));
	EH_CHECK(append(tx, "complaints.sheet.answered", sheet,
	                {{"by", answer.byName}, {"via", answer.via}, {"round", sheet.round}, {"late", sheet.late}}));
	EH_CHECK(tellErp(tx, sheet));
	return takeCaseOn(tx, sheet, answer, actorId);
}

Result<void> SheetDesk::takeCaseOn(Tx& tx, const ContactSheet& sheet, const GivenAnswer& answer,
                                   const std::string& actorId)
{
	EH_TRY(auto item, findCase(tx, sheet.caseId));
	if (!item || item->state != "open") return {};
	const Actor actor{actorId, answer.byName, answer.via};
	const CaseWork work(_host);
	EH_TRY(const Settings set, settingsAt(_host, _host.localDate(_host.nowMs())));
	const auto next = nextStep(stepNamed(item->step).value_or(Step::closed));
	for (const StepGiven& given : stepsGiven(answer.words, next ? name(*next) : std::string_view()))
	{
		const Step step = *stepNamed(given.step);
		const std::string cause = step == Step::cause ? causeCode(set, given.words) : std::string();
		const auto done = work.step(tx, *item, step, actor, std::string(given.words), cause);
		if (done) continue;
		// What the case does not take as a step – a cause in free words, a refund that is missing – stays with the
		// sheet for the clerk to judge; an answer is never refused for it.
		if (done.error().cls != erphost::ErrorClass::permanent && done.error().cls != erphost::ErrorClass::conflict)
			return done;
		break;
	}
	return {};
}

Result<void> SheetDesk::append(Tx& tx, const char* type, const ContactSheet& sheet, json more) const
{
	more.update({{"case", sheet.caseId},
	             {"sheet", sheet.id},
	             {"sheet_number", sheet.number},
	             {"kind", sheet.kind},
	             {"branch", sheet.branchId},
	             {"erp_key", sheet.erpKey},
	             {"order", sheet.orderNumber}});
	return tx.append(Event{type, 1, sheet.branchId, sheet.erpKey, more.dump(), 0, 0, {}});
}

Result<void> SheetDesk::tellErp(Tx& tx, const ContactSheet& sheet) const
{
	const json record = {{"sheet", sheet.id},
	                     {"number", sheet.number},
	                     {"case", sheet.caseNumber},
	                     {"branch", sheet.branchId},
	                     {"erp_key", sheet.erpKey},
	                     {"order", sheet.orderNumber},
	                     {"department", sheet.department},
	                     {"problem", sheet.problem},
	                     {"product", sheet.product},
	                     {"due_at", sheet.dueAt == kNever ? json() : json(sheet.dueAt)},
	                     {"state", name(sheet.state)},
	                     {"round", sheet.round},
	                     {"signed_by", sheet.signedByName},
	                     {"sent_at", sheet.sentAt ? json(*sheet.sentAt) : json()},
	                     {"withdrawn_reason", sheet.withdrawnReason}};
	return tx.put(ErpRecord{"contact_sheet", sheet.branchId, sheet.erpKey, sheet.id, record.dump()});
}

} // namespace complaints
