#pragma once

#include "erphost/Plugin.hpp"
#include "store/Penalties.hpp"

#include <nlohmann/json.hpp>

namespace fees {

/// from a line of HR's list or of a settlement back to what it rests on: fine, rule, evidence, task, case, order.
class TraceRoutes
{
public:
	explicit TraceRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	using Request = erphost::Request;
	using Reply = erphost::Reply;

	Result<Reply> trace(Tx& tx, const Request& request) const;
	/// Adds the line itself; returns the branch that may see it.
	Result<std::string> fromHr(Tx& tx, const std::string& id, nlohmann::json& steps) const;
	Result<std::string> fromSettlement(Tx& tx, const std::string& id, nlohmann::json& steps) const;
	Result<std::string> fromNotice(Tx& tx, const std::string& id, nlohmann::json& steps) const;
	Result<std::string> fromFine(Tx& tx, const std::string& id, nlohmann::json& steps) const;
	Result<std::string> fromWork(Tx& tx, const std::string& id, nlohmann::json& steps) const;

	const erphost::Host& _host;
};

} // namespace fees
