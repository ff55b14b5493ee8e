#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// The whole: rates are in hundredths of a percent, carries in hundredths of a percent of one order.
inline constexpr std::int64_t kWhole = 10'000;

/// How many orders of a stratum are called back, and what is carried to its next draw.
struct Quota
{
	std::int64_t take = 0;
	std::int64_t carry = 0; ///< -kWhole < carry <= 0: how much more than its share the stratum has been called
};

/// SV-01: the first ceil(rate × N) are taken; what the ceiling took too much is owed by the next day, so that small
/// strata do not round up to everybody. Over any run of days exactly ceil(rate × total) are taken. `rate` 0…kWhole,
/// `finished` >= 0, `carry` as the stratum's last draw left it (0 at first).
Quota quotaOf(std::int64_t rate, std::int64_t finished, std::int64_t carry);

/// Where an order stands in the ranking of its stratum's day: a keyed hash, so that nobody can arrange to be drawn, and
/// the same key draws the same orders again. Hexadecimal; smaller is earlier.
std::string rankOf(std::string_view key, std::string_view period, std::string_view order);

/// The orders that a draw takes: the indices of the `take` smallest ranks, ties by order text.
std::vector<std::size_t> drawn(std::string_view key, std::string_view period, const std::vector<std::string>& orders,
                               std::int64_t take);

/// The id of an order's one task (SV-12): the same in any store, so that a record for the ERP keeps its identity even
/// when the store was lost and everything is pulled again.
std::string taskId(std::string_view kind, std::string_view branchId, std::string_view erpKey);

} // namespace survey
