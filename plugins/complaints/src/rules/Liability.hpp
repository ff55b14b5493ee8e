#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace complaints {

/// CP-13: what went wrong where a case escalated.
enum class Fault
{
	lateDispatch, ///< nobody was sent in time
	missedVisit,  ///< somebody was, and did not come
	handling      ///< the complaint itself was handled badly
};

constexpr std::string_view name(Fault fault)
{
	switch (fault)
	{
	case Fault::lateDispatch: return "late_dispatch";
	case Fault::missedVisit: return "missed_visit";
	case Fault::handling: return "handling";
	}
	return "";
}

constexpr std::optional<Fault> faultNamed(std::string_view text)
{
	for (const Fault fault : {Fault::lateDispatch, Fault::missedVisit, Fault::handling})
		if (name(fault) == text) return fault;
	return std::nullopt;
}

/// CP-13: who pays for a fault himself; a superior besides pays the same amount where it was handled badly.
struct Liability
{
	bool technician = false, superior = false;
};
constexpr Liability liabilityOf(Fault fault)
{
	switch (fault)
	{
	case Fault::lateDispatch: return {false, true};
	case Fault::missedVisit: return {true, false};
	case Fault::handling: return {false, true};
	}
	return {};
}

/// CP-06, §5: what an offence costs: the ordinary sum, or the other one from the second time on, plus the damage that
/// the table adds. nullopt: by decision, which `decided` brings.
constexpr std::optional<std::int64_t> sumOf(std::optional<std::int64_t> fen, std::optional<std::int64_t> againFen,
                                            int earlier, std::int64_t damageFen, std::optional<std::int64_t> decided)
{
	if (!fen) return decided ? std::optional(*decided + damageFen) : std::nullopt;
	return (earlier > 0 && againFen ? *againFen : *fen) + damageFen;
}

} // namespace complaints
