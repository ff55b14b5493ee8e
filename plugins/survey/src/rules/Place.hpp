#pragma once

#include <string_view>

namespace survey {

/// People call a branch by its place: 勉县, not 勉县分公司; so numbers do.
constexpr std::string_view placeOf(std::string_view branchName)
{
	constexpr std::string_view kBranch = "分公司";
	if (branchName.size() > kBranch.size() && branchName.ends_with(kBranch)) branchName.remove_suffix(kBranch.size());
	return branchName;
}

} // namespace survey
