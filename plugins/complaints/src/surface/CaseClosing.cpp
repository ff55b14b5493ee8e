// How a case closes (CP-10), and what may hold it open although the customer is content (CP-08).

#include "store/Actions.hpp"
#include "surface/CaseWork.hpp"

#include <algorithm>

namespace complaints {

Result<void> CaseWork::close(Tx& tx, Case& item, const Actor& actor, const std::string& what) const
{
	EH_TRY([[maybe_unused]] const auto satisfied, addLine(tx, item, "satisfied", actor, what, _host.nowMs()));
	EH_TRY(const bool missing, writeUpMissing(tx, item));
	if (!missing) return finish(tx, item, actor);
	// CP-08: it became class 3 after it was handled. The customer's answer stands; the case closes with the write-up.
	const std::string round = std::to_string(item.round);
	EH_CHECK(save(tx, item));
	EH_CHECK(tellOwner(tx, item, "write_up_missing", round));
	return tellRole(tx, item, "service_manager", "write_up_missing", round);
}

Result<void> CaseWork::finish(Tx& tx, Case& item, const Actor& actor) const
{
	const std::int64_t now = _host.nowMs();
	EH_TRY([[maybe_unused]] const auto closed, addLine(tx, item, "closed", actor, {}, now));
	item.state = name(Life::closed);
	item.step = name(Step::closed);
	item.closedAt = now;
	item.warningLevel = 0;
	item.dueAt.reset();
	EH_CHECK(save(tx, item));
	EH_CHECK(tellOwner(tx, item, "closed", std::to_string(item.round)));
	return emit(tx, item, "complaints.case.closed", {{"step", item.step}, {"closed_at", now}});
}

Result<void> CaseWork::writtenUp(Tx& tx, Case& item, const Actor& actor) const
{
	EH_TRY(const bool held, contentAlready(tx, item));
	if (!held) return {};
	EH_TRY(const bool missing, writeUpMissing(tx, item));
	return missing ? Result<void>{} : finish(tx, item, actor);
}

Result<bool> CaseWork::writeUpMissing(Tx& tx, const Case& item) const
{
	if (!needsWriteUp(item.severity)) return false;
	EH_TRY(const auto document, findDocument(tx, item.id, "write_up"));
	return !document || !document->sharedAt;
}

Result<bool> CaseWork::contentAlready(Tx& tx, const Case& item) const
{
	if (!progressOf(item).waiting()) return false;
	EH_TRY(const auto lines, linesOf(tx, item.id));
	return std::any_of(lines.begin(), lines.end(),
	                   [&](const Line& line) { return line.step == "satisfied" && line.round == item.round; });
}

} // namespace complaints
