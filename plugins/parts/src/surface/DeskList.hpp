#pragma once

#include "erphost/Page.hpp"
#include "surface/DeskKit.hpp"

namespace parts {

/// A list of the desk: its statement, one for a single state whose index begins with it, and what it is sorted by.
struct DeskListing
{
	const erphost::Sql& all;
	const erphost::Sql& ofState;
	Columns columns;
	const char* sort; ///< member of the JSON; its column and the id make the order
	bool numeric;
};

/// A page of a list. ?1 branches; ?2 branch; ?3 state; ?4 ?5 last row seen if ?6 = 1; ?7 rows; then `extra`. `finish`
/// adds what is computed.
template <typename Finish, typename... Extra>
Result<erphost::Reply> deskList(Tx& tx, const erphost::Request& request, const std::vector<std::string>& roles,
                                const DeskListing& listing, Finish finish, const Extra&... extra)
{
	EH_TRY(const erphost::Cursor last, erphost::readCursor(request.queryText("cursor"), listing.numeric));
	const std::string state = request.queryText("state"), branches = branchList(request.caller.branches(roles));
	const std::string branch = request.queryText("branch");
	const erphost::Sql& statement = state.empty() ? listing.all : listing.ofState;
	const int limit = limitOf(request);
	EH_TRY(auto rows,
	       listing.numeric
	           ? tx.query(statement, branches, branch, state, last.number, last.id, last.given, limit + 1, extra...)
	           : tx.query(statement, branches, branch, state, last.text, last.id, last.given, limit + 1, extra...));
	EH_TRY(nlohmann::json items, jsonRows(rows, listing.columns));
	for (auto& item : items) finish(item);
	return deskPage(std::move(items), limit, listing.sort);
}

} // namespace parts
