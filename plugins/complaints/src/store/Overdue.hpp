#pragma once

#include "erphost/Tx.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace complaints {

using erphost::Result;
using erphost::Tx;

/// An order that is not done yet (CP-17).
struct OverdueOrder
{
	std::string id, kind, branchId, branchName, erpKey, orderNumber;
	std::int64_t since = 0; ///< ms UTC: when it came in
};

/// Something that a waiting customer is offered, to be decided.
struct RemedyRow
{
	std::string id, overdueId, remedy, state;
	std::optional<std::int64_t> sumFen;
	std::string kind, branchId, branchName, erpKey, orderNumber;
	std::int64_t hours = 0, proposedAt = 0;
	std::optional<std::int64_t> decidedAt;
	std::string decidedByName, reason;
	std::int64_t version = 1;
};

/// The order waits; one that did already goes on. `nextAt`: when the first remedy falls due.
Result<void> putOverdue(Tx& tx, const OverdueOrder& order, std::int64_t nextAt);
Result<void> closeOverdue(Tx& tx, const std::string& id, std::int64_t nowMs);
Result<std::vector<OverdueOrder>> overdueDue(Tx& tx, std::int64_t nowMs, int limit);
Result<void> setOverdueNext(Tx& tx, const std::string& id, std::int64_t nextAt);

/// False if it was proposed before.
Result<bool> addRemedy(Tx& tx, const RemedyRow& remedy);
/// "complaints.remedy.stale" (conflict) if it was decided or changed since it was read.
Result<void> decideRemedy(Tx& tx, RemedyRow& remedy);
Result<std::optional<RemedyRow>> findRemedy(Tx& tx, const std::string& id);

/// What a list shows: orders waiting since an instant in (after, upTo]. Empty texts do not filter.
struct OverdueFilter
{
	std::string branches, branch, search;
	std::int64_t after = 0, upTo = 0;
};
/// What an order of a list is offered already.
struct Offer
{
	std::string id, remedy, state;
	std::optional<std::int64_t> sumFen;
	std::int64_t version = 0;
};
struct ListedOrder
{
	OverdueOrder order;
	std::vector<Offer> offers;
};
struct OverduePage
{
	std::vector<ListedOrder> orders;
	std::int64_t total = 0;
	std::string next;
};
/// `sort`: since (the longest waiting first), -since.
Result<OverduePage> listOverdue(Tx& tx, const OverdueFilter& filter, const std::string& sort, const std::string& cursor,
                                int limit);
Result<std::int64_t> countOverdue(Tx& tx, const OverdueFilter& filter);

struct RemedyPage
{
	std::vector<RemedyRow> remedies;
	std::int64_t total = 0;
	std::string next;
};
/// Of one state, newest first.
Result<RemedyPage> listRemedies(Tx& tx, const std::string& state, const std::string& branches,
                                const std::string& branch, const std::string& cursor, int limit);

} // namespace complaints
