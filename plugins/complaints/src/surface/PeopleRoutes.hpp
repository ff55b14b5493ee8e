#pragma once

#include "erphost/Plugin.hpp"
#include "store/People.hpp"
#include "surface/CaseWork.hpp"

namespace complaints {

/// CP-19: looks behind the mask; CP-16: flagged customers and their care contacts.
class PeopleRoutes
{
public:
	explicit PeopleRoutes(const CaseWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> reveal(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> looks(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> customers(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> flag(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> change(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> care(Tx& tx, const erphost::Request& request) const;
	Result<Customer> requireCustomer(Tx& tx, const erphost::Request& request,
	                                 const std::vector<std::string>& roles) const;
	/// What stands in the body of flagging and changing: contact, interval, note.
	Result<void> take(const nlohmann::json& body, Customer& customer, int days) const;
	Result<std::string> nextCare(int days) const;

	const CaseWork& _work;
};

} // namespace complaints
