#pragma once

#include "erphost/imports/Routes.hpp"
#include "store/MoneyLedger.hpp"

namespace fees {

/// FE-42: quality deposits that providers have paid in before: one entry of the money ledger each, taken back by its
/// counter-entry.
class DepositImport : public erphost::imports::Kind
{
public:
	explicit DepositImport(const erphost::Host& host);

	std::string name() const override { return "deposits"; }
	erphost::imports::Words words() const override { return {"服务商保证金", "Deposits"}; }
	const std::vector<std::string>& roles() const override;
	std::vector<erphost::imports::Column> columns() const override;

	Result<erphost::imports::Checked> check(Tx& tx, const erphost::imports::Batch& batch,
	                                        const erphost::imports::SheetLine& line) const override;
	Result<erphost::imports::Made> make(Tx& tx, const erphost::imports::Batch& batch,
	                                    const erphost::imports::SheetLine& line) const override;
	Result<std::optional<erphost::imports::Problem>> builtOn(Tx& tx, const erphost::imports::Batch& batch,
	                                                         const std::string& recordId) const override;
	Result<void> takeBack(Tx& tx, const erphost::imports::Batch& batch, const std::string& recordId) const override;

private:
	struct Read;
	Result<Read> read(Tx& tx, const erphost::imports::Batch& batch, const erphost::imports::SheetLine& line) const;

	const erphost::Host& _host;
	erphost::imports::Store _store;
};

} // namespace fees
