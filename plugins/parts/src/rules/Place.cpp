#include "rules/Place.hpp"

#include <algorithm>
#include <array>

namespace parts {

namespace {

constexpr std::array<std::string_view, 11> kKinds{"supplier",   "central",    "store",     "transit",
                                                  "technician", "used",       "old_parts", "manufacturer",
                                                  "scrap",      "difference", "quarantine"};

/// The separator inside a code of the ERP must not make two places one.
std::string escaped(std::string_view text)
{
	std::string safe;
	for (const char c : text)
	{
		if (c == ':') safe += "%3A";
		else if (c == '%') safe += "%25";
		else safe += c;
	}
	return safe;
}

std::string plain(std::string_view text)
{
	std::string found(text);
	for (const auto& [code, letter] : {std::pair{"%3A", ":"}, std::pair{"%25", "%"}})
		for (auto at = found.find(code); at != std::string::npos; at = found.find(code, at + 1))
			found.replace(at, 3, letter);
	return found;
}

} // namespace

std::string Place::id() const
{
	std::string text = kind;
	if (!branchId.empty() || !holder.empty()) text += ":" + escaped(branchId);
	if (!holder.empty()) text += ":" + escaped(holder);
	return text;
}

bool Place::isOutside(std::string_view kind)
{
	return kind == "supplier" || kind == "used" || kind == "manufacturer" || kind == "scrap" || kind == "difference";
}

Place placeNamed(std::string_view id)
{
	Place place;
	const auto first = id.find(':');
	place.kind = id.substr(0, first);
	if (!isPlaceKind(place.kind)) return {};
	if (first == std::string_view::npos) return place;
	const auto rest = id.substr(first + 1);
	const auto second = rest.find(':');
	place.branchId = plain(rest.substr(0, second));
	if (second != std::string_view::npos) place.holder = plain(rest.substr(second + 1));
	return place.id() == id ? place : Place{};
}

bool isPlaceKind(std::string_view kind)
{
	return std::find(kKinds.begin(), kKinds.end(), kind) != kKinds.end();
}

} // namespace parts
