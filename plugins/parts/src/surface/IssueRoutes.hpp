#pragma once

#include "surface/PaperWork.hpp"

namespace parts {

/// PT-02: what goes to technicians and orders, comes back unused, and is written off (核销).
class IssueRoutes
{
public:
	explicit IssueRoutes(const PaperWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> issue(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> giveBack(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> writeOff(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> held(Tx& tx, const erphost::Request& request) const;

	const PaperWork& _work;
};

} // namespace parts
