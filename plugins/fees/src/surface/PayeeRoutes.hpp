#pragma once

#include "erphost/Plugin.hpp"
#include "store/Payees.hpp"

namespace fees {

/// HTTP of penalty notices (FE-21) and of HR's list (FE-22).
class PayeeRoutes
{
public:
	explicit PayeeRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	using Request = erphost::Request;
	using Reply = erphost::Reply;

	Result<void> addNotices(erphost::Registry& registry) const;
	Result<void> addHr(erphost::Registry& registry) const;
	Result<nlohmann::json> requiredNotice(Tx& tx, const Request& request) const;
	Result<Reply> notices(Tx& tx, const Request& request) const;
	Result<Reply> noticePaper(Tx& tx, const Request& request) const;
	Result<Reply> confirm(Tx& tx, const Request& request) const;
	Result<Reply> noticeMonths(Tx& tx, const Request& request) const;
	Result<Reply> pay(Tx& tx, const Request& request) const;
	Result<Reply> dunnings(Tx& tx, const Request& request) const;
	/// Raises the dunning level of what is overdue; a piece at a time.
	Result<bool> dun(Tx& tx) const;

	Result<nlohmann::json> hrMonth(Tx& tx, const Request& request) const;
	Result<Reply> hrMonths(Tx& tx, const Request& request) const;
	Result<Reply> hrOne(Tx& tx, const Request& request) const;
	Result<Reply> hrLines(Tx& tx, const Request& request) const;
	Result<Reply> hrPaper(Tx& tx, const Request& request) const;
	Result<Reply> hrClose(Tx& tx, const Request& request) const;

	const erphost::Host& _host;
};

} // namespace fees
