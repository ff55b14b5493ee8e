#pragma once

#include "erphost/Rows.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace parts {

/// What a statement's columns are called in JSON, in their order: "number" a text, "#round" a whole number, "?asked" a
/// flag, "{accessories" JSON kept as text. A dot makes an object: "person.kind". What is NULL is null.
using Columns = std::span<const std::string_view>;

/// A row as lists and pages show it. `from`: the first of the row's columns that is meant.
inline nlohmann::json jsonOf(const erphost::Query& row, Columns columns, int from = 0)
{
	nlohmann::json object = nlohmann::json::object();
	for (int at = from; const std::string_view column : columns)
	{
		const char type = column.front();
		const bool marked = type == '#' || type == '?' || type == '{';
		const std::string name(marked ? column.substr(1) : column);
		const auto dot = name.find('.');
		nlohmann::json& value =
			dot == std::string::npos ? object[name] : object[name.substr(0, dot)][name.substr(dot + 1)];
		if (row.isNull(at)) value = nullptr;
		else if (type == '#') value = row.integer(at);
		else if (type == '?') value = row.integer(at) != 0;
		else if (type == '{') value = nlohmann::json::parse(row.view(at), nullptr, false);
		else value = row.text(at);
		++at;
	}
	return object;
}

inline erphost::Result<nlohmann::json> jsonRows(erphost::Query& rows, Columns columns)
{
	EH_TRY(auto found, erphost::allRows(rows, [&](const erphost::Query& row) { return jsonOf(row, columns); }));
	nlohmann::json list = nlohmann::json::array();
	for (auto& each : found) list.push_back(std::move(each));
	return list;
}

inline erphost::Result<std::optional<nlohmann::json>> jsonRow(erphost::Query& rows, Columns columns)
{
	return erphost::firstRow(rows, [&](const erphost::Query& row) { return jsonOf(row, columns); });
}

} // namespace parts
