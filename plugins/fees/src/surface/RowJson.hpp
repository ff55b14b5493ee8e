#pragma once

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "erphost/Tx.hpp"

#include <nlohmann/json.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fees {

using erphost::Query;
using erphost::Result;
using erphost::Tx;

/// The columns of a query as members of a JSON object, in their order. The first letter says what a column is:
/// "#sumFen" a number, "?late" true or false, "{evidence" JSON, "-paidOn" a text that is null when it is empty, else a
/// text. NULL is always null.
using Columns = std::vector<std::string_view>;

inline nlohmann::json rowJson(const Query& row, const Columns& columns)
{
	nlohmann::json item = nlohmann::json::object();
	int at = 0;
	for (const std::string_view column : columns)
	{
		const char shape = column.empty() ? ' ' : column.front();
		const bool marked = shape == '#' || shape == '?' || shape == '{' || shape == '-';
		nlohmann::json& value = item[std::string(marked ? column.substr(1) : column)];
		if (row.isNull(at)) value = nullptr;
		else if (shape == '#') value = row.integer(at);
		else if (shape == '?') value = row.integer(at) != 0;
		else if (shape == '{') value = nlohmann::json::parse(row.view(at), nullptr, false);
		else if (shape == '-' && row.view(at).empty()) value = nullptr;
		else value = row.text(at);
		++at;
	}
	return item;
}

inline Result<std::vector<nlohmann::json>> allRowsJson(Query& rows, const Columns& columns)
{
	return erphost::allRows(rows, [&](const Query& row) { return rowJson(row, columns); });
}

/// A page of rows that were asked for with one more than `limit`; the cursor is made of two members of the last one.
inline nlohmann::json pageOfRows(std::vector<nlohmann::json> rows, int limit, const std::string& sortMember,
                                 const std::string& idMember)
{
	const bool more = erphost::cutToPage(rows, limit);
	nlohmann::json page = {{"items", rows}, {"next", nullptr}};
	if (more) page["next"] = erphost::cursorOf(rows.back().at(sortMember), rows.back().at(idMember).get<std::string>());
	return page;
}

} // namespace fees
