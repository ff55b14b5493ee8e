#pragma once

#include "erphost/Tx.hpp"
#include "rules/Earlier.hpp"
#include "store/Business.hpp"
#include "store/Figures.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace survey {

/// A line of the register that the company kept in its ERP (entity earlier_callback).
struct EarlierLine
{
	std::string branchId, erpKey; ///< of the line
	bool usable = false;          ///< not deleted; names an order, an instant and an outcome
	Business business;            ///< the order, as the line says it; completedAt falls back on the call
	EarlierCall call;             ///< without the month, which is the host's to tell

	/// The one task of the order.
	std::string task() const;
};

/// Calls `use` for each line with from < change_seq <= to, in that order.
Result<void> changedEarlier(Tx& tx, std::int64_t from, std::int64_t to,
                            const std::function<Result<void>(const EarlierLine&)>& use);

/// The task that a line was taken over into, or would have been; empty if the line is not known.
Result<std::string> earlierTaskOf(Tx& tx, const EarlierLine& line);

Result<void> keepEarlier(Tx& tx, const EarlierLine& line);
Result<void> forgetEarlier(Tx& tx, const EarlierLine& line);

/// Local dates of instants are the host's to tell.
using LocalDate = std::function<std::string(std::int64_t)>;

/// SV-16: builds an order's task from the lines that are kept of it: closed, counted (SV-54), and nothing else follows.
/// The same lines again change nothing; others take back what was counted and count anew; without a line the task is
/// gone. A live task of the order stays as it is. `business`: what the newest line says of the order; null: as it was.
Result<void> buildEarlier(Tx& tx, const std::string& task, const Business* business, const LocalDate& localDate,
                          const CountCause& cause);

} // namespace survey
