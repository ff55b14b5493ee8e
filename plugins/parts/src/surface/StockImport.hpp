#pragma once

#include "erphost/imports/Routes.hpp"
#include "store/Places.hpp"
#include "surface/PaperWork.hpp"

namespace parts {

/// Opening stock of stores from a sheet: movements out of the count difference, on papers of kind "opening" that hold
/// at most so many lines as one that is typed. Taken back by counter-entries (PT-02).
class StockImport : public erphost::imports::Kind
{
public:
	explicit StockImport(const erphost::Host& host);

	std::string name() const override { return "opening"; }
	erphost::imports::Words words() const override { return {"期初库存", "Opening stock"}; }
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
	Result<Paper> paperOf(Tx& tx, const erphost::imports::Batch& batch, const NamedPlace& store,
	                      std::int64_t row) const;

	PaperWork _work;
};

} // namespace parts
