#pragma once

#include "erphost/imports/Routes.hpp"
#include "surface/CardRoutes.hpp"

namespace fees {

/// FE-30: install cards and repair slips that lie here and are not claimed.
class CardImport : public erphost::imports::Kind
{
public:
	explicit CardImport(const erphost::Host& host);

	std::string name() const override { return "cards"; }
	erphost::imports::Words words() const override { return {"未结安装卡和维修单", "Open cards and slips"}; }
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
	CardRoutes _cards;
};

} // namespace fees
