#pragma once

#include "erphost/Plugin.hpp"
#include "store/Places.hpp"

#include <string>

namespace parts {

/// What the ERP's entities mean for the ledger: items (PT-01), the branches' stores, and whether its stock agrees with
/// ours (PT-05). A difference is told to the ERP as an interface row; its stock is never written.
class StockWatch
{
public:
	explicit StockWatch(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<void> branchesChanged(Tx& tx, std::int64_t from, std::int64_t to) const;
	Result<void> partsChanged(Tx& tx, std::int64_t from, std::int64_t to) const;
	Result<void> stockChanged(Tx& tx, std::int64_t from, std::int64_t to) const;
	/// What was moved since the job last looked.
	Result<bool> checkMoved(Tx& tx) const;
	/// Everything, once a day, piece by piece.
	Result<bool> checkAll(Tx& tx) const;
	Result<void> check(Tx& tx, const NamedPlace& store, const std::string& itemCode) const;

	const erphost::Host& _host;
};

} // namespace parts
