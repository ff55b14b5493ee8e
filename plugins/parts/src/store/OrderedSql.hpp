#pragma once

#include "erphost/Sql.hpp"

/// Statements of lists that are asked for in several orders.
namespace parts::sql {

/// What has no day yet stands after everything that has one; indexes say the same (0004).
#define PARTS_NEVER_DAY "'9999-12-31'"

/// A list in one order, both ways, of all states and of one: four statements. `page(condition, value, after, way)` is
/// the SQL of a page.
#define PARTS_ORDERED(constant, name, page, state, value)                                                              \
	inline constexpr erphost::Sql constant{"parts." name, page("?3 = ''", value, ">", "ASC")};                         \
	inline constexpr erphost::Sql constant##Down{"parts." name "_down", page("?3 = ''", value, "<", "DESC")};          \
	inline constexpr erphost::Sql constant##OfState{"parts." name "_of_state",                                         \
	                                                page(state " = ?3", value, ">", "ASC")};                           \
	inline constexpr erphost::Sql constant##OfStateDown                                                                \
	{                                                                                                                  \
		"parts." name "_of_state_down", page(state " = ?3", value, "<", "DESC")                                        \
	}
#define PARTS_ORDERED_STATEMENTS(constant) &constant, &constant##Down, &constant##OfState, &constant##OfStateDown
/// Both ways of it as a list offers them.
#define PARTS_SORTINGS(name, constant, numeric)                                                                        \
	erphost::Sorting{name, constant, constant##OfState, numeric}, erphost::Sorting                                     \
	{                                                                                                                  \
		"-" name, constant##Down, constant##OfStateDown, numeric                                                       \
	}

} // namespace parts::sql
