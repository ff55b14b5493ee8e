#pragma once

#include "erphost/Tx.hpp"
#include "rules/Satisfaction.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace survey {

/// Where the closing of a month stands (SV-56).
struct Month
{
	std::string month;
	std::string state = "open"; ///< open, computed, signed
	std::string basis;          ///< answered, completed: as it was closed
	std::optional<std::int64_t> proposedAt, computedAt;
	std::optional<std::string> computedBy;
	std::optional<std::int64_t> signedAt;
	std::optional<std::string> signedBy;
	std::string remark;
	std::int64_t version = 0; ///< 0: nobody has begun to close it
};

/// nullopt if nobody has begun to close it.
erphost::Result<std::optional<Month>> findMonth(erphost::Tx& tx, const std::string& month);
/// Those of a range whose closing has begun or is proposed, newest first.
erphost::Result<std::vector<Month>> monthsBetween(erphost::Tx& tx, const std::string& from, const std::string& to);
/// The frozen ones of a range, ascending.
erphost::Result<std::vector<std::string>> signedMonths(erphost::Tx& tx, const std::string& from, const std::string& to,
                                                       const std::string& basis);

/// Asks for the closing of a month that is over; a second call changes nothing.
erphost::Result<void> proposeMonth(erphost::Tx& tx, const std::string& month, const std::string& basis,
                                   std::int64_t nowMs);

/// Takes the copy, instead of an earlier one that nobody signed: everything counted until now is in it, everything
/// later is an amendment. The month must not be signed.
erphost::Result<void> computeMonth(erphost::Tx& tx, const std::string& month, const std::string& basis,
                                   const std::string& who, std::int64_t nowMs);

/// Freezes the copy; false if there is none or it is frozen already.
erphost::Result<bool> signMonth(erphost::Tx& tx, const std::string& month, const std::string& who,
                                const std::string& remark, std::int64_t nowMs);

/// What was counted after the copy was taken, as a change of one branch's indicator.
struct Amendment
{
	std::int64_t at = 0;
	std::string subject, indicator, subjectNumber, branchId, branchName;
	Rate before, after;
	std::string reason, who;
};
struct AmendmentFilter
{
	std::string branches, month, branch, indicator;
};
struct AmendmentPage
{
	std::vector<Amendment> amendments;
	std::int64_t total = 0;
	std::string next; ///< cursor, empty at the end
};
/// `sort`: at, or with "-". "cursor.invalid" for a foreign cursor.
erphost::Result<AmendmentPage> listAmendments(erphost::Tx& tx, const AmendmentFilter& filter, const std::string& sort,
                                              const std::string& cursor, int limit);
erphost::Result<std::int64_t> countAmendments(erphost::Tx& tx, const AmendmentFilter& filter);

} // namespace survey
