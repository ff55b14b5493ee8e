#pragma once

#include "erphost/Plugin.hpp"
#include "surface/CaseWork.hpp"

namespace complaints {

/// CP-02, CP-20, CP-08: who owns a case, who handles it, what class it has and whose it is.
class OwnerRoutes
{
public:
	explicit OwnerRoutes(const CaseWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<void> addHandOversTo(erphost::Registry& registry) const;
	Result<erphost::Reply> takeOwnership(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> offer(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> answer(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> takeBack(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> offers(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> setHandler(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> setClass(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> setDepartment(Tx& tx, const erphost::Request& request) const;
	Result<void> blame(Tx& tx, const Case& item, const nlohmann::json& body) const;

	const CaseWork& _work;
};

} // namespace complaints
