#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parts {

/// PT-07: an order that waits for a part, as far as its date and its customer go.
struct WaitingFacts
{
	bool special = false;
	std::int64_t requestedAt = 0;
	std::optional<std::int64_t> supplierEnd; ///< end of the supplier's shortest date
	std::string supplierDate;                ///< ISO date; '': none yet
	std::string toldDate;                    ///< the date that the customer was last told; '': none
	std::optional<std::int64_t> toldAt;
};

/// When the part should have left: a regular one `regularHours` after the request, a special one when its supplier
/// said. nullopt: nobody has said yet.
inline std::optional<std::int64_t> waitingDue(const WaitingFacts& facts, std::int64_t regularHours)
{
	if (!facts.special) return facts.requestedAt + regularHours * 3'600'000;
	return facts.supplierEnd;
}

/// Why the customer must be told something: "date" a first date, "moved" another one, "overdue" it was not kept and
/// nobody has told him since; "": nothing to tell.
inline std::string_view tellReason(const WaitingFacts& facts, std::optional<std::int64_t> dueAt, std::int64_t nowMs)
{
	if (dueAt && *dueAt < nowMs && facts.toldAt.value_or(0) < *dueAt) return "overdue";
	if (facts.supplierDate != facts.toldDate && !facts.supplierDate.empty())
		return facts.toldDate.empty() ? "date" : "moved";
	return "";
}

} // namespace parts
