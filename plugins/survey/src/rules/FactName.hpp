#pragma once

#include <array>
#include <string_view>

namespace survey {

/// A fact of the order or the attempt that a condition may ask about.
struct FactName
{
	enum class Type
	{
		text,
		integer,
		boolean
	};
	std::string_view name;
	Type type;
};

inline constexpr std::array kFactNames{
	FactName{"kind", FactName::Type::text},          FactName{"stage", FactName::Type::text},
	FactName{"service_type", FactName::Type::text},  FactName{"service_mode", FactName::Type::text},
	FactName{"product_type", FactName::Type::text},  FactName{"brand", FactName::Type::text},
	FactName{"warranty", FactName::Type::text},      FactName{"smart_tv", FactName::Type::boolean},
	FactName{"network_tv", FactName::Type::boolean}, FactName{"activated", FactName::Type::boolean},
	FactName{"floor", FactName::Type::integer},      FactName{"quantity", FactName::Type::integer},
	FactName{"visits", FactName::Type::integer},     FactName{"performed_by", FactName::Type::text},
	FactName{"outsourced", FactName::Type::boolean}, FactName{"waiting_for_parts", FactName::Type::boolean},
	FactName{"customer_kind", FactName::Type::text}, FactName{"group", FactName::Type::text},
	FactName{"channel", FactName::Type::text},       FactName{"level", FactName::Type::text},
	FactName{"round", FactName::Type::integer}};

/// The fact of that name, or null.
constexpr const FactName* factNamed(std::string_view text)
{
	for (const auto& fact : kFactNames)
		if (fact.name == text) return &fact;
	return nullptr;
}

} // namespace survey
