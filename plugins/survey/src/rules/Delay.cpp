#include "rules/Delay.hpp"

#include "rules/IsoDate.hpp"

#include <algorithm>

namespace survey {

int furtherDays(const std::string& today, const std::string& promisedOn, int usual)
{
	if (!isIsoDate(promisedOn) || promisedOn < today) return usual;
	return std::max(1, daysBetween(today, promisedOn));
}

} // namespace survey
