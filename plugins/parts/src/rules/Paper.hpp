#pragma once

#include <string_view>

namespace parts {

/// The letters that a kind's numbers begin with.
constexpr std::string_view seriesOf(std::string_view kind)
{
	if (kind == "receipt") return "SH";
	if (kind == "issue") return "LL";
	if (kind == "return") return "TL";
	if (kind == "write_off") return "HX";
	if (kind == "transfer") return "DB";
	if (kind == "hand_over") return "JJ";
	if (kind == "recovery") return "HS";
	if (kind == "sampling") return "CY";
	if (kind == "opening") return "QC";
	return "PJ";
}

/// Papers whose held quantity lies in quarantine until it was inspected (PT-09, PT-10).
constexpr bool isInspected(std::string_view kind)
{
	return kind == "receipt" || kind == "recovery" || kind == "sampling";
}

} // namespace parts
