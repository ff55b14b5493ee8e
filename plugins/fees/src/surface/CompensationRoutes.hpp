#pragma once

#include "store/Compensations.hpp"
#include "store/MoneyLedger.hpp"
#include "surface/DeskAsk.hpp"
#include "surface/OrderWork.hpp"

namespace fees {

/// FE-07: compensation to a customer; four eyes, a receipt, and each liable one his share.
class CompensationRoutes
{
public:
	explicit CompensationRoutes(const OrderWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<Reply> list(Tx& tx, const Request& request) const;
	Result<Reply> read(Tx& tx, const Request& request) const;
	Result<Reply> claim(Tx& tx, const Request& request) const;
	Result<Reply> decide(Tx& tx, const Request& request) const;
	Result<Reply> withdraw(Tx& tx, const Request& request) const;
	Result<Reply> pay(Tx& tx, const Request& request) const;
	Result<Compensation> changed(Tx& tx, const Request& request, const std::vector<std::string>& roles,
	                             const char* state) const;
	Result<void> charge(Tx& tx, const Compensation& item, MoneyEntry entry) const;

	const OrderWork& _work;
};

/// Puts a claim down: number, time. The same id with the same sum again is the same claim: "fees.id_taken" else.
Result<Compensation> claimCompensation(Tx& tx, const erphost::Host& host, Compensation item, const Request& request);

} // namespace fees
