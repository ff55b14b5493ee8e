#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace parts {

/// PT-20: taken in → ready → the customer told → picked up. A customer who comes by himself needs not be told first.
inline bool carryInMay(std::string_view state, std::string_view next)
{
	if (next == "ready") return state == "taken_in";
	if (next == "told") return state == "ready" || state == "told";
	if (next == "picked_up") return state == "ready" || state == "told";
	return false;
}

/// What stands on the slip and is not handed out, each as often as it is missing.
inline std::vector<std::string> missingAccessories(std::vector<std::string> onSlip,
                                                   const std::vector<std::string>& handedOut)
{
	for (const std::string& each : handedOut)
	{
		const auto at = std::find(onSlip.begin(), onSlip.end(), each);
		if (at != onSlip.end()) onSlip.erase(at);
	}
	return onSlip;
}

} // namespace parts
