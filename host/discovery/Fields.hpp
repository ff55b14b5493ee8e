#pragma once

#include "host/discovery/Links.hpp"
#include "host/entities/EntitySchema.hpp"

namespace erphost::discovery {

/// The order that somebody knows.
struct Known
{
	std::string order, customer, phone;
};

/// A table whose row belongs to the order's row.
struct Joined
{
	std::string alias;
	std::string role;   ///< of words.json; empty: the row continues ours
	std::string select; ///< instead of the table: one row a key out of many
	Table table;
	Link link;
	std::vector<Cell> example; ///< the row of the known order; empty if it has none
};

/// How sure we are, for whoever has to confirm it.
enum class Certainty
{
	sure,
	likely,
	guess
};

/// One field and where it would come from.
struct FieldChoice
{
	enum class Why
	{
		example, ///< the known order's value stands there
		name,    ///< the column's name says so
		link     ///< it leads to the other table, or names what stands there
	};
	std::string field;
	std::string alias; ///< empty: the base table
	std::string column, time;
	nlohmann::json spec; ///< as a mapping has it
	double score = 0;
	Why why = Why::name;
	std::vector<std::string> examples;

	Certainty certainty() const
	{
		return why == Why::example || score >= 0.9 ? Certainty::sure
		       : score >= 0.65                     ? Certainty::likely
		                                           : Certainty::guess;
	}
};

/// The other column of a date that is kept in two ("WGRQ", "WGSJ"); empty if it has none. Pure.
std::string timeOf(const Table& table, const Column& date);

/// What a mapping says of this column as this field; null if its values cannot be such. Pure.
nlohmann::json specOf(const entities::EntityField& field, const Table& table, const Column& column,
                      const std::string& alias);

/// Each field at most once, each column at most once; best evidence first. `numberColumn`: where the order's number was
/// found; empty for other entities. `role`: whose words name key and name of a table that is no order. Pure.
std::vector<FieldChoice> chooseFields(const entities::EntitySchema& schema, const Words& words, const Table& base,
                                      const std::vector<Joined>& joined, const Known& known,
                                      const std::string& numberColumn, const std::string& role);

/// True if this ERP keeps instants in UTC without saying so (Tryton, Odoo).
bool keepsUtc(const Table& table);

} // namespace erphost::discovery
