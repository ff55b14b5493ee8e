#include "Satisfaction.hpp"

#include <algorithm>
#include <cmath>

namespace survey {

Rate satisfactionOf(const SatisfactionCounts& counts)
{
	Rate rate;
	rate.denominator = counts.answered;
	rate.numerator = counts.answered - counts.dissatisfied - counts.veryDissatisfied;
	if (rate.denominator == 0) return rate;
	constexpr double z = 1.959963984540054; // 95 %
	const double n = static_cast<double>(rate.denominator);
	const double p = static_cast<double>(rate.numerator) / n;
	const double scale = 1 + z * z / n;
	const double centre = (p + z * z / (2 * n)) / scale;
	const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale;
	rate.value = Rate::Value{p, std::max(0.0, centre - half), std::min(1.0, centre + half)};
	return rate;
}

} // namespace survey
