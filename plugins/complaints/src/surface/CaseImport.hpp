#pragma once

#include "erphost/imports/Routes.hpp"
#include "surface/CaseWork.hpp"

namespace complaints {

/// Open complaints of a company's own list: cases that are worked on here from now on. No clock runs from before
/// (SV-16); what the list says of the steps is one line of the history.
class CaseImport : public erphost::imports::Kind
{
public:
	explicit CaseImport(const CaseWork& work);

	std::string name() const override { return "cases"; }
	erphost::imports::Words words() const override { return {"未结投诉", "Open complaints"}; }
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

	const CaseWork& _work;
	erphost::imports::Store _store;
};

} // namespace complaints
