#include "Pareto.hpp"

#include <algorithm>

namespace survey {

std::vector<Cause> pareto(std::vector<Cause> causes)
{
	std::erase_if(causes, [](const Cause& cause) { return cause.count <= 0; });
	std::sort(causes.begin(), causes.end(),
	          [](const Cause& a, const Cause& b) { return a.count != b.count ? a.count > b.count : a.name < b.name; });
	std::int64_t all = 0;
	for (const auto& cause : causes) all += cause.count;
	std::int64_t until = 0;
	for (auto& cause : causes)
	{
		until += cause.count;
		cause.share = static_cast<double>(cause.count) / static_cast<double>(all);
		cause.cumulative = static_cast<double>(until) / static_cast<double>(all);
	}
	return causes;
}

} // namespace survey
