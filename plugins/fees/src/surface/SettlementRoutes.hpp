#pragma once

#include "surface/SettlementRun.hpp"

#include <functional>

namespace fees {

/// HTTP of settlements and their gate (docs/settlement.md).
class SettlementRoutes
{
public:
	explicit SettlementRoutes(const erphost::Host& host): _host(host), _run(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	using Request = erphost::Request;
	using Reply = erphost::Reply;
	using Step = std::function<Result<void>(Tx&, Settlement&, const Doer&)>;

	Result<void> addSteps(erphost::Registry& registry) const;
	Result<Reply> run(Tx& tx, const Request& request) const;
	Result<Reply> list(Tx& tx, const Request& request) const;
	Result<Reply> one(Tx& tx, const Request& request) const;
	Result<Reply> lines(Tx& tx, const Request& request) const;
	Result<Reply> paper(Tx& tx, const Request& request) const;
	Result<Settlement> required(Tx& tx, const Request& request, const std::vector<std::string>& who) const;
	Result<Reply> stepped(Tx& tx, const Request& request, const std::vector<std::string>& who, const Step& step) const;
	Result<Reply> shown(Tx& tx, const Settlement& settlement) const;

	const erphost::Host& _host;
	SettlementRun _run;
};

} // namespace fees
