#pragma once

#include "erphost/Plugin.hpp"
#include "rules/StatementMatch.hpp"
#include "store/Penalties.hpp"

#include <nlohmann/json.hpp>

namespace fees {

/// HTTP of manufacturers' statements and of the two ledgers (FE-30, FE-32).
class ClaimRoutes
{
public:
	explicit ClaimRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	using Request = erphost::Request;
	using Reply = erphost::Reply;

	/// A statement held against our cards; writes nothing.
	struct Matched
	{
		std::vector<StatementRow> rows;
		std::vector<nlohmann::json> cards;
		std::vector<RowMatch> matches;
		std::int64_t errors = 0, differing = 0, refused = 0;
		Fen paidFen = 0;
	};
	Result<Matched> match(Tx& tx, const Request& request) const;
	Result<Reply> preview(Tx& tx, const Request& request) const;
	Result<Reply> create(Tx& tx, const Request& request) const;
	Result<Reply> statements(Tx& tx, const Request& request) const;
	Result<Reply> statement(Tx& tx, const Request& request) const;
	Result<Reply> statementShown(Tx& tx, const std::string& id, int status) const;
	Result<Reply> ledger(Tx& tx, const Request& request, bool byBranch) const;
	Result<Reply> entries(Tx& tx, const Request& request, const std::string& kind) const;

	const erphost::Host& _host;
};

} // namespace fees
