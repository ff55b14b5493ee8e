#pragma once

#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"
#include "host/worker/Route.hpp"
#include "host/worker/SchemaCheck.hpp"

#include <memory>

namespace erphost::worker {

/// The routes of one process, and everything between a request and its handler that does not need a socket: matching,
/// roles, schemas, the transaction, the idempotency record and the audit row. Immutable. Any thread.
class RouteTable
{
public:
	struct Options
	{
		std::string mount;       ///< "/api/v1/erp": told in problems and kept with idempotency records
		std::string actorPrefix; ///< of audit actions: "erp", "survey"
	};

	struct Match
	{
		const Route* route;
		std::map<std::string, std::string> pathParams; ///< decoded
	};

	/// `database` may be null where every route has mode none and creates nothing; it and the clock must outlive the
	/// table. "route.duplicate", "route.bad_schema", "route.bad_public", "route.bad_limit" (bug) for declarations that
	/// cannot work.
	static Result<RouteTable> build(Options options, store::Database* database, const Clock& clock,
	                                std::vector<Route> routes);

	/// The route of a path below the mount; fixed segments win over parameters. "route.not_found",
	/// "route.method_not_allowed" (param allowed), "request.malformed".
	Result<Match> match(const std::string& method, const std::string& path) const;

	/// Answers a request. Filled in by the caller: method, path (not decoded), query (from parseQuery), rawBody (or
	/// body), ifMatch, idempotencyKey, correlationId, caller. Never throws; errors become problems in the caller's
	/// language.
	///
	/// A write runs in one transaction with its idempotency record and audit row; a reply with a status from 400 on
	/// undoes it. A repeated key gets the first answer with `Idempotency-Replayed: true`. Of routes with mode none,
	/// only those that create keep their answers.
	Reply serve(Request request) const;

	/// The document of GET /_routes.
	nlohmann::json describe() const;

	/// Whether an answer keeps the promise of the route's response schema; for tests of the OpenAPI document.
	std::vector<FieldError> checkReply(const Route& route, const Reply& reply) const;

	const std::vector<Route>& routes() const;

private:
	struct Impl;
	explicit RouteTable(std::shared_ptr<const Impl> impl): _impl(std::move(impl)) {}
	std::shared_ptr<const Impl> _impl;
};

} // namespace erphost::worker
