#include "surface/DepositImport.hpp"

#include "erphost/Rows.hpp"
#include "rules/ImportedSheets.hpp"
#include "store/FeeImportSql.hpp"
#include "store/PenaltySql.hpp"
#include "store/WorkSql.hpp"
#include "surface/Booking.hpp"
#include "surface/FeeRoles.hpp"

namespace fees {

using erphost::imports::Batch;
using erphost::imports::Checked;
using erphost::imports::Made;
using erphost::imports::Problem;
using erphost::imports::SheetLine;

struct DepositImport::Read
{
	std::string branchId, payee, reason;
	Fen sumFen = 0;
	std::vector<Problem> problems;
};

DepositImport::DepositImport(const erphost::Host& host): _host(host), _store(sql::kImport) {}

const std::vector<std::string>& DepositImport::roles() const
{
	return roles::kFinance;
}

std::vector<erphost::imports::Column> DepositImport::columns() const
{
	return depositColumns();
}

Result<DepositImport::Read> DepositImport::read(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	Reading reading(depositColumns(), line);
	Read found;
	EH_TRY(const auto branch, _store.branch(tx, batch, "branch", reading));
	found.branchId = branch.id;
	found.sumFen = importedSum(reading, "sum").value_or(0);
	found.reason = reading.text("reason");
	const std::string payee = erphost::imports::narrow(reading.text("payee"));
	if (!branch.id.empty() && !payee.empty())
	{
		EH_TRY(auto row, tx.query(sql::kKnownPayee, branch.id, payee));
		EH_TRY(const bool known, row.next());
		if (!known) reading.wrong("payee", "fees.payee_unknown", {{"given", payee}});
		else found.payee = payee;
	}
	if (!found.payee.empty())
	{
		EH_TRY(auto row, tx.query(sql::kProviderName, branch.id, payee));
		EH_TRY(const bool named, row.next());
		const std::string said = reading.text("name");
		if (named && !said.empty() && erphost::imports::folded(row.view(0)) != erphost::imports::folded(said))
			reading.wrong("name", "fees.name_differs", {{"given", said}, {"ours", row.text(0)}});
		EH_TRY(const Fen balance, balanceOf(tx, branch.id, account::kDeposit, payee));
		if (balance != 0) reading.wrong("sum", "fees.deposit_there", {{"balance", yuanText(balance)}});
	}
	found.problems = std::move(reading).problems();
	return found;
}

Result<Checked> DepositImport::check(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	EH_TRY(Read found, read(tx, batch, line));
	return Checked{found.payee.empty() ? std::string() : found.branchId + "|" + found.payee, std::move(found.problems)};
}

Result<Made> DepositImport::make(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	EH_TRY(const Read found, read(tx, batch, line));
	const std::string id =
		"deposit:import:" + batch.id + ":" + std::to_string(batch.round) + ":" + std::to_string(line.row);
	EH_CHECK(book(tx, _host,
	              {id,
	               "deposit_paid_in",
	               found.branchId,
	               found.reason.empty() ? batch.fileName : found.reason,
	               found.payee,
	               {batch.appliedBy.id, batch.appliedBy.name},
	               {},
	               {},
	               {}},
	              account::kCompany, "deposits", account::kDeposit, found.payee, found.sumFen));
	return Made{id, found.payee};
}

Result<std::optional<Problem>> DepositImport::builtOn(Tx& tx, const Batch&, const std::string& recordId) const
{
	EH_TRY(const auto entry, findEntry(tx, recordId));
	if (!entry) return std::optional<Problem>{};
	EH_TRY(auto row, tx.query(sql::kDepositMovedSince, recordId, entry->branchId, entry->ref));
	EH_TRY(const bool moved, row.next());
	if (!moved) return std::optional<Problem>{};
	return std::optional(Problem{"", "fees.deposit_moved", {{"payee", entry->ref}}});
}

Result<void> DepositImport::takeBack(Tx& tx, const Batch& batch, const std::string& recordId) const
{
	const std::int64_t now = _host.nowMs();
	EH_TRY([[maybe_unused]] const bool back, reverse(tx, recordId,
	                                                 {_host.localDate(now), now, batch.undoneBy.id, batch.undoneBy.name,
	                                                  batch.reason.empty() ? batch.fileName : batch.reason}));
	return {};
}

} // namespace fees
