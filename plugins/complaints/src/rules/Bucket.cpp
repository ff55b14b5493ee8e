#include "rules/Bucket.hpp"

#include <algorithm>
#include <array>

namespace complaints {

namespace {

constexpr std::int64_t kHour = 3'600'000;

std::array<std::pair<std::int64_t, Remedy>, 2> byAge(const RemedyLimits& limits)
{
	std::array<std::pair<std::int64_t, Remedy>, 2> all{
		{{limits.compensationHours * kHour, Remedy::compensation}, {limits.exchangeHours * kHour, Remedy::exchange}}};
	std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
	return all;
}

} // namespace

std::optional<std::size_t> bucketOf(const std::vector<std::int64_t>& hours, std::int64_t ageMs)
{
	std::optional<std::size_t> bucket;
	for (std::size_t i = 0; i < hours.size() && hours[i] * kHour <= ageMs; ++i) bucket = i;
	return bucket;
}

std::vector<Remedy> remediesAt(const RemedyLimits& limits, std::int64_t ageMs)
{
	std::vector<Remedy> due;
	for (const auto& [age, remedy] : byAge(limits))
		if (age <= ageMs) due.push_back(remedy);
	return due;
}

std::optional<std::int64_t> nextRemedyAge(const RemedyLimits& limits, std::int64_t ageMs)
{
	for (const auto& [age, remedy] : byAge(limits))
		if (age > ageMs) return age;
	return std::nullopt;
}

} // namespace complaints
