#pragma once

#include "rules/Stage.hpp"
#include "rules/Standing.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// Setting `fines`: the offences that call-backs raise and their sums in fen; nullopt: by decision (RULES.md §5).
using FineTable = std::map<std::string, std::optional<std::int64_t>, std::less<>>;

inline constexpr std::string_view kNoOnSiteCall = "A-NO-ONSITE-CALLBACK"; ///< SV-21
inline constexpr std::string_view kCustomerPhone = "A-CUSTOMER-PHONE";    ///< SV-22
/// SV-23: bad conduct for which no table has a code; the service manager judges it (FE-20).
inline constexpr std::string_view kConduct = "CONDUCT";

/// One source of a proposal.
struct Evidence
{
	std::int64_t at = 0; ///< ms UTC
	std::string text;
};

/// A fine that what stands recorded asks for.
struct WantedFine
{
	std::string offence;
	std::optional<std::int64_t> sumFen; ///< nullopt: by decision
	std::string liableKind;             ///< kTechnician or kProvider
	std::string reason;                 ///< in Chinese, for the notice
	std::string noticeDueOn;            ///< SV-23, ISO date or empty
	std::vector<Evidence> evidence;
};

/// FE-20: one proposal for each offence and kind of liable person, whatever number of answers shows it; offences that
/// the table does not name are not raised. At the sales counter and in logistics a dissatisfied customer is an
/// offence by itself (RULES.md §5.1). Ordered by offence.
std::vector<WantedFine> finesOf(const Standing& standing, std::string_view stage, const FineTable& table);

/// The id of a proposal: the same for the same offence of the same order's work.
std::string fineId(std::string_view kind, std::string_view branchId, std::string_view erpKey, std::string_view offence,
                   std::string_view liableKind);

} // namespace survey
