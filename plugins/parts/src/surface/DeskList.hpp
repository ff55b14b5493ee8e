#pragma once

#include "erphost/Page.hpp"
#include "surface/DeskKit.hpp"

#include <span>

namespace parts {

/// A list of the desk: the orders it can be asked for in, and its own. An order has the name of the member of the JSON
/// that it goes by; the id decides between equals.
struct DeskListing
{
	std::span<const erphost::Sorting> sortings;
	Columns columns;
	const char* own;
};

/// A page of a list. ?1 branches; ?2 branch; ?3 state; ?4 ?5 last row seen if ?6 = 1; ?7 rows; then `extra`. `finish`
/// adds what is computed.
template <typename Finish, typename... Extra>
Result<erphost::Reply> deskList(Tx& tx, const erphost::Request& request, const std::vector<std::string>& roles,
                                const DeskListing& listing, Finish finish, const Extra&... extra)
{
	EH_TRY(const erphost::Sorting* sorting,
	       erphost::sortingNamed(listing.sortings, request.queryText("sort", listing.own)));
	EH_TRY(const erphost::Cursor last, erphost::readCursor(request.queryText("cursor"), sorting->numeric));
	const std::string state = request.queryText("state"), branches = branchList(request.caller.branches(roles));
	const std::string branch = request.queryText("branch");
	const erphost::Sql& statement = state.empty() ? sorting->all : sorting->ofState;
	const int limit = limitOf(request);
	EH_TRY(auto rows,
	       sorting->numeric
	           ? tx.query(statement, branches, branch, state, last.number, last.id, last.given, limit + 1, extra...)
	           : tx.query(statement, branches, branch, state, last.text, last.id, last.given, limit + 1, extra...));
	EH_TRY(nlohmann::json items, jsonRows(rows, listing.columns));
	for (auto& item : items) finish(item);
	return deskPage(std::move(items), limit, *sorting);
}

} // namespace parts
