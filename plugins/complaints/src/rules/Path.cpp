#include "rules/Path.hpp"

#include <algorithm>

namespace complaints {

namespace {

bool contains(const std::vector<std::string>& done, Deed deed)
{
	return std::find(done.begin(), done.end(), name(deed)) != done.end();
}

} // namespace

std::optional<Deed> deedNamed(std::string_view text)
{
	for (const Deed deed : kDeeds)
		if (name(deed) == text) return deed;
	return std::nullopt;
}

std::vector<Deed> deedsOf(std::string_view subKind)
{
	if (subKind == "quality") return {Deed::dispatchRequested};                          // CP-04
	if (subKind == "workmanship") return {Deed::returnToTechnician, Deed::reassign};     // CP-05
	if (subKind == "overcharge") return {Deed::refund, Deed::confiscation, Deed::grave}; // CP-06
	if (subKind == "service") return {Deed::clerkApology, Deed::personApology};          // CP-07
	return {};
}

std::vector<Deed> possibleDeeds(std::string_view subKind, int rework, int limit)
{
	if (subKind == "workmanship") return {rework < limit ? Deed::returnToTechnician : Deed::reassign};
	return deedsOf(subKind);
}

std::vector<Deed> missingDeeds(std::string_view subKind, const std::vector<std::string>& doneEver,
                               const std::vector<std::string>& doneNow, int rework, int limit)
{
	std::vector<Deed> missing;
	if (subKind == "workmanship")
	{
		if (!contains(doneNow, Deed::returnToTechnician) && !contains(doneNow, Deed::reassign))
			missing = possibleDeeds(subKind, rework, limit);
		return missing;
	}
	for (const Deed deed : deedsOf(subKind))
	{
		if (deed == Deed::grave) continue; // only where it is
		const bool again = deed == Deed::clerkApology || deed == Deed::personApology || deed == Deed::dispatchRequested;
		if (!contains(again ? doneNow : doneEver, deed)) missing.push_back(deed);
	}
	return missing;
}

} // namespace complaints
