#pragma once

#include "erphost/Plugin.hpp"
#include "store/Reconciliation.hpp"

namespace parts {

/// PT-05: where ledger and ERP do not agree, with what was moved since they last did.
class DifferenceRoutes
{
public:
	DifferenceRoutes() = default;
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> one(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> explain(Tx& tx, const erphost::Request& request) const;
};

} // namespace parts
