#include "rules/Delay.hpp"

#include "erphost/Date.hpp"

#include <algorithm>

namespace survey {

int furtherDays(const std::string& today, const std::string& promisedOn, int usual)
{
	if (!erphost::isIsoDate(promisedOn) || promisedOn < today) return usual;
	return std::max(1, erphost::daysBetween(today, promisedOn));
}

} // namespace survey
