#pragma once

#include <cstdint>
#include <optional>

namespace survey {

/// What one line of the indicator counts, of first rounds.
struct SatisfactionCounts
{
	std::int64_t answered = 0;
	std::int64_t dissatisfied = 0;
	std::int64_t veryDissatisfied = 0;
	std::int64_t refused = 0;
	std::int64_t notReached = 0;
};

/// A rate with the numbers it comes from and its 95 % Wilson interval; no value when the denominator is 0.
struct Rate
{
	std::int64_t numerator = 0;
	std::int64_t denominator = 0;
	struct Value
	{
		double value, low, high;
	};
	std::optional<Value> value;
};

/// SV-54: (answered − dissatisfied − very dissatisfied) ÷ answered. Refused and not reached are counted, never in the
/// rate.
Rate satisfactionOf(const SatisfactionCounts& counts);

} // namespace survey
