#include "store/Earlier.hpp"

#include "rules/Earlier.hpp"
#include "rules/Id.hpp"
#include "rules/Mask.hpp"
#include "rules/Severity.hpp"
#include "rules/Step.hpp"
#include "store/EarlierCaseSql.hpp"
#include "store/Orders.hpp"

#include <algorithm>

namespace complaints {

using erphost::Query;

namespace {

constexpr const char* kVia = "erp";

EarlierComplaint toLine(const Query& row)
{
	int at = 0;
	const auto text = [&] { return row.text(at++); };
	EarlierComplaint line;
	Case& item = line.item;
	item.origin = "erp";
	item.branchId = text();
	item.id = idOf({"earlier", item.branchId, text()});
	item.branchName = text();
	item.kind = text();
	item.erpKey = text();
	item.orderNumber = text();
	if (item.erpKey.empty() || std::find(kOrderKinds.begin(), kOrderKinds.end(), item.kind) == kOrderKinds.end())
	{
		item.kind = "case";
		item.erpKey = item.id;
	}
	item.productType = text();
	item.brand = text();
	item.model = text();
	item.store = text();
	item.provider = text();
	item.providerName = text();
	item.technician = text();
	item.technicianName = text();
	item.customerName = text();
	item.phone = text();
	item.phoneKey = phoneKey(item.phone);
	item.source = text();
	item.complaintKind = item.department = text();
	item.subKind = subKindOfPath(text());
	item.severity = static_cast<int>(std::clamp<std::int64_t>(row.integer(at++), 1, 3));
	// Why somebody once chose a higher class, the register does not say.
	item.severityReason = name(item.severity == 1 ? SeverityReason::first : SeverityReason::decided);
	item.cause = text();
	item.words = text();
	line.measure = text();
	item.round = static_cast<int>(std::max<std::int64_t>(row.integer(at++), 1));
	item.ownerName = text();
	item.state = "closed";
	item.step = name(Step::closed);
	line.usable = !row.isNull(at) && row.integer(at + 2) == 0;
	item.receivedAt = row.integer(at++);
	item.closedAt = row.optionalInteger(at);
	return line;
}

/// What the register tells of a case's steps; an end that it does not know is left out.
std::vector<Line> linesOf(const EarlierComplaint& line)
{
	const Case& item = line.item;
	const Actor clerk{{}, item.ownerName, kVia};
	std::vector<Line> lines{{0, 1, std::string(name(Step::received)), item.receivedAt, clerk, item.words}};
	if (!line.measure.empty())
		lines.push_back({0, item.round, std::string(name(Step::carriedOut)), item.closedAt.value_or(item.receivedAt),
		                 clerk, line.measure});
	if (item.closedAt) lines.push_back({0, item.round, item.step, *item.closedAt, clerk, {}});
	return lines;
}

bool same(const std::vector<Line>& wanted, const std::vector<Line>& stored)
{
	std::size_t next = 0;
	for (const auto& line : stored)
	{
		if (line.actor.via != kVia) continue;
		if (next == wanted.size()) return false;
		const Line& other = wanted[next++];
		if (line.step != other.step || line.at != other.at || line.what != other.what ||
		    line.actor.name != other.actor.name)
			return false;
	}
	return next == wanted.size();
}

Result<void> countEarlier(Tx& tx, const std::string& phoneKey)
{
	if (phoneKey.empty()) return {};
	EH_TRY([[maybe_unused]] const auto counted, tx.execute(sql::kCountEarlier, phoneKey));
	return {};
}

} // namespace

Result<void> changedEarlier(Tx& tx, std::int64_t from, std::int64_t to,
                            const std::function<Result<void>(const EarlierComplaint&)>& use)
{
	EH_TRY(auto rows, tx.query(sql::kChangedEarlier, from, to));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return {};
		EH_CHECK(use(toLine(rows)));
	}
}

Result<std::int64_t> earlierHead(Tx& tx)
{
	EH_TRY(auto row, tx.query(sql::kEarlierHead));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return row.integer(0);
}

Result<void> putEarlier(Tx& tx, const EarlierComplaint& line, const std::string& receivedOn, int linkDays)
{
	Case item = line.item;
	item.month = receivedOn.substr(0, 7);
	const auto lines = linesOf(line);
	EH_TRY(const auto known, findCase(tx, item.id));
	if (known)
	{
		// What is counted here is not the register's to say.
		item.number = known->number;
		item.vip = known->vip;
		item.earlier = known->earlier;
		item.repeats = known->repeats;
		item.urgency = known->urgency;
		item.nextSequence = known->nextSequence;
		item.version = known->version;
		EH_TRY(const auto stored, complaints::linesOf(tx, item.id));
		if (item == *known && same(lines, stored)) return {};
		EH_CHECK(dropEarlier(tx, item.id));
		++item.version;
	}
	else
	{
		EH_TRY(item.number, nextNumber(tx, "TS", item.branchId, item.branchName, receivedOn));
	}
	EH_TRY(const auto linked, linkCandidates(tx, item, linkDays));
	item.repeats = static_cast<int>(linked.size());
	for (const auto& each : lines)
	{
		EH_TRY([[maybe_unused]] const auto sequence, addLine(tx, item, each.step, each.actor, each.what, each.at));
	}
	EH_TRY([[maybe_unused]] const bool added, openCase(tx, item));
	for (const auto& other : linked) EH_CHECK(link(tx, item.id, other.id, other.basis));
	if (!linked.empty()) EH_CHECK(countRepeats(tx, item.id));
	return countEarlier(tx, item.phoneKey);
}

Result<void> dropEarlier(Tx& tx, const std::string& caseId)
{
	EH_TRY(const auto known, findCase(tx, caseId));
	if (!known || !known->takenOver()) return {};
	EH_TRY([[maybe_unused]] const auto gone, tx.execute(sql::kDropEarlier, caseId));
	EH_TRY([[maybe_unused]] const auto steps, tx.execute(sql::kDropEarlierSteps, caseId));
	// Those that it was linked with count without it, as long as the links tell which they are.
	EH_CHECK(countRepeats(tx, caseId));
	EH_TRY([[maybe_unused]] const auto there, tx.execute(sql::kDropLinksTo, caseId));
	EH_TRY([[maybe_unused]] const auto back, tx.execute(sql::kDropLinksOf, caseId));
	return countEarlier(tx, known->phoneKey);
}

} // namespace complaints
