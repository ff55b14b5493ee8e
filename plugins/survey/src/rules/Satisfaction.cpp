#include "Satisfaction.hpp"

#include <algorithm>
#include <cmath>

namespace survey {

void OutcomeCounts::add(FactClass outcome, std::int64_t times)
{
	switch (outcome)
	{
	case FactClass::veryYes: veryYes += times; return;
	case FactClass::yes: yes += times; return;
	case FactClass::average: average += times; return;
	case FactClass::no: no += times; return;
	case FactClass::veryNo: veryNo += times; return;
	case FactClass::invalid: invalid += times; return;
	case FactClass::refused: refused += times; return;
	case FactClass::notReached: notReached += times; return;
	}
}

OutcomeCounts& OutcomeCounts::operator+=(const OutcomeCounts& other)
{
	veryYes += other.veryYes;
	yes += other.yes;
	average += other.average;
	no += other.no;
	veryNo += other.veryNo;
	invalid += other.invalid;
	refused += other.refused;
	notReached += other.notReached;
	return *this;
}

Rate rateOf(std::int64_t numerator, std::int64_t denominator)
{
	Rate rate{numerator, denominator, {}};
	if (denominator == 0) return rate;
	constexpr double z = 1.959963984540054; // 95 %
	const double n = static_cast<double>(denominator);
	const double p = static_cast<double>(numerator) / n;
	const double scale = 1 + z * z / n;
	const double centre = (p + z * z / (2 * n)) / scale;
	const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale;
	rate.value = Rate::Value{p, std::max(0.0, centre - half), std::min(1.0, centre + half)};
	return rate;
}

Rate rateOf(std::string_view indicator, const OutcomeCounts& counts)
{
	const std::int64_t good =
		counts.veryYes + counts.yes + (indicator == kSatisfaction ? counts.average : std::int64_t{0});
	return rateOf(good, counts.answered());
}

} // namespace survey
