#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace survey {

/// How often somebody is contacted besides his orders (SV-02, SV-09).
enum class Every
{
	month,
	halfMonth,
	quarter
};

inline constexpr std::array kEvery{Every::month, Every::halfMonth, Every::quarter};

constexpr std::string_view name(Every every)
{
	switch (every)
	{
	case Every::month: return "month";
	case Every::halfMonth: return "half_month";
	case Every::quarter: return "quarter";
	}
	return "";
}

std::optional<Every> everyNamed(std::string_view text);

/// SV-02, SV-09: staff, providers, shop guides and dealers monthly, key dealers twice a month, the forum every quarter.
/// nullopt for an unknown kind of contact.
std::optional<Every> usualEvery(std::string_view kind);

/// One period: its name ("2026-11", "2026-11a", "2026-Q4") and its first and last day.
struct Period
{
	std::string name, from, to;
};

/// The period in which a date lies.
Period periodOf(Every every, const std::string& isoDate);

} // namespace survey
