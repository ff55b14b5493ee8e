#pragma once

#include "surface/TaskRoutes.hpp"

namespace survey {

/// What call-backs left for others: fine proposals, and work that is passed on to purchasing (SV-61).
class FollowUpRoutes
{
public:
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> fines(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> passedOn(Tx& tx, const erphost::Request& request) const;
};

} // namespace survey
