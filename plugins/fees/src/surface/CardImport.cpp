#include "surface/CardImport.hpp"

#include "erphost/Rows.hpp"
#include "rules/ImportedSheets.hpp"
#include "store/CardSql.hpp"
#include "store/FeeImportSql.hpp"
#include "surface/FeeRoles.hpp"

namespace fees {

using erphost::imports::Batch;
using erphost::imports::Checked;
using erphost::imports::Made;
using erphost::imports::Problem;
using erphost::imports::SheetLine;

namespace {

/// The record of a line is its card and the version in which the import left it: a later one is somebody's work.
std::string recordOf(const std::string& id, std::int64_t version)
{
	return id + "@" + std::to_string(version);
}

std::string cardOf(const std::string& record)
{
	return record.substr(0, record.rfind('@'));
}

} // namespace

struct CardImport::Read
{
	ImportedCard said;
	std::string branchId;
	std::vector<Problem> problems;
};

CardImport::CardImport(const erphost::Host& host): _host(host), _store(sql::kImport), _cards(host) {}

const std::vector<std::string>& CardImport::roles() const
{
	return roles::kSettlers;
}

std::vector<erphost::imports::Column> CardImport::columns() const
{
	return cardColumns();
}

Result<CardImport::Read> CardImport::read(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	Reading reading(cardColumns(), line);
	Read found;
	EH_TRY(const auto branch, _store.branch(tx, batch, "branch", reading));
	found.branchId = branch.id;
	found.said = readImportedCard(reading, _host.localDate(_host.nowMs()));
	const ImportedCard& said = found.said;
	if (!said.brand.empty() && !said.number.empty())
	{
		EH_TRY(auto row, tx.query(sql::kCardByNumber, said.brand, said.number));
		EH_TRY(const bool there, row.next());
		if (there) reading.wrong("number", "fees.card_there", {{"given", said.number}});
	}
	if (!said.orderNumber.empty() && !branch.id.empty() && !said.type.empty())
	{
		EH_TRY(const auto of, CardRoutes::cardOfOrder(tx, branch.id, said.orderNumber));
		if (of && (of->brand != said.brand || of->type != said.type))
			reading.wrong("order", "fees.card_order_differs", {{"given", said.orderNumber}});
		else if (of && !of->card.empty())
			reading.wrong("order", "fees.card_order_has", {{"given", said.orderNumber}, {"number", of->card}});
	}
	found.problems = std::move(reading).problems();
	return found;
}

Result<Checked> CardImport::check(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	EH_TRY(Read found, read(tx, batch, line));
	const bool named = !found.said.brand.empty() && !found.said.number.empty();
	return Checked{named ? found.said.brand + "|" + found.said.number : std::string(), std::move(found.problems)};
}

Result<Made> CardImport::make(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	EH_TRY(const Read found, read(tx, batch, line));
	const ImportedCard& said = found.said;
	const nlohmann::json row = {{"type", said.type},           {"brand", said.brand},
	                            {"number", said.number},       {"serial", said.serial},
	                            {"condition", said.condition}, {"orderNumber", said.orderNumber}};
	EH_TRY(const std::string id, _cards.collect(tx, found.branchId, row, {batch.appliedBy.id, batch.appliedBy.name}));
	if (said.claimFen)
	{
		EH_TRY([[maybe_unused]] const auto set, tx.execute(sql::kClaimOfCard, id, *said.claimFen));
	}
	if (!said.enteredNumber.empty())
	{
		EH_TRY([[maybe_unused]] const auto entered,
		       tx.execute(sql::kEnterCard, id, said.enteredNumber, said.enteredOn));
	}
	return Made{recordOf(id, said.enteredNumber.empty() ? 1 : 2), said.number};
}

Result<std::optional<Problem>> CardImport::builtOn(Tx& tx, const Batch&, const std::string& recordId) const
{
	EH_TRY(auto row, tx.query(sql::kImportedCard, cardOf(recordId)));
	EH_TRY(const bool there, row.next());
	if (!there || recordOf(cardOf(recordId), row.integer(1)) == recordId) return std::optional<Problem>{};
	return std::optional(Problem{"", "fees.card_moved", {{"number", row.text(0)}}});
}

Result<void> CardImport::takeBack(Tx& tx, const Batch& batch, const std::string& recordId) const
{
	EH_TRY([[maybe_unused]] const bool gone,
	       _cards.takeOut(tx, cardOf(recordId), batch.reason.empty() ? batch.fileName : batch.reason));
	return {};
}

} // namespace fees
