#pragma once

#include "rules/Fact.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace survey {

/// The indicator of SV-54; every other one is named by a question.
inline constexpr std::string_view kSatisfaction = "satisfaction";

/// What one line of an indicator counts, of first rounds.
struct OutcomeCounts
{
	std::int64_t veryYes = 0, yes = 0, average = 0, no = 0, veryNo = 0, invalid = 0, refused = 0, notReached = 0;

	/// Answers that count, whatever they say.
	std::int64_t answered() const { return veryYes + yes + average + no + veryNo; }
	bool empty() const { return answered() == 0 && invalid == 0 && refused == 0 && notReached == 0; }
	void add(FactClass outcome, std::int64_t times);
	OutcomeCounts& operator+=(const OutcomeCounts& other);
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

/// SV-57: the share with its interval.
Rate rateOf(std::int64_t numerator, std::int64_t denominator);

/// SV-54: (answered − dissatisfied − very dissatisfied) ÷ answered. SV-30 … SV-37: yes ÷ (yes + no + average); average
/// is content in the overall satisfaction only. Invalid, refused and not reached are in no rate.
Rate rateOf(std::string_view indicator, const OutcomeCounts& counts);

/// SV-55: true if numerator ÷ denominator is at least `target` hundredths of a percent; exact, without rounding.
constexpr bool reaches(std::int64_t numerator, std::int64_t denominator, std::int64_t target)
{
	return numerator * 10'000 >= target * denominator;
}

} // namespace survey
