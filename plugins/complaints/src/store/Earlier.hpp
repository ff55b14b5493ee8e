#pragma once

#include "store/Cases.hpp"
#include "store/History.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace complaints {

/// A line of the register that the company kept in its ERP (entity earlier_complaint).
struct EarlierComplaint
{
	bool usable = false; ///< not deleted; says when it was received
	Case item;           ///< closed, with the id that the line always has; without number and month
	std::string measure; ///< what was done
};

/// Calls `use` for each line with from < change_seq <= to, in that order.
Result<void> changedEarlier(Tx& tx, std::int64_t from, std::int64_t to,
                            const std::function<Result<void>(const EarlierComplaint&)>& use);

/// The head of the register's change_seq.
Result<std::int64_t> earlierHead(Tx& tx);

/// SV-16: writes the closed case of a line with its history and links (CP-20), and lets the customer's other complaints
/// count it (CP-16). The same line again changes nothing; a changed one takes the place of the old.
Result<void> putEarlier(Tx& tx, const EarlierComplaint& line, const std::string& receivedOn, int linkDays);

/// Takes it away again; nothing if it is not there.
Result<void> dropEarlier(Tx& tx, const std::string& caseId);

} // namespace complaints
