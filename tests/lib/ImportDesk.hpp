#pragma once

#include "MockHost.hpp"
#include "SourceDir.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace erphost::test {

/// The rows of a sample sheet (plugins/…/samples), each cell under the column whose words its heading is.
inline std::vector<nlohmann::json> sampleRows(const nlohmann::json& kinds, const std::string& kind,
                                              const std::string& file)
{
	const auto cellsOf = [](const std::string& text) {
		std::vector<std::string> cells;
		std::stringstream line(text);
		for (std::string cell; std::getline(line, cell, ',');) cells.push_back(cell);
		return cells;
	};
	std::ifstream sheet(sourceDir() + "/plugins/" + file);
	std::string text;
	REQUIRE(std::getline(sheet, text));
	std::vector<std::string> names;
	for (const std::string& heading : cellsOf(text.substr(3))) // behind the mark by which Excel knows UTF-8
	{
		std::string name;
		for (const auto& each : kinds["items"])
			for (const auto& column : each["columns"])
				if (each["kind"] == kind && column["words"]["zh"] == heading) name = column["name"];
		INFO(heading);
		REQUIRE_FALSE(name.empty());
		names.push_back(name);
	}
	std::vector<nlohmann::json> rows;
	while (std::getline(sheet, text))
	{
		const auto cells = cellsOf(text);
		nlohmann::json row = nlohmann::json::object();
		for (std::size_t i = 0; i < cells.size() && i < names.size(); ++i) row[names[i]] = cells[i];
		rows.push_back(std::move(row));
	}
	REQUIRE_FALSE(rows.empty());
	return rows;
}

/// A file on its way into a plugin, as the console sends it: a draft, lines in pieces, what is wrong, apply, undo.
struct ImportDesk
{
	mock::MockHost& host;
	std::string id = "import-1";

	nlohmann::json begin(const std::string& kind, const std::string& file = "期初.xlsx")
	{
		return ok(host.call("POST", "/imports",
		                    {{"id", id}, {"kind", kind}, {"fileName", file}, {"headings", nlohmann::json::object()}}));
	}
	/// Rows of the sheet from `first` on.
	void send(const std::vector<nlohmann::json>& rows, std::int64_t first = 2)
	{
		for (std::size_t at = 0; at < rows.size(); at += 200)
		{
			nlohmann::json lines = nlohmann::json::array();
			for (std::size_t i = at; i < std::min(rows.size(), at + 200); ++i)
				lines.push_back({{"row", first + static_cast<std::int64_t>(i)}, {"cells", rows[i]}});
			ok(host.call("POST", path("/lines"), {{"lines", lines}}));
		}
	}
	nlohmann::json batch() { return ok(host.call("GET", path(""))); }
	std::string state() { return batch()["state"]; }
	std::int64_t count(const char* what) { return batch()["counts"][what]; }

	/// "17:phone:complaints.phone_odd" for every problem, in the order of the rows.
	std::vector<std::string> problems()
	{
		std::vector<std::string> found;
		for (const auto& line : lines("wrong"))
			for (const auto& problem : line["problems"])
				found.push_back(std::to_string(line["row"].get<std::int64_t>()) + ":" +
				                problem["column"].get<std::string>() + ":" + problem["code"].get<std::string>());
		return found;
	}
	std::vector<nlohmann::json> lines(const std::string& show = "")
	{
		std::vector<nlohmann::json> found;
		std::string cursor;
		do
		{
			const auto page = host.call(
				"GET", path("/lines?show=" + show + "&limit=200" + (cursor.empty() ? "" : "&cursor=" + cursor)));
			ok(page);
			for (const auto& line : page.body["items"]) found.push_back(line);
			cursor = page.body["next"].is_null() ? "" : page.body["next"].get<std::string>();
		} while (!cursor.empty());
		return found;
	}

	/// POSTs with the batch's present version.
	mock::MockHost::Answer post(const std::string& what, const nlohmann::json& body = nullptr)
	{
		return host.call("POST", path("/" + what), body, version());
	}
	mock::MockHost::Answer mend(std::int64_t row, const nlohmann::json& cells)
	{
		return host.call("PUT", path("/lines/" + std::to_string(row)), {{"cells", cells}}, version());
	}
	/// Sets it off and lets the jobs do it to the end.
	std::string apply() { return work("apply", nullptr); }
	std::string undo(const std::string& reason = "导错了文件") { return work("undo", {{"reason", reason}}); }
	std::string work(const std::string& what, const nlohmann::json& body)
	{
		ok(post(what, body));
		settle();
		return state();
	}
	/// Jobs come round every few seconds.
	void settle()
	{
		host.setNow(host.now() + 5'000);
		const auto settled = host.settle();
		INFO((settled ? std::string() : settled.error().code + " " + settled.error().message));
		REQUIRE(settled);
	}

	static nlohmann::json ok(const mock::MockHost::Answer& answer)
	{
		INFO(answer.error.code << " " << answer.error.message);
		for (const auto& [key, value] : answer.error.params) UNSCOPED_INFO(key << "=" << value);
		REQUIRE(answer.status >= 200);
		REQUIRE(answer.status < 300);
		return answer.body;
	}
	std::string version() { return std::to_string(batch()["version"].get<std::int64_t>()); }
	std::string path(const std::string& rest) const { return "/imports/" + id + rest; }
};

} // namespace erphost::test
