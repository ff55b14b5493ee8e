#pragma once

#include <erphost/Date.hpp>

#include <string>
#include <string_view>

namespace timekeeping {

/// HR-06, as set.
struct Entitlements
{
	int annualDays = 7;
	int annualFromYears = 2;
	int marriageDays = 7, maternityDays = 98, paternityDays = 3, bereavementDays = 3;
};

/// HR-06. Full years that somebody has been with the company on a day; 0 if it is not known since when.
inline int yearsOfService(std::string_view hiredOn, std::string_view on)
{
	if (!erphost::isIsoDate(hiredOn) || hiredOn > on) return 0;
	const int years = std::stoi(std::string(on.substr(0, 4))) - std::stoi(std::string(hiredOn.substr(0, 4)));
	return on.substr(5) < hiredOn.substr(5) ? years - 1 : years;
}

/// HR-06. Days that somebody has of a kind: annual leave in a calendar year, the others an occasion. -1: no limit of
/// this rule ("unpaid", "sick"; "rest" has its own, HR-04).
inline int entitledDays(std::string_view kind, std::string_view hiredOn, std::string_view on, const Entitlements& set)
{
	if (kind == "annual") return yearsOfService(hiredOn, on) >= set.annualFromYears ? set.annualDays : 0;
	if (kind == "marriage") return set.marriageDays;
	if (kind == "maternity") return set.maternityDays;
	if (kind == "paternity") return set.paternityDays;
	if (kind == "bereavement") return set.bereavementDays;
	return -1;
}

} // namespace timekeeping
