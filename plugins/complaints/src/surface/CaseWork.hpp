#pragma once

#include "rules/Progress.hpp"
#include "rules/Severity.hpp"
#include "store/History.hpp"
#include "store/Notices.hpp"
#include "surface/FineWork.hpp"
#include "surface/Settings.hpp"

namespace complaints {

/// What may happen to a case, each with everything that follows from it in the same transaction: rows, history, links,
/// notices, events, the ERP's record. Routes, subscriptions and the contact sheets all work through it.
class CaseWork
{
public:
	explicit CaseWork(const erphost::Host& host): _host(host), _fines(host) {}

	const erphost::Host& host() const { return _host; }
	const FineWork& fines() const { return _fines; }
	/// The rules by which a case is judged: those of the day on which it came in.
	Result<Settings> settingsOf(const Case& item) const { return settingsAt(_host, _host.localDate(item.receivedAt)); }

	/// CP-01: a new case. Fills in id, number, month, class, links; one with the same id that is there already is
	/// returned as it is.
	Result<Case> open(Tx& tx, Case item, const Actor& actor) const;

	/// CP-09: records the next step. "complaints.step_skipped", "complaints.step_by_callback",
	/// "complaints.case_closed", "complaints.what.invalid", "complaints.cause.invalid" (with `cause` only),
	/// "complaints.path_incomplete", "complaints.write_up_missing" (CP-08). With "prevention" the case is handled: the
	/// second call-back is asked for.
	Result<void> step(Tx& tx, Case& item, Step step, const Actor& actor, const std::string& what,
	                  const std::string& cause = {}) const;

	/// CP-10: the second call-back's answer. An answer to what does not wait is kept as a remark.
	Result<void> answered(Tx& tx, Case& item, bool content, const Actor& actor, const std::string& what) const;
	/// CP-10: begins again at a step that failed. "complaints.step_not_reached", "complaints.case_closed".
	Result<void> reopen(Tx& tx, Case& item, Step failed, const Actor& actor, const std::string& what) const;
	/// SV-15: the answer of the second call-back was corrected.
	Result<void> corrected(Tx& tx, Case& item, bool nowContent, const Actor& actor, const std::string& what) const;
	/// SV-15: the complaint was a mistake: its fines are withdrawn, what it raised comes down.
	Result<void> voidCase(Tx& tx, Case& item, const Actor& actor, const std::string& reason) const;

	/// CP-08: another class, and whoever is to know is told; a case that only its write-up kept open closes with a
	/// lower one.
	Result<void> setClass(Tx& tx, Case& item, Severity severity, const Actor& actor, const std::string& what) const;

	/// CP-08: the write-up was shared: a case whose customer is content already closes now.
	Result<void> writtenUp(Tx& tx, Case& item, const Actor& actor) const;

	/// A line that moves nothing.
	Result<void> remark(Tx& tx, Case& item, const std::string& type, const Actor& actor, const std::string& what) const;

	/// Saves the case and brings its state to the ERP's order.
	Result<void> save(Tx& tx, Case& item) const;

	/// Tells everybody with a role for the case's branch, once per `occasion`.
	Result<void> tellRole(Tx& tx, const Case& item, std::string_view role, const std::string& what,
	                      const std::string& occasion) const;
	/// Tells the owner; without one, the clerks.
	Result<void> tellOwner(Tx& tx, const Case& item, const std::string& what, const std::string& occasion) const;

	/// An event about the case with the members that every one has.
	Result<void> emit(Tx& tx, const Case& item, const std::string& type, nlohmann::json more) const;

private:
	/// What every notice about the case says; without id and reader.
	Notice noticeOf(const Case& item, const std::string& what) const;
	Result<void> tellClass(Tx& tx, const Case& item) const;
	Result<void> putStatus(Tx& tx, const Case& item) const;
	Result<void> requireDeeds(Tx& tx, const Case& item) const;
	Result<void> dissatisfied(Tx& tx, Case& item, const std::string& what) const;
	Result<void> moveBack(Tx& tx, Case& item, const Progress& progress, const Actor& actor,
	                      const std::string& what) const;
	Result<void> close(Tx& tx, Case& item, const Actor& actor, const std::string& what) const;
	/// CP-08: a customer who is still not content complains a second time: class 2 by itself, and who is to know is
	/// told.
	Result<void> raiseRepeated(Tx& tx, Case& item) const;
	/// CP-08: whether a case in its round `round` is not the first complaint about its matter.
	Result<bool> isRepeat(Tx& tx, const Case& item, int round) const;
	Result<void> finish(Tx& tx, Case& item, const Actor& actor) const;
	Result<bool> writeUpMissing(Tx& tx, const Case& item) const;
	Result<bool> contentAlready(Tx& tx, const Case& item) const;
	Result<void> lowerRepeats(Tx& tx, const Case& item) const;

	const erphost::Host& _host;
	FineWork _fines;
};

/// The case's place in the state machine.
Progress progressOf(const Case& item);

} // namespace complaints
