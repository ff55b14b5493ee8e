#pragma once

#include "rules/Fact.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace survey {

/// An offence that the customer's answers show: a fine proposal (FE-20).
struct Violation
{
	std::string question;
	std::string offence; ///< code of RULES.md §5, "A-UNSAFE"
	std::string text;    ///< why, in Chinese, for the notice: the question and its answer; nothing personal
};

/// Something to be looked into: "overcharge" (FE-06), "conduct", …
struct Finding
{
	std::string question;
	std::string finding;
	std::string said;                      ///< the customer's words, may be empty; personal
	std::optional<std::int64_t> amountFen; ///< what the customer says he paid (SV-36)
};

/// CP-18: what the customer says about a service clock.
struct ConfirmedClock
{
	std::string clock; ///< "appointment", …
	bool inTime = false;
};

/// What follows from a sheet of answers.
struct Outcome
{
	std::vector<Fact> facts; ///< for countFacts; without "satisfaction", which belongs to the attempt's level
	std::vector<Violation> violations;
	std::vector<Finding> findings;
	std::vector<ConfirmedClock> clocks;
	std::optional<bool> activated; ///< SV-10; nullopt: not asked, or does not count
};

} // namespace survey
