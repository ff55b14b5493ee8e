#pragma once

#include "erphost/Plugin.hpp"
#include "surface/SheetDesk.hpp"

#include <functional>

namespace complaints {

/// CP-14: contact sheets at the desk and in the branch.
class SheetRoutes
{
public:
	explicit SheetRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	using Act = std::function<Result<void>(Tx&, SheetDesk&, ContactSheet&, const erphost::Request&)>;

	Result<void> addActs(erphost::Registry& registry) const;
	Result<void> addAnswers(erphost::Registry& registry) const;
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> create(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> print(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> file(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> issueLink(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> answer(Tx& tx, const erphost::Request& request, bool paper) const;
	Result<erphost::Reply> detail(Tx& tx, const ContactSheet& sheet, int status = 200) const;
	/// A sheet of the caller's branches: "complaints.sheet.not_found" otherwise.
	Result<ContactSheet> require(Tx& tx, const erphost::Request& request) const;
	/// The same, for a change by one of the roles, with the version in If-Match.
	Result<ContactSheet> requireChange(Tx& tx, const erphost::Request& request,
	                                   const std::vector<std::string>& roles) const;

	const erphost::Host& _host;
};

} // namespace complaints
