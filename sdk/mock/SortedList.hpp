#pragma once

#include "MockHost.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace erphost::mock {

/// For tests: a list comes sorted by `field` both ways, in pages of one row, without losing or repeating one of its
/// `rows`; a foreign cursor is refused. `path` may have a query.
inline void checkSorted(MockHost& host, const std::string& path, const std::string& field, std::size_t rows)
{
	const std::string question = path + (path.find('?') == std::string::npos ? "?" : "&");
	std::vector<nlohmann::json> ways[2];
	for (const bool down : {false, true})
	{
		auto& seen = ways[down];
		std::string cursor;
		do
		{
			const auto page = host.call("GET", question + "limit=1&sort=" + (down ? "-" : "") + field +
			                                       (cursor.empty() ? std::string() : "&cursor=" + cursor));
			INFO(path << " " << field << " " << page.error.code);
			REQUIRE(page.status == 200);
			REQUIRE(page.body["items"].size() == 1);
			seen.push_back(page.body["items"][0]);
			cursor = page.body["next"].is_null() ? "" : page.body["next"].get<std::string>();
			REQUIRE(seen.size() <= rows);
		} while (!cursor.empty());
		INFO(path << " " << field);
		CHECK(seen.size() == rows);
	}
	INFO(path << " " << field);
	const auto before = [&](const nlohmann::json& one, const nlohmann::json& other) {
		return one.at(field) < other.at(field);
	};
	CHECK(std::is_sorted(ways[0].begin(), ways[0].end(), before));
	CHECK(before(ways[0].front(), ways[0].back()));
	std::reverse(ways[1].begin(), ways[1].end());
	CHECK(ways[0] == ways[1]);
	CHECK(host.call("GET", question + "sort=" + field + "&cursor=nonsense").error.code == "cursor.invalid");
}

} // namespace erphost::mock
