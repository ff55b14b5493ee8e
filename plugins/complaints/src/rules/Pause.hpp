#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace complaints {

/// A stretch in which a clock stands still (CP-12). Half open; without an end it still lasts.
struct Pause
{
	std::int64_t from = 0;
	std::optional<std::int64_t> to;
};

/// A pause with both ends.
struct Stretch
{
	std::int64_t from = 0;
	std::int64_t to = 0;
};

/// In order, without overlap or empty ones; a pause that still lasts ends at `now`. Late events make pauses overlap:
/// the ERP was away while the customer could not be reached.
std::vector<Stretch> merged(const std::vector<Pause>& pauses, std::int64_t now);

/// CP-12: why people may stop a clock.
constexpr std::string_view kPauseReasons[] = {"customer_not_reachable", "waiting_for_parts", "agreed_with_customer"};

/// CP-18: the reason that the program itself gives while the line to the ERP is down.
constexpr std::string_view kErpAway = "erp_away";

} // namespace complaints
