#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace survey {

/// Who was asked: the groups are measured apart (SV-11).
enum class Group
{
	end,          ///< 终端客户
	big,          ///< 大客户: shop guide, sales manager, dealer, project customer
	manufacturer, ///< 厂家
	staff         ///< 员工
};

inline constexpr std::array kGroups{Group::end, Group::big, Group::manufacturer, Group::staff};

constexpr std::string_view name(Group group)
{
	switch (group)
	{
	case Group::end: return "end";
	case Group::big: return "big";
	case Group::manufacturer: return "manufacturer";
	case Group::staff: return "staff";
	}
	return "";
}

constexpr std::optional<Group> groupNamed(std::string_view text)
{
	for (const Group group : kGroups)
		if (name(group) == text) return group;
	return std::nullopt;
}

/// SV-11: the group of an ERP order's customer; one whose kind the ERP does not say is an end customer.
constexpr Group groupOf(std::string_view customerKind)
{
	if (customerKind == "big" || customerKind == "project" || customerKind == "dealer") return Group::big;
	if (customerKind == "manufacturer") return Group::manufacturer;
	if (customerKind == "staff") return Group::staff;
	return Group::end;
}

} // namespace survey
