#include "surface/CaseImport.hpp"

#include "erphost/Rows.hpp"
#include "rules/Id.hpp"
#include "rules/ImportedCase.hpp"
#include "rules/Mask.hpp"
#include "rules/Route.hpp"
#include "store/ImportSql.hpp"
#include "store/Orders.hpp"
#include "surface/Roles.hpp"

namespace complaints {

using erphost::imports::Batch;
using erphost::imports::Checked;
using erphost::imports::Column;
using erphost::imports::Made;
using erphost::imports::Problem;
using erphost::imports::Reading;
using erphost::imports::SheetLine;

namespace {

/// Lines of the history that an import writes: received, imported.
constexpr int kOwnLines = 2;
constexpr int kNoon = 12 * 60;
constexpr std::int64_t kDayMs = 86'400'000;

} // namespace

struct CaseImport::Read
{
	ImportedCase said;
	Case item; ///< as it would be opened
	std::vector<Problem> problems;
};

CaseImport::CaseImport(const CaseWork& work): _work(work), _store(sql::kImport) {}

const std::vector<std::string>& CaseImport::roles() const
{
	return kDeciders;
}

std::vector<Column> CaseImport::columns() const
{
	return importedCaseColumns();
}

Result<CaseImport::Read> CaseImport::read(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	const erphost::Host& host = _work.host();
	const std::int64_t now = host.nowMs();
	const std::string today = host.localDate(now);
	EH_TRY(const Settings settings, settingsAt(host, today));
	std::vector<CauseName> causes;
	for (const auto& cause : settings.causes) causes.push_back({cause.code, cause.zh, cause.en});
	Reading reading(importedCaseColumns(), line);
	Read read;
	read.said = readImportedCase(reading, today, causes);
	const ImportedCase& said = read.said;
	Case& item = read.item;
	item.kind = "case";
	item.origin = "import";
	EH_TRY(const auto branch, _store.branch(tx, batch, "branch", reading));
	if (!said.orderNumber.empty())
	{
		EH_TRY(auto found, searchOrders(tx, said.orderNumber, batch.branches));
		std::erase_if(found, [&](const Order& each) {
			return erphost::imports::folded(each.number) != erphost::imports::folded(said.orderNumber) ||
			       (!branch.id.empty() && each.branchId != branch.id);
		});
		if (found.size() == 1) takeOver(found.front(), item);
		else
			reading.wrong("order", found.empty() ? "complaints.order_unknown" : "complaints.order_ambiguous",
			              {{"given", said.orderNumber}});
	}
	else
	{
		item.branchId = branch.id;
		item.branchName = branch.name;
	}
	const auto over = [](const std::string& text, std::string& value) {
		if (!text.empty()) value = text;
	};
	over(said.customerName, item.customerName);
	over(said.phone, item.phone);
	over(said.address, item.address);
	over(said.product, item.productType);
	over(said.brand, item.brand);
	over(said.model, item.model);
	over(said.store, item.store);
	item.source = said.source.empty() ? "phone" : said.source;
	item.complaintKind = said.complaintKind;
	item.subKind = said.subKind;
	item.department = said.department;
	item.words = said.words;
	item.cause = said.cause;
	item.step = complaints::name(said.step);
	item.severity = said.severity;
	item.severityReason = said.severity > 1 ? "decided" : "first";
	// Whoever takes the list over owns its complaints until they are handed over (CP-02).
	item.owner = said.owner.empty() ? batch.appliedBy.id : said.owner;
	item.ownerName = said.owner.empty() ? batch.appliedBy.name : said.owner;
	if (!said.receivedOn.empty())
	{
		EH_TRY(const std::int64_t begin, host.instantOf(said.receivedOn, 0));
		EH_TRY(const std::int64_t noon, host.instantOf(said.receivedOn, kNoon));
		item.receivedAt = std::min(noon, now);
		EH_TRY(auto there, tx.query(sql::kThereAlready, item.kind, item.branchId, item.erpKey, phoneKey(item.phone),
		                            begin, begin + kDayMs, batch.id));
		EH_TRY(const bool found, there.next());
		if (found) reading.wrong("", "complaints.there_already", {{"number", there.text(0)}});
	}
	read.problems = std::move(reading).problems();
	return read;
}

Result<Checked> CaseImport::check(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	EH_TRY(Read found, read(tx, batch, line));
	return Checked{markOf(found.said), std::move(found.problems)};
}

Result<Made> CaseImport::make(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	EH_TRY(Read found, read(tx, batch, line));
	const Actor actor{batch.appliedBy.id, batch.appliedBy.name, "import"};
	const std::string from = batch.fileName + " #" + std::to_string(line.row) +
	                         (found.said.oldNumber.empty() ? "" : " " + found.said.oldNumber);
	EH_TRY(Case opened, _work.open(tx, std::move(found.item), actor));
	EH_CHECK(_work.remark(tx, opened, "imported", actor, from));
	return Made{opened.id, opened.number};
}

Result<std::optional<Problem>> CaseImport::builtOn(Tx& tx, const Batch&, const std::string& recordId) const
{
	EH_TRY(auto row, tx.query(sql::kCaseBuiltOn, recordId, kOwnLines));
	EH_TRY(const bool found, row.next());
	if (!found || row.integer(1) == 0) return std::optional<Problem>{};
	return std::optional(Problem{"", "complaints.case_worked_on", {{"number", row.text(0)}}});
}

Result<void> CaseImport::takeBack(Tx& tx, const Batch& batch, const std::string& recordId) const
{
	EH_TRY(auto item, findCase(tx, recordId));
	if (!item) return {};
	const std::string why = batch.reason.empty() ? batch.fileName : batch.reason;
	return _work.voidCase(tx, *item, {batch.undoneBy.id, batch.undoneBy.name, "import"}, why);
}

} // namespace complaints
