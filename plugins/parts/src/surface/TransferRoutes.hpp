#pragma once

#include "surface/PaperWork.hpp"

namespace parts {

/// PT-02: transfers between warehouses – out, in transit, in, with what differs on arrival – and the hand-over of a
/// store from one keeper to the next, which both confirm.
class TransferRoutes
{
public:
	explicit TransferRoutes(const PaperWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> send(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> arrive(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> handOver(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> confirm(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> withdraw(Tx& tx, const erphost::Request& request) const;
	Result<Paper> requireHandOver(Tx& tx, const erphost::Request& request) const;

	const PaperWork& _work;
};

} // namespace parts
