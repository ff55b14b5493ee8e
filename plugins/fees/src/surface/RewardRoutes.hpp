#pragma once

#include "erphost/Plugin.hpp"
#include "store/Payees.hpp"

namespace fees {

/// HTTP of rewards (FE-50, §5.3): proposed, stated by the branch's manager, decided by somebody else.
class RewardRoutes
{
public:
	explicit RewardRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	using Request = erphost::Request;
	using Reply = erphost::Reply;

	Result<Reply> table() const;
	Result<Reply> list(Tx& tx, const Request& request) const;
	Result<Reply> create(Tx& tx, const Request& request) const;
	Result<Reply> state(Tx& tx, const Request& request) const;
	Result<Reply> decide(Tx& tx, const Request& request) const;
	Result<nlohmann::json> required(Tx& tx, const std::string& id, const Request& request,
	                                const std::vector<std::string>& who) const;
	Result<Reply> shown(Tx& tx, const std::string& id, int status) const;

	const erphost::Host& _host;
};

} // namespace fees
