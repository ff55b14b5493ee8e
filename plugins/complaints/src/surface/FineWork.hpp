#pragma once

#include "erphost/Plugin.hpp"
#include "store/Fines.hpp"
#include "store/History.hpp"

namespace complaints {

/// What a fine is about: a case, an order, or both. `kind` is "case" without an order.
struct FineSubject
{
	std::string caseId, caseNumber, kind, branchId, erpKey, orderNumber;
	std::int64_t actAt = 0; ///< when it happened: judged by the table of that day
};
FineSubject subjectOf(const Case& item);

/// A fine that somebody, or a rule, finds due.
struct FineDraft
{
	std::string offence; ///< code of §5; '' proposes nothing
	Liable liable;
	std::string reason;
	nlohmann::json evidence = nlohmann::json::array(); ///< [{source, ref, at, text}]
	std::string id;  ///< of the proposal where the act has one whoever is liable; empty: made of the others
	std::string act; ///< tells acts of the same offence apart
	std::optional<std::int64_t> decidedFen; ///< where the table says "by decision", or the superior's equal sum (CP-13)
	std::int64_t damageFen = 0;             ///< that the table adds
};

/// Proposes and withdraws fines: rows, events, lines in the case's history.
class FineWork
{
public:
	explicit FineWork(const erphost::Host& host): _host(host) {}

	/// True if it is new; one offence of one act of one person is one proposal. "complaints.offence.unknown" for what
	/// the table of that day does not name, "complaints.sum.missing" where a decision is needed and none is given.
	Result<bool> propose(Tx& tx, const FineSubject& subject, const FineDraft& draft) const;
	Result<bool> withdraw(Tx& tx, const FineSubject& subject, const FineProposal& fine, const std::string& why) const;
	/// SV-15: everything that stands on a case.
	Result<void> withdrawAll(Tx& tx, const Case& item, const std::string& why) const;

	/// The person who did the work; without one his provider, without that the department.
	static Liable whoDidIt(const Case& item);
	/// CP-13: the manager of the branch, as the ERP knows him.
	static Result<Liable> superiorOf(Tx& tx, const std::string& branchId);

private:
	const erphost::Host& _host;
};

} // namespace complaints
