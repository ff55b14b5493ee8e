#pragma once

#include "surface/FineWork.hpp"

namespace fees {

/// HTTP of fines and offences (docs/fines.md).
class FineRoutes
{
public:
	explicit FineRoutes(const erphost::Host& host): _host(host), _work(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	using Request = erphost::Request;
	using Reply = erphost::Reply;

	Result<Reply> offences(Tx& tx, const std::string& date) const;
	Result<Reply> choose(Tx& tx, const Request& request) const;
	Result<Reply> list(Tx& tx, const Request& request, const std::string& onlyState) const;
	Result<Reply> counts(Tx& tx, const Request& request) const;
	Result<Reply> one(Tx& tx, const Request& request) const;
	Result<Reply> create(Tx& tx, const Request& request) const;
	Result<Reply> check(Tx& tx, const Request& request) const;
	Result<Reply> decide(Tx& tx, const Request& request) const;
	Result<Reply> makeVoid(Tx& tx, const Request& request) const;

	/// The fine of the path, for a change by one of the roles.
	Result<Fine> required(Tx& tx, const Request& request, const std::vector<std::string>& roles) const;
	Result<std::vector<Share>> sharesFrom(Tx& tx, const std::string& branchId, const nlohmann::json& body) const;
	Result<Reply> shown(Tx& tx, const Request& request, const Fine& fine, int status) const;

	const erphost::Host& _host;
	FineWork _work;
};

/// A fine as the API shows it.
nlohmann::json toJson(const Fine& fine, const FeeSettings& settings);
/// It with evidence, shares, the act's other fines and its entries.
Result<nlohmann::json> fineDetail(Tx& tx, const erphost::Host& host, const Fine& fine, const erphost::Caller& caller);

} // namespace fees
