#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace complaints {

/// What a sub-kind asks for (CP-04 … CP-07).
enum class Deed
{
	dispatchRequested,  ///< A: asked of the ERP
	returnToTechnician, ///< B: back to who did the work, without a new dispatch
	reassign,           ///< B: the branch manager names somebody else
	refund,             ///< C: to the customer
	confiscation,       ///< C: of the gain
	grave,              ///< C: dismissal is proposed, never again
	clerkApology,       ///< D: by telephone
	personApology       ///< D: the person concerned
};

inline constexpr std::array kDeeds{
	Deed::dispatchRequested, Deed::returnToTechnician, Deed::reassign, Deed::refund, Deed::confiscation, Deed::grave,
	Deed::clerkApology,      Deed::personApology};

constexpr std::string_view name(Deed deed)
{
	switch (deed)
	{
	case Deed::dispatchRequested: return "dispatch_requested";
	case Deed::returnToTechnician: return "return_to_technician";
	case Deed::reassign: return "reassign";
	case Deed::refund: return "refund";
	case Deed::confiscation: return "confiscation";
	case Deed::grave: return "grave";
	case Deed::clerkApology: return "clerk_apology";
	case Deed::personApology: return "person_apology";
	}
	return "";
}

std::optional<Deed> deedNamed(std::string_view text);

/// The deeds that belong to a sub-kind, in the order in which they are done.
std::vector<Deed> deedsOf(std::string_view subKind);

/// Deeds that are possible now. CP-05: back to the technician at most `limit` times in all rounds, then somebody else.
std::vector<Deed> possibleDeeds(std::string_view subKind, int rework, int limit);

/// What must still be done in this round before the solution counts as carried out. A refund is paid once for good:
/// `doneEver` are the deeds of all rounds, `doneNow` those of the present one.
std::vector<Deed> missingDeeds(std::string_view subKind, const std::vector<std::string>& doneEver,
                               const std::vector<std::string>& doneNow, int rework, int limit);

} // namespace complaints
