#pragma once

#include "erphost/Plugin.hpp"
#include "store/Actions.hpp"
#include "surface/CaseWork.hpp"

namespace complaints {

/// CP-15: the 8D report of a manufacturer's quality case; CP-08: the case written up and shared.
class DocumentRoutes
{
public:
	explicit DocumentRoutes(const CaseWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> read(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> write(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> share(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> show(Tx& tx, const erphost::Request& request, const Case& item,
	                            const std::string& type) const;

	const CaseWork& _work;
};

} // namespace complaints
