#pragma once

#include <string>
#include <string_view>

namespace parts {

/// PT-19: where something can be. `holder` is the number of a technician or supplier, the code of a further store, a
/// brand; without one it is the branch's only place of the kind ("technician": its workshop).
struct Place
{
	std::string kind;
	std::string branchId; ///< '' of the head office
	std::string holder;

	/// "store:01", "technician:01:T7", "central": the same place has the same id everywhere.
	std::string id() const;
	/// Outside the company's stock: may be below zero.
	bool outside() const { return isOutside(kind); }

	static bool isOutside(std::string_view kind);
	bool operator==(const Place&) const = default;
};

inline Place centralStore()
{
	return {"central", {}, {}};
}
inline Place storeOf(std::string branchId, std::string code = {})
{
	return {"store", std::move(branchId), std::move(code)};
}
inline Place handsOf(std::string branchId, std::string technician)
{
	return {"technician", std::move(branchId), std::move(technician)};
}
/// One of the places that a branch has once: transit, used, old_parts, scrap, difference, quarantine.
inline Place placeOf(std::string kind, std::string branchId)
{
	return {std::move(kind), std::move(branchId), {}};
}

/// The place that an id names; kind '' if it is none.
Place placeNamed(std::string_view id);

/// True for the kinds of PT-19.
bool isPlaceKind(std::string_view kind);
/// Stock from which something is issued: central store, store of a branch.
inline bool isStore(std::string_view kind)
{
	return kind == "central" || kind == "store";
}

} // namespace parts
