#pragma once

#include "erphost/imports/Routes.hpp"
#include "surface/DeskKit.hpp"

namespace parts {

/// PT-11: old parts from before go-live: owed by a technician, or here and to be sent to the manufacturer. What an
/// order owes by the ledger comes on top.
class OldPartImport : public erphost::imports::Kind
{
public:
	explicit OldPartImport(const erphost::Host& host);

	std::string name() const override { return "old_parts"; }
	erphost::imports::Words words() const override { return {"未返旧件", "Old parts"}; }
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

	DeskKit _kit;
	erphost::imports::Store _store;
};

} // namespace parts
