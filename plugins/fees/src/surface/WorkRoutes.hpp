#pragma once

#include "surface/Gatekeeper.hpp"
#include "surface/SettlementRun.hpp"

#include <nlohmann/json.hpp>

namespace fees {

/// HTTP of orders that wait to be paid, of releases, commission and deposits (docs/settlement.md).
class WorkRoutes
{
public:
	explicit WorkRoutes(const erphost::Host& host): _host(host), _run(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	using Request = erphost::Request;
	using Reply = erphost::Reply;

	Result<Reply> works(Tx& tx, const Request& request) const;
	Result<Reply> gate(Tx& tx, const Request& request) const;
	Result<Reply> release(Tx& tx, const Request& request) const;
	Result<Reply> commission(Tx& tx, const Request& request) const;
	Result<Reply> deposits(Tx& tx, const Request& request) const;
	Result<Reply> deposit(Tx& tx, const Request& request) const;
	Result<Reply> moveDeposit(Tx& tx, const Request& request) const;
	Result<Reply> depositShown(Tx& tx, const std::string& branch, const std::string& payee, int status) const;
	/// "fees.payee.not_found".
	Result<void> knownPayee(Tx& tx, const std::string& branch, const std::string& payee) const;

	const erphost::Host& _host;
	SettlementRun _run;
};

nlohmann::json toJson(const Work& work, Verdict verdict);
nlohmann::json toJson(const Settlement& settlement);
/// FE-40: releases an order that waits for it; false if it does not.
Result<bool> releaseWork(Tx& tx, const Gatekeeper& gate, const erphost::Host& host, const Work& work,
                         const std::string& reason, const Doer& who);

} // namespace fees
