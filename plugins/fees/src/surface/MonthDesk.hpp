#pragma once

#include "surface/Gatekeeper.hpp"

#include <nlohmann/json.hpp>

namespace fees {

/// The month-end desk 月结台: what still blocks, batch release, what to print, the manager's workbook
/// (docs/settlement.md).
class MonthDesk
{
public:
	explicit MonthDesk(const erphost::Host& host): _host(host), _gate(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	using Request = erphost::Request;
	using Reply = erphost::Reply;

	Result<Reply> overview(Tx& tx, const Request& request) const;
	Result<Reply> blockers(Tx& tx, const Request& request) const;
	Result<Reply> release(Tx& tx, const Request& request) const;
	Result<Reply> papers(Tx& tx, const Request& request) const;
	Result<Reply> workbook(Tx& tx, const Request& request) const;
	Result<nlohmann::json> branches(Tx& tx, const Request& request, const std::string& month) const;

	const erphost::Host& _host;
	Gatekeeper _gate;
};

} // namespace fees
