#pragma once

#include "store/CashCounts.hpp"
#include "store/MoneyLedger.hpp"
#include "surface/DeskAsk.hpp"
#include "surface/OrderWork.hpp"

namespace fees {

/// FE-05: cash from the technician to the clerk to the cashier, each hand-over counted blind.
class CashRoutes
{
public:
	explicit CashRoutes(const OrderWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<Reply> holders(Tx& tx, const Request& request) const;
	Result<Reply> handIn(Tx& tx, const Request& request) const;
	Result<Reply> waiting(Tx& tx, const Request& request) const;
	Result<Reply> handOver(Tx& tx, const Request& request) const;
	Result<Reply> list(Tx& tx, const Request& request) const;
	Result<Reply> read(Tx& tx, const Request& request) const;
	Result<Reply> explain(Tx& tx, const Request& request) const;
	Result<Reply> reverseCount(Tx& tx, const Request& request) const;
	Result<CashCount> countOf(Tx& tx, const Request& request, const std::vector<std::string>& roles) const;
	Result<Reply> show(Tx& tx, const std::string& id, int status) const;
	Result<void> postCash(Tx& tx, const Request& request, const CashCount& count, const std::string& part,
	                      const OrderKey& key, std::vector<MoneyLine> lines) const;

	const OrderWork& _work;
};

} // namespace fees
