#pragma once

#include "erphost/imports/Routes.hpp"
#include "surface/FineWork.hpp"

namespace fees {

/// FE-20: fines that were decided before and are not paid. They come in checked, with the sum that the list says, each
/// an act of its own; somebody else makes them final here, so that four eyes have seen each.
class FineImport : public erphost::imports::Kind
{
public:
	explicit FineImport(const erphost::Host& host);

	std::string name() const override { return "fines"; }
	erphost::imports::Words words() const override { return {"未交罚款", "Unpaid fines"}; }
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
	FineWork _fines;
};

} // namespace fees
