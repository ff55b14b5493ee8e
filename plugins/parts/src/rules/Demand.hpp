#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace parts {

/// PT-08: what a series of past demand says about the next period.
///
/// Intermittent demand: J. D. Croston, "Forecasting and Stock Control for Intermittent Demands", Operational Research
/// Quarterly 23 (1972) 289–303: size and interval of the demands are smoothed separately; with the correction of
/// A. A. Syntetos and J. E. Boylan, "The accuracy of intermittent demand estimates", International Journal of
/// Forecasting 21 (2005) 303–314: the ratio is biased upwards, times (1 − alpha/2) it is not.
/// Which series are smooth: A. A. Syntetos, J. E. Boylan and J. D. Croston, "On the categorization of demand patterns",
/// Journal of the Operational Research Society 56 (2005) 495–503: mean interval under 1.32 and squared coefficient of
/// variation of the sizes under 0.49; those are smoothed exponentially.
struct Forecast
{
	enum class Method
	{
		none,
		exponentialSmoothing,
		crostonSba
	};
	Method method = Method::none;
	double perPeriod = 0; ///< smallest units
	double deviation = 0; ///< root mean square of the one-step errors
};

std::string_view name(Forecast::Method method);

/// One number a period, the oldest first; more came back than went out counts as no demand. `alpha` in (0, 1].
/// Croston's first size is the first demand's, his first interval the mean interval of the series: a single demand in
/// the first week of a year is one a year, not one a week.
Forecast forecast(const std::vector<std::int64_t>& demand, double alpha);

} // namespace parts
