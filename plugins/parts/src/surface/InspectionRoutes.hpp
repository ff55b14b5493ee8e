#pragma once

#include "surface/PaperWork.hpp"

namespace parts {

/// PT-09: what lies in quarantine is inspected: accepted, returned to the supplier or exchanged without conditions,
/// scrapped; stock is sampled periodically. PT-10: what was recovered is tested piece by piece.
class InspectionRoutes
{
public:
	explicit InspectionRoutes(const PaperWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> inspect(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> propose(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> sample(Tx& tx, const erphost::Request& request) const;

	const PaperWork& _work;
};

} // namespace parts
