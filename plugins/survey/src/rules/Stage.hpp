#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace survey {

/// What part of the business a call-back asks about (SV-01).
enum class Stage
{
	salesCounter,
	logistics,
	onSite,
	carryIn
};

inline constexpr std::array kStages{Stage::salesCounter, Stage::logistics, Stage::onSite, Stage::carryIn};

constexpr std::string_view name(Stage stage)
{
	switch (stage)
	{
	case Stage::salesCounter: return "sales_counter";
	case Stage::logistics: return "logistics";
	case Stage::onSite: return "on_site";
	case Stage::carryIn: return "carry_in";
	}
	return "";
}

/// The stage of a finished work order: installs and repairs at the customer's are on-site, carry-in repairs are not.
/// An ERP that does not say how the work was done means at the customer's, the stage that is called back in full.
constexpr Stage stageOfWorkOrder(std::string_view serviceMode)
{
	return serviceMode == "carry_in" ? Stage::carryIn : Stage::onSite;
}

} // namespace survey
