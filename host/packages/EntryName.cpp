#include "host/packages/EntryName.hpp"

#include "host/packages/Limits.hpp"

#include <algorithm>
#include <array>

namespace erphost::packages {
namespace {

bool isAllowed(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
	       c == '-';
}

/// CON, COM1, …: also with an extension, Windows opens the device.
bool isDevice(std::string_view segment)
{
	const auto stem = foldedName(segment.substr(0, segment.find('.')));
	constexpr std::array<std::string_view, 4> kNames{"con", "prn", "aux", "nul"};
	if (std::find(kNames.begin(), kNames.end(), stem) != kNames.end()) return true;
	return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '0' && stem[3] <= '9';
}

bool isSegment(std::string_view segment)
{
	return !segment.empty() && segment.size() <= Limits::kSegment && segment.front() != '.' && segment.front() != '-' &&
	       segment.back() != '.' && std::all_of(segment.begin(), segment.end(), isAllowed) && !isDevice(segment);
}

} // namespace

bool isEntryName(std::string_view name)
{
	if (name.size() > Limits::kPath) return false;
	std::size_t depth = 0;
	for (;;)
	{
		const auto slash = name.find('/');
		if (++depth > Limits::kDepth || !isSegment(name.substr(0, slash))) return false;
		if (slash == std::string_view::npos) return true;
		name.remove_prefix(slash + 1);
	}
}

std::string foldedName(std::string_view name)
{
	std::string folded(name);
	for (auto& c : folded)
		if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
	return folded;
}

} // namespace erphost::packages
