#pragma once

#include <cstdint>
#include <string_view>

namespace parts {

/// What one unit of a movement does to the line that it belongs to (migrations/0001_ledger.sql, parts_line): +1, 0, −1
/// for each. A counter-entry does the opposite. `isKnown` false: the kind moves no line.
struct LineEffect
{
	int held = 0, done = 0, back = 0, lost = 0, exchangeDue = 0;
	bool isKnown = true;
};

constexpr LineEffect lineEffect(std::string_view kind)
{
	if (kind == "receipt" || kind == "recovery" || kind == "sample_fault" || kind == "issue" || kind == "transfer_out")
		return {1, 0, 0, 0, 0};
	if (kind == "opening") return {0, 1, 0, 0, 0};
	if (kind == "accept" || kind == "write_off" || kind == "transfer_in") return {-1, 1, 0, 0, 0};
	if (kind == "return" || kind == "reject" || kind == "scrap") return {-1, 0, 1, 0, 0};
	if (kind == "exchange") return {-1, 0, 1, 0, 1}; // PT-09: the supplier owes another one
	if (kind == "transfer_short") return {-1, 0, 0, 1, 0};
	if (kind == "transfer_over") return {0, 0, 0, 0, 0};
	return {0, 0, 0, 0, 0, false};
}

/// What one unit of a movement that names an order does to the order's parts (PT-18). `bound`: the issue was made for
/// this order, so that its write-off changes nothing any more.
struct OrderEffect
{
	int issued = 0, returned = 0, cost = 0, oldBack = 0;
};

constexpr OrderEffect orderEffect(std::string_view kind, bool bound)
{
	if (kind == "issue") return {1, 0, 1, 0};
	if (kind == "return") return {0, 1, -1, 0};
	if (kind == "write_off" && !bound) return {1, 0, 1, 0};
	if (kind == "old_part") return {0, 0, 0, 1}; // PT-11
	return {};
}

/// The reason of parts.order.changed (plugins/README.md); '' where the order does not change.
constexpr std::string_view orderReason(std::string_view kind)
{
	if (kind == "issue") return "issued";
	if (kind == "return") return "returned";
	if (kind == "write_off") return "written_off";
	if (kind == "old_part") return "old_part";
	return {};
}

/// PT-12, PT-13: what the customer pays for parts: out of warranty their actual cost, nothing in warranty or where free
/// parts were approved.
constexpr std::int64_t chargeFor(std::string_view warranty, bool freeApproved, std::int64_t costFen)
{
	return warranty == "out" && !freeApproved ? costFen : 0;
}

} // namespace parts
