#pragma once

#include "erphost/Plugin.hpp"
#include "store/FeeOrders.hpp"
#include "store/MoneyExceptions.hpp"
#include "store/PriceLists.hpp"

namespace fees {

/// An order computed, checked and shown anew, whatever of it changed: rows, exceptions, events and the ERP's record in
/// one transaction. Nothing here depends on what caused it, so that an act told twice changes nothing.
class OrderWork
{
public:
	explicit OrderWork(const erphost::Host& host): _host(host) {}

	const erphost::Host& host() const { return _host; }

	/// FE-01, FE-02, FE-06, FE-10. `cause`: erp, parts, warranty, money, list, goods. An order that the ERP does not
	/// have is left alone.
	Result<void> refresh(Tx& tx, const OrderKey& key, const std::string& cause) const;

	/// What the order's things cost by the lists of a day; also of one that is not done yet (FE-04).
	Result<std::vector<FeeLine>> priceOn(Tx& tx, const ErpOrder& erp, FeeOrder& order, const std::string& day) const;

	/// What the ledger, the lines and the customer say.
	Result<MoneyFacts> factsOf(Tx& tx, const FeeOrder& order, const std::vector<FeeLine>& lines) const;

	/// It was no overcharge: the complaints plugin is told, and whoever paid for it gets it back. True if he did.
	Result<bool> withdrawOvercharge(Tx& tx, MoneyException& item, const std::string& reason) const;

private:
	/// Tells the complaints plugin of an overcharge, or takes it back; marks the exception.
	Result<void> tellOvercharge(Tx& tx, MoneyException& item, bool found, const std::string& reason) const;
	Result<void> judge(Tx& tx, const ErpOrder& erp, FeeOrder& order, std::vector<UsedPart>& parts) const;
	Result<bool> compute(Tx& tx, FeeOrder& order, const std::vector<FeeLine>& lines, const std::string& cause) const;
	/// True if a gain was given back: the ledger says something else now.
	Result<bool> moveExceptions(Tx& tx, FeeOrder& order, const MoneyFacts& facts) const;
	Result<void> showInErp(Tx& tx, const FeeOrder& order) const;

	const erphost::Host& _host;
};

} // namespace fees
