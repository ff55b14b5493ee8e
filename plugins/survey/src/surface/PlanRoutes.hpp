#pragma once

#include "store/Plans.hpp"
#include "surface/FigureJson.hpp"

namespace survey {

/// SV-55: the improvement plans of branches below the target, step by step.
class PlanRoutes
{
public:
	explicit PlanRoutes(const erphost::Host& host): _host(host) {}
	erphost::Result<void> addTo(erphost::Registry& registry) const;

private:
	erphost::Result<erphost::Reply> list(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> detail(erphost::Tx& tx, const Plan& plan) const;
	erphost::Result<erphost::Reply> write(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> advance(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> report(erphost::Tx& tx, const erphost::Request& request) const;

	/// A plan of a branch for which the caller holds one of the roles.
	erphost::Result<Plan> require(erphost::Tx& tx, const erphost::Request& request,
	                              const std::vector<std::string>& roles) const;
	/// The same, open and as the caller read it.
	erphost::Result<Plan> forChange(erphost::Tx& tx, const erphost::Request& request) const;
	nlohmann::json shown(const Plan& plan) const;

	const erphost::Host& _host;
};

} // namespace survey
