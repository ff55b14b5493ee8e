#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace complaints {

/// CP-17: the bucket that an age in ms falls into: index of the last limit that is reached; nullopt below the first.
/// `hours` ascending.
std::optional<std::size_t> bucketOf(const std::vector<std::int64_t>& hours, std::int64_t ageMs);

/// CP-17: what an overdue customer is offered.
enum class Remedy
{
	compensation,
	exchange
};

constexpr std::string_view name(Remedy remedy)
{
	return remedy == Remedy::compensation ? "compensation" : "exchange";
}

/// CP-17: from when on; both limits are set.
struct RemedyLimits
{
	std::int64_t compensationHours = 48;
	std::int64_t exchangeHours = 360;
};

/// CP-17: what is due at an age, in the order in which it became due.
std::vector<Remedy> remediesAt(const RemedyLimits& limits, std::int64_t ageMs);

/// When the next one becomes due, as an age in ms; nullopt after the last.
std::optional<std::int64_t> nextRemedyAge(const RemedyLimits& limits, std::int64_t ageMs);

} // namespace complaints
