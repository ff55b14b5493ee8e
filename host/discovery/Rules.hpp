#pragma once

#include "host/discovery/Fields.hpp"

namespace erphost::discovery {

/// How changes of a table are found: its change column and what stands in while that is empty, a server's row version,
/// or row by row. `updated`, `created`: the columns that the fields updated_at and created_at come from; may be empty.
/// `gaps`: some row has nothing in `updated`.
/// Also gives "why": "row_version", "watermark", "watermark_gaps", "snapshot". Pure.
struct Changes
{
	nlohmann::json spec;
	std::string why;
};
Changes chooseChanges(const Table& table, odbc::Product product, const std::string& updated, const std::string& created,
                      bool gaps);

/// The mapping's "deleted", or null: a yes/no column whose name says that the row is gone. Pure.
nlohmann::json chooseDeleted(const Words& words, const Table& table);

/// One code of a field, how often it was met, and what it probably means (empty: a person must say).
struct Code
{
	std::string code;
	std::int64_t count = 0;
	std::string meaning;
};

/// What the codes of a state mean is told by the moment of completion: the one whose rows nearly all have it is "done"
/// — if there is only one. `together`: (code, rows with completion, rows without). Pure.
void tellDone(std::vector<Code>& codes,
              const std::vector<std::tuple<std::string, std::int64_t, std::int64_t>>& together);

/// Writes what is known into the field's spec: "refuse" what is not listed if every code seen is explained, else the
/// others leave the field empty. False if not one is explained. Pure.
bool putCodes(nlohmann::json& spec, const std::vector<Code>& codes);

/// How much speaks for a table being where the order stands. Pure.
struct Candidate
{
	bool numberInKey = false;
	bool phoneHere = false, nameHere = false, phoneLinked = false, nameLinked = false;
	double nameOfNumber = 0; ///< the column is called like a number
	double nameOfKind = 0;   ///< the table is called like an order of the wanted kind
	std::size_t moments = 0, columns = 0;
};
double plausibility(const Candidate& candidate);

} // namespace erphost::discovery
