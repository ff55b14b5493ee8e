#pragma once

#include "rules/Outcome.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// What kind of thing an attempt showed beyond the customer's level.
enum class EffectKind
{
	fact,      ///< counts for an indicator
	violation, ///< an offence: a fine proposal (FE-20)
	finding,   ///< something to be looked into
	clock,     ///< the customer confirmed a service clock (CP-18)
	visit      ///< a visit is wanted (SV-10)
};

inline constexpr std::array kEffectKinds{EffectKind::fact, EffectKind::violation, EffectKind::finding,
                                         EffectKind::clock, EffectKind::visit};

constexpr std::string_view name(EffectKind kind)
{
	switch (kind)
	{
	case EffectKind::fact: return "fact";
	case EffectKind::violation: return "violation";
	case EffectKind::finding: return "finding";
	case EffectKind::clock: return "clock";
	case EffectKind::visit: return "visit";
	}
	return "";
}

std::optional<EffectKind> effectKindNamed(std::string_view text);

/// What one attempt showed, kept as it was judged when it was recorded: a correction takes back exactly that.
struct Effect
{
	std::string source; ///< kFromAnswers, kFromOnSite, kFromDisposition: a correction may replace one and keep another
	EffectKind what = EffectKind::fact;
	std::string key;      ///< indicator, offence, finding, clock, or reason of the visit
	std::string value;    ///< class of a fact; liable kind of a violation; kYes or kNo of a clock
	std::string question; ///< may be empty
	std::string text;     ///< why, or what was said
	std::optional<std::int64_t> amountFen;
	std::string dueOn; ///< of a penalty notice (SV-23); ISO date or empty

	bool operator==(const Effect&) const = default;
};

inline constexpr std::string_view kFromAnswers = "answers";
inline constexpr std::string_view kFromOnSite = "onsite";
inline constexpr std::string_view kFromDisposition = "disposition";
inline constexpr std::string_view kYes = "yes";
inline constexpr std::string_view kNo = "no";
inline constexpr std::string_view kTechnician = "technician";
inline constexpr std::string_view kProvider = "provider";

/// What follows from a sheet of answers, as effects.
std::vector<Effect> effectsOf(const Outcome& outcome);

} // namespace survey
