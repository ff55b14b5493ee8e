#pragma once

#include "store/Works.hpp"
#include "surface/FineWork.hpp"

namespace fees {

/// Knows which finished orders wait to be paid, and why (FE-40, X-02): hears of orders, assessments, complaints and
/// fines.
class Gatekeeper
{
public:
	explicit Gatekeeper(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

	/// The gate's word about a work as it stands in this transaction.
	Verdict verdictNow(const Work& work, const FeeSettings& settings) const;
	/// Keeps it, and tells the ERP when it is another one than before.
	Result<Verdict> look(Tx& tx, const Work& work, const FeeSettings& settings) const;
	/// What was paid comes back as a negative line of the next period.
	Result<void> takeBack(Tx& tx, const Work& work, const std::string& why) const;
	/// The order's state on its own page and on the ERP's record.
	Result<void> show(Tx& tx, const Work& work, const std::string& state, const std::string& reason,
	                  const std::string& settlementNumber, Fen sum) const;
	/// Event fees.order.settled.
	Result<void> tellSettled(Tx& tx, const Work& work, const std::string& settlementId, const std::string& number,
	                         Fen sum) const;

private:
	Result<void> changed(Tx& tx, std::int64_t from, std::int64_t to) const;
	Result<void> heard(Tx& tx, const erphost::Event& event) const;
	/// Orders that were waiting for a draw are looked at again the day after.
	Result<bool> lookAgain(Tx& tx) const;

	const erphost::Host& _host;
};

} // namespace fees
