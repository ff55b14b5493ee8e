#include "ContactPeriod.hpp"

#include "erphost/Date.hpp"
#include "rules/Month.hpp"

namespace survey {

std::optional<Every> everyNamed(std::string_view text)
{
	for (const Every every : kEvery)
		if (name(every) == text) return every;
	return std::nullopt;
}

std::optional<Every> usualEvery(std::string_view kind)
{
	if (kind == "key_dealer") return Every::halfMonth;
	if (kind == "forum") return Every::quarter;
	if (kind == "provider_visit" || kind == "shop_guide" || kind == "dealer_call" || kind == "staff")
		return Every::month;
	return std::nullopt;
}

Period periodOf(Every every, const std::string& isoDate)
{
	const std::string month = monthOf(isoDate);
	const auto lastOf = [](const std::string& of) { return erphost::daysAfter(monthPlus(of, 1) + "-01", -1); };
	switch (every)
	{
	case Every::month: return {month, month + "-01", lastOf(month)};
	case Every::halfMonth:
		if (isoDate.substr(8) <= "15") return {month + "a", month + "-01", month + "-15"};
		return {month + "b", month + "-16", lastOf(month)};
	case Every::quarter: break;
	}
	const int number = (isoDate[5] - '0') * 10 + (isoDate[6] - '0') - 1;
	const std::string first = monthPlus(month, -(number % 3));
	return {isoDate.substr(0, 5) + "Q" + std::to_string(number / 3 + 1), first + "-01", lastOf(monthPlus(first, 2))};
}

} // namespace survey
