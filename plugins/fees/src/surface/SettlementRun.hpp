#pragma once

#include "store/Settlements.hpp"
#include "surface/Gatekeeper.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace fees {

/// Makes settlements and brings them to their payment (FE-40, FE-42, X-02). Linear in the orders of a payee; the gate
/// is asked again in every step, in the step's own transaction.
class SettlementRun
{
public:
	explicit SettlementRun(const erphost::Host& host): _host(host), _gate(host) {}

	const Gatekeeper& gate() const { return _gate; }

	struct Outcome
	{
		std::vector<Settlement> settlements;
		std::map<std::string, std::int64_t> waiting; ///< orders by verdict
		std::int64_t noRate = 0;
	};
	/// Drafts for the payees of a branch (or one of them) all that is payable until the end of a month. Who has a
	/// settlement that is not paid yet is left out: it is worked out again by `recompute`.
	Result<Outcome> run(Tx& tx, const std::string& branchId, const std::string& month, const std::string& payee,
	                    const Doer& who) const;
	Result<void> recompute(Tx& tx, Settlement& settlement, const Doer& who) const;
	Result<void> drop(Tx& tx, Settlement& settlement, const std::string& why) const;
	/// The next steps: "fees.settlement.blocked" where the gate refuses an order by now.
	Result<void> check(Tx& tx, Settlement& settlement, const Doer& who) const;
	Result<void> approve(Tx& tx, Settlement& settlement, const Doer& who) const;
	Result<void> pay(Tx& tx, Settlement& settlement, const std::string& paidOn, const std::string& reference,
	                 const Doer& who) const;
	/// Orders of a settlement that the gate refuses now.
	Result<std::vector<Work>> blocked(Tx& tx, const Settlement& settlement) const;
	/// What a payee's deposit is to be, in fen: as the ERP says, else the setting.
	Result<Fen> depositTarget(Tx& tx, const std::string& branchId, const std::string& payee,
	                          const FeeSettings& settings) const;

private:
	Result<void> fill(Tx& tx, Settlement& settlement, Outcome& outcome) const;
	Result<void> release(Tx& tx, const Settlement& settlement) const;
	Result<void> requireGate(Tx& tx, const Settlement& settlement) const;

	const erphost::Host& _host;
	Gatekeeper _gate;
};

} // namespace fees
