#include "surface/OldPartImport.hpp"

#include "erphost/Date.hpp"
#include "erphost/Rows.hpp"
#include "rules/Id.hpp"
#include "rules/ImportedStock.hpp"
#include "rules/OldPartLife.hpp"
#include "rules/Share.hpp"
#include "store/OldPartSql.hpp"
#include "store/StockImportSql.hpp"
#include "surface/DeskRoles.hpp"
#include "surface/Lives.hpp"
#include "surface/OrderNews.hpp"

namespace parts {

using erphost::imports::Batch;
using erphost::imports::Checked;
using erphost::imports::Column;
using erphost::imports::Made;
using erphost::imports::Problem;
using erphost::imports::Reading;
using erphost::imports::SheetLine;
using nlohmann::json;

namespace {

/// The record of a line is its old part and the version in which the import left it: a later one is somebody's work.
std::string recordOf(const std::string& id, std::int64_t version)
{
	return id + "@" + std::to_string(version);
}

std::string oldPartOf(const std::string& record)
{
	return record.substr(0, record.rfind('@'));
}

std::string movementOf(const std::string& record)
{
	return idOf({"old_part_import", record});
}

} // namespace

struct OldPartImport::Read
{
	OrderRef order;
	Item item;
	ImportedOldPart said;
	/// The record that there is already, empty by now; '' none.
	std::string id, number;
	std::int64_t version = 0;
	OldPartLife life;
	std::vector<Problem> problems;
};

OldPartImport::OldPartImport(const erphost::Host& host): _kit(host), _store(sql::kImport) {}

const std::vector<std::string>& OldPartImport::roles() const
{
	return kDeskWorkers;
}

std::vector<Column> OldPartImport::columns() const
{
	return importedOldPartColumns();
}

Result<OldPartImport::Read> OldPartImport::read(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	Reading reading(importedOldPartColumns(), line);
	Read found;
	EH_TRY(const auto branch, _store.branch(tx, batch, "branch", reading));
	if (const std::string number = erphost::imports::narrow(reading.text("order"));
	    !number.empty() && !branch.id.empty())
	{
		EH_TRY(auto rows, tx.query(sql::kImportOrder, branch.id, number));
		EH_TRY(const auto orders, erphost::allRows(rows, [&](const erphost::Query& row) {
				   return OrderRef{"work_order", branch.id, row.text(0), row.text(1)};
			   }));
		if (orders.size() == 1) found.order = orders.front();
		else
			reading.wrong("order", orders.empty() ? "parts.order_unknown" : "parts.order_ambiguous",
			              {{"given", number}});
	}
	if (const std::string code = reading.text("item"); !code.empty())
	{
		EH_TRY(auto item, findItem(tx, code));
		// Only parts are owed back (PT-11); one that is not used any more may be owed still.
		if (item && item->kind == "part") found.item = *std::move(item);
		else reading.wrong("item", item ? "parts.item_no_part" : "parts.item_unknown", {{"given", code}});
	}
	if (!found.item.code.empty())
	{
		const Item& item = found.item;
		found.said = readImportedOldPart(
			reading, {item.code, item.name, item.specification, item.unit, item.unitSize, item.costFen});
	}
	if (found.order && !found.item.code.empty())
	{
		EH_TRY(auto row, tx.query(sql::kImportOldPart, found.order.branchId, found.order.key, found.item.code));
		EH_TRY(const bool there, row.next());
		if (there)
		{
			found.id = row.text(0);
			found.number = row.text(1);
			found.life = {row.integer(2), row.integer(3), row.integer(4), row.integer(6)};
			found.version = row.integer(5);
			if (found.life.due != 0 || found.life.back != 0 || found.life.lost != 0)
				reading.wrong("", "parts.old_part_there", {{"number", found.number}});
		}
	}
	found.problems = std::move(reading).problems();
	return found;
}

Result<Checked> OldPartImport::check(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	EH_TRY(Read found, read(tx, batch, line));
	const bool known = found.order && !found.item.code.empty();
	return Checked{known ? found.order.branchId + "|" + found.order.key + "|" + found.item.code : std::string(),
	               std::move(found.problems)};
}

Result<Made> OldPartImport::make(Tx& tx, const Batch& batch, const SheetLine& line) const
{
	EH_TRY(Read found, read(tx, batch, line));
	const ImportedOldPart& said = found.said;
	const Actor actor{batch.appliedBy.id, batch.appliedBy.name};
	const std::string from = batch.fileName + " #" + std::to_string(line.row), today = _kit.today();
	EH_TRY(const json settings, _kit.host().settings(today));
	const json& set = settings.at("old_parts");
	const std::string dueOn =
		said.dueOn.empty() ? erphost::daysAfter(today, set.at("due_days").get<int>()) : said.dueOn;
	const std::int64_t deposit =
		said.depositFen.value_or(shareOf(found.item.costFen * set.at("deposit_per_mille").get<std::int64_t>(),
	                                     said.quantity, found.item.unitSize * 1000));
	std::int64_t grown = 1;
	if (found.id.empty())
	{
		found.id = idOf({"old_part", found.order.kind, found.order.branchId, found.order.key, found.item.code});
		EH_TRY(found.number, _kit.number(tx, "JJX", found.order.branchId));
		EH_TRY([[maybe_unused]] const auto added,
		       tx.execute(sql::kAddOldPart, found.id, found.number, found.order.kind, found.order.branchId,
		                  found.order.key, found.order.number, found.item.code, found.item.brand, said.person,
		                  said.personName, 0, dueOn, deposit));
		EH_CHECK(_kit.begin(tx, found.id, "imported", actor, from));
		found.version = 1;
		grown = 0;
	}
	else EH_CHECK(_kit.step(tx, {{"id", found.id}, {"version", found.version}}, "imported", actor, from));
	EH_TRY([[maybe_unused]] const auto owed, tx.execute(sql::kOweFromBefore, found.id, said.quantity, said.person,
	                                                    said.personName, dueOn, deposit, grown));
	found.version += grown;
	if (!said.here) return Made{recordOf(found.id, found.version), found.number};

	const std::string record = recordOf(found.id, found.version + 1);
	Posting posting = _kit.posting(movementOf(record), "old_part", found.order.branchId, actor);
	posting.itemCode = found.item.code;
	posting.quantity = said.quantity;
	posting.from = placeOf("used", found.order.branchId);
	posting.to = placeOf("old_parts", found.order.branchId);
	posting.costFen = 0; // its value was used up; what is left of it is the deposit
	posting.brand = found.item.brand;
	posting.warranty = "in";
	posting.order = found.order;
	posting.person = said.person;
	posting.personName = said.personName;
	posting.reason = from;
	EH_TRY([[maybe_unused]] const Movement posted, _kit.move(tx, posting));
	EH_CHECK(_kit.step(tx, {{"id", found.id}, {"version", found.version}}, "handed_over", actor,
	                   std::to_string(said.quantity) + " " + from));
	EH_CHECK(saveOldPart(tx, found.id, {said.quantity, said.quantity, 0, 0}));
	EH_CHECK(tellOrderChanged(tx, found.order, "old_part"));
	return Made{record, found.number};
}

Result<std::optional<Problem>> OldPartImport::builtOn(Tx& tx, const Batch&, const std::string& recordId) const
{
	EH_TRY(auto row, tx.query(sql::kImportedOldPart, oldPartOf(recordId)));
	EH_TRY(const bool there, row.next());
	if (!there || recordOf(oldPartOf(recordId), row.integer(1)) == recordId) return std::optional<Problem>{};
	return std::optional(Problem{"", "parts.old_part_moved", {{"number", row.text(0)}}});
}

Result<void> OldPartImport::takeBack(Tx& tx, const Batch& batch, const std::string& recordId) const
{
	const std::string id = oldPartOf(recordId), why = batch.reason.empty() ? batch.fileName : batch.reason;
	const Actor actor{batch.undoneBy.id, batch.undoneBy.name};
	std::int64_t version = 0, handedOver = 0;
	OrderRef order;
	{
		EH_TRY(auto row, tx.query(sql::kImportedOldPart, id));
		EH_TRY(const bool there, row.next());
		if (!there) return {};
		version = row.integer(1);
		order = {"work_order", row.text(3), row.text(4), row.text(5)};
	}
	EH_TRY(const auto moved, findMovement(tx, movementOf(recordId)));
	if (moved)
	{
		Posting counter = _kit.posting(moved->id + ":back", "old_part", order.branchId, actor);
		counter.quantity = 0; // all of it
		counter.reason = why;
		EH_TRY(const Movement back, reverse(tx, moved->id, counter));
		handedOver = back.quantity;
	}
	EH_CHECK(_kit.step(tx, {{"id", id}, {"version", version}}, "import_undone", actor, why));
	EH_TRY([[maybe_unused]] const auto gone, tx.execute(sql::kOweNoMore, id, handedOver));
	return moved ? tellOrderChanged(tx, order, "old_part") : Result<void>();
}

} // namespace parts
