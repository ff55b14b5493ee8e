#include "rules/Demand.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace parts {

namespace {

constexpr double kSmoothInterval = 1.32;
constexpr double kSmoothVariation = 0.49;

/// Mean of squared errors, one at a time.
class Errors
{
public:
	void add(double error)
	{
		_sum += error * error;
		++_count;
	}
	double deviation() const { return _count ? std::sqrt(_sum / static_cast<double>(_count)) : 0; }

private:
	double _sum = 0;
	std::size_t _count = 0;
};

Forecast smoothed(const std::vector<double>& demand, double alpha)
{
	Forecast result{Forecast::Method::exponentialSmoothing, demand.front(), 0};
	Errors errors;
	for (std::size_t at = 1; at < demand.size(); ++at)
	{
		errors.add(demand[at] - result.perPeriod);
		result.perPeriod += alpha * (demand[at] - result.perPeriod);
	}
	result.deviation = errors.deviation();
	return result;
}

Forecast croston(const std::vector<double>& demand, double alpha, double meanInterval)
{
	Forecast result{Forecast::Method::crostonSba, 0, 0};
	Errors errors;
	double size = 0, interval = meanInterval, since = 0;
	for (const double each : demand)
	{
		since += 1;
		if (size > 0) errors.add(each - result.perPeriod);
		if (each <= 0) continue;
		if (size > 0)
		{
			size += alpha * (each - size);
			interval += alpha * (since - interval);
		}
		else size = each;
		since = 0;
		result.perPeriod = (1 - alpha / 2) * size / interval;
	}
	result.deviation = errors.deviation();
	return result;
}

} // namespace

std::string_view name(Forecast::Method method)
{
	switch (method)
	{
	case Forecast::Method::none: return "none";
	case Forecast::Method::exponentialSmoothing: return "ses";
	case Forecast::Method::crostonSba: return "croston_sba";
	}
	return "none";
}

Forecast forecast(const std::vector<std::int64_t>& demand, double alpha)
{
	std::vector<double> series;
	double count = 0, sum = 0, squares = 0;
	for (const std::int64_t each : demand)
	{
		const double size = static_cast<double>(std::max<std::int64_t>(0, each));
		series.push_back(size);
		if (size <= 0) continue;
		count += 1;
		sum += size;
		squares += size * size;
	}
	if (count == 0) return {};
	const double interval = static_cast<double>(series.size()) / count;
	const double mean = sum / count;
	const double variation = (squares / count - mean * mean) / (mean * mean);
	if (interval < kSmoothInterval && variation < kSmoothVariation) return smoothed(series, alpha);
	return croston(series, alpha, interval);
}

} // namespace parts
