#include "surface/FineImport.hpp"

#include "erphost/Rows.hpp"
#include "rules/ImportedSheets.hpp"
#include "store/FeeImportSql.hpp"
#include "store/PenaltySql.hpp"
#include "surface/FeeRoles.hpp"

namespace fees {

using erphost::imports::Batch;
using erphost::imports::Checked;
using erphost::imports::Made;
using erphost::imports::Problem;
using erphost::imports::SheetLine;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr int kNoon = 12 * 60;
/// Of a fine that nobody has touched since it was imported: proposed, then checked.
constexpr std::int64_t kUntouched = 2;

} // namespace

struct FineImport::Read
{
	ImportedFine said;
	std::string branchId;
	std::int64_t actAt = 0;
	std::vector<Problem> problems;
};

FineImport::FineImport(const erphost::Host& host): _host(host), _store(sql::kImport), _fines(host) {}

const std::vector<std::string>& FineImport::roles() const
{
	return roles::kSettlers;
}

std::vector<erphost::imports::Column> FineImport::columns() const
{
	return fineColumns();
}

Result<FineImport::Read> FineImport::read(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	const std::int64_t now = _host.nowMs();
	const std::string today = _host.localDate(now);
	Reading reading(fineColumns(), line);
	Read found;
	EH_TRY(const auto branch, _store.branch(tx, batch, "branch", reading));
	found.branchId = branch.id;
	// The tables of the day of the act judge it; of a day that cannot be read, today's.
	const auto day = erphost::imports::dayOf(line.cell("actOn"));
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, day && *day <= today ? *day : today));
	found.said = readImportedFine(reading, today, settings.offences);
	const ImportedFine& said = found.said;
	if (!said.actOn.empty())
	{
		EH_TRY(const std::int64_t begin, _host.instantOf(said.actOn, 0));
		EH_TRY(const std::int64_t noon, _host.instantOf(said.actOn, kNoon));
		found.actAt = std::min(noon, now);
		if (!said.offence.empty() && !said.liableKey.empty())
		{
			EH_TRY(auto row, tx.query(sql::kFineThere, said.liableKey, settings.offences.canonical(said.offence), begin,
			                          begin + kDayMs));
			EH_TRY(const bool there, row.next());
			if (there) reading.wrong("", "fees.fine_there", {{"number", row.text(0)}});
		}
	}
	found.problems = std::move(reading).problems();
	return found;
}

Result<Checked> FineImport::check(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	EH_TRY(Read found, read(tx, batch, line));
	return Checked{markOf(found.said), std::move(found.problems)};
}

Result<Made> FineImport::make(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	EH_TRY(const Read found, read(tx, batch, line));
	const ImportedFine& said = found.said;
	const Doer who{batch.appliedBy.id, batch.appliedBy.name};
	Fine draft;
	draft.source = "import";
	draft.proposal = batch.id + ":" + std::to_string(batch.round) + ":" + std::to_string(line.row);
	draft.branchId = found.branchId;
	draft.orderNumber = said.orderNumber;
	draft.offence = said.offence;
	// What stood beside it in the old list was weighed there.
	draft.act = "import|" + draft.proposal;
	draft.liable = {said.liableKind, said.liableKey, said.liableName};
	draft.reason = said.reason;
	draft.proposedFen = said.sumFen;
	draft.evidence = {{{"source", "inspection"},
	                   {"ref", said.oldNumber},
	                   {"at", found.actAt},
	                   {"text", batch.fileName + " #" + std::to_string(line.row)}}};
	draft.actAt = found.actAt;
	draft.proposer = who;
	EH_TRY(Fine fine, _fines.propose(tx, std::move(draft)));
	fine.sumFen = said.sumFen;
	fine.state = "checked";
	fine.checkedAt = _host.nowMs();
	fine.checker = who;
	EH_CHECK(saveFine(tx, fine));
	return Made{fine.id, fine.number};
}

Result<std::optional<Problem>> FineImport::builtOn(Tx& tx, const Batch&, const std::string& recordId) const
{
	EH_TRY(const auto fine, findFine(tx, recordId));
	if (!fine || (fine->state == "checked" && fine->version == kUntouched)) return std::optional<Problem>{};
	return std::optional(Problem{"", "fees.fine_moved", {{"number", fine->number}}});
}

Result<void> FineImport::takeBack(Tx& tx, const Batch& batch, const std::string& recordId) const
{
	EH_TRY(auto fine, findFine(tx, recordId));
	if (!fine) return {};
	return _fines.withdraw(tx, *fine, batch.reason.empty() ? batch.fileName : batch.reason);
}

} // namespace fees
