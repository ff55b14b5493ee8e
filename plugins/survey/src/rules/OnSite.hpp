#pragma once

#include "rules/Effect.hpp"
#include "rules/FineProposal.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// SV-20: what the clerk compared with the ERP's order.
struct IdentityCheck
{
	bool match = true;
	std::string said; ///< what was said instead; personal for name and phone
};

/// SV-23: bad conduct found during the call.
struct Conduct
{
	std::string found;
	std::string outcome;     ///< put right on the spot, apologised, …
	std::string offence;     ///< code of the setting `fines`; empty: kConduct
	std::string noticeDueOn; ///< ISO date until which the provider confirms the penalty notice
};

/// SV-20…24: what is recorded about the technician's call.
struct OnSiteCall
{
	std::string callerNumber; ///< empty: not known
	bool callerIsCustomer = false;
	IdentityCheck name, phone, brand;
	bool courtesy = false; ///< SV-24
	std::optional<Conduct> conduct;
};

/// Digits only, without the country's 86 or 0086: so that the display's number and the ERP's can be compared. An
/// extension behind 转 is cut off.
std::string plainNumber(std::string_view number);

/// SV-22: the number that the display shows is one of the customer's. Landlines match with and without area code.
bool isCustomersNumber(std::string_view caller, std::string_view phone, std::string_view phone2);

/// SV-14: the last four digits of a number, empty if it has fewer.
std::string last4Of(std::string_view number);

/// What follows from the call besides the customer's answers: findings for mismatches and bad conduct, the offences.
/// Names and numbers that were said do not go into effects: they are personal.
std::vector<Effect> effectsOf(const OnSiteCall& call);

} // namespace survey
