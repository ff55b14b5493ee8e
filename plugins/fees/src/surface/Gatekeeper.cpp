#include "surface/Gatekeeper.hpp"

#include "erphost/Rows.hpp"
#include "rules/FeeMonth.hpp"
#include "rules/Id.hpp"
#include "store/Payees.hpp"
#include "store/WorkSql.hpp"
#include "surface/Booking.hpp"
#include "surface/FeeRecord.hpp"

namespace fees {

using erphost::ErpRecord;
using erphost::Event;
using erphost::Query;
using nlohmann::json;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr int kPiece = 200;

std::string text(const json& payload, const char* member)
{
	const auto found = payload.find(member);
	return found != payload.end() && found->is_string() ? found->get<std::string>() : std::string();
}

struct ChangedOrder
{
	std::string branchId, branchName, erpKey, number, performer, provider, providerName, technician, technicianName,
		productType, serviceType, warranty;
	std::int64_t completedAt = 0;
	bool done = false;
};

ChangedOrder toOrder(const Query& row)
{
	ChangedOrder order;
	int at = 0;
	for (std::string* each : {&order.branchId, &order.branchName, &order.erpKey, &order.number, &order.performer,
	                          &order.provider, &order.providerName, &order.technician, &order.technicianName,
	                          &order.productType, &order.serviceType, &order.warranty})
		*each = row.text(at++);
	order.completedAt = row.integer(15);
	order.done = row.integer(16) != 0 && order.completedAt > 0;
	return order;
}

} // namespace

Result<void> Gatekeeper::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.watch("fees.work", "work_order",
	                        [this](Tx& tx, std::int64_t from, std::int64_t to) { return changed(tx, from, to); }));
	EH_CHECK(registry.job("fees.gate", 3600, [this](Tx& tx) { return lookAgain(tx); }));
	return registry.subscribe("gate",
	                          {"survey.callback.recorded", "survey.callback.corrected", "survey.callback.not_reached",
	                           "complaints.case.opened", "complaints.case.reopened", "complaints.case.closed",
	                           "complaints.case.voided", "fees.fine.decided"},
	                          [this](Tx& tx, const Event& event) { return heard(tx, event); });
}

Result<void> Gatekeeper::changed(Tx& tx, std::int64_t from, std::int64_t to) const
{
	const auto goLive = tx.goLiveDate();
	if (!goLive) return {};
	FeeSettingsByDate settings(_host);
	EH_TRY(auto rows, tx.query(sql::kChangedWork, from, to));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return {};
		const ChangedOrder order = toOrder(rows);
		const bool ours = order.performer == "outsourced" || order.performer == "own";
		if (!order.done || !ours)
		{
			EH_TRY(const auto work, workOfOrder(tx, "work_order", order.branchId, order.erpKey));
			// Cancelled after it was paid: it comes back.
			if (work && work->state == "paid") EH_CHECK(takeBack(tx, *work, "cancelled"));
			EH_TRY([[maybe_unused]] const auto gone, tx.execute(sql::kWorkGone, order.branchId, order.erpKey));
			continue;
		}
		const std::string day = _host.localDate(order.completedAt);
		if (day < *goLive) continue; // SV-16
		EH_TRY(const FeeSettings* set, settings.at(day));
		const Rate* rate =
			order.performer == "outsourced"
				? rateFor(set->settlementRates, {"", order.serviceType, order.productType, order.warranty})
				: nullptr;
		// Whoever settles: the provider; an outsourced technician without one himself.
		const bool byProvider = order.performer == "outsourced" && !order.provider.empty();
		std::string payee = byProvider ? order.provider : order.technician;
		std::string payeeName = byProvider ? order.providerName : order.technicianName;
		if (payee.empty()) payee = order.technicianName;
		if (payeeName.empty()) payeeName = payee;
		EH_TRY([[maybe_unused]] const auto put,
		       tx.execute(sql::kPutWork, idOf({"work", "work_order", order.branchId, order.erpKey}), order.branchId,
		                  order.branchName, order.erpKey, order.number, order.performer, payee, payeeName,
		                  order.technician, order.technicianName, order.productType, order.serviceType, order.warranty,
		                  order.completedAt, day, monthOfDate(day), rate ? std::optional(rate->fen) : std::nullopt));
		EH_TRY(const auto work, workOfOrder(tx, "work_order", order.branchId, order.erpKey));
		EH_TRY(const FeeSettings* today, settings.at(_host.localDate(_host.nowMs())));
		if (work && work->performer == "outsourced" && work->state == "waiting")
		{
			EH_TRY([[maybe_unused]] const Verdict verdict, look(tx, *work, *today));
		}
	}
}

Verdict Gatekeeper::verdictNow(const Work& work, const FeeSettings& settings) const
{
	return verdictOf(work.facts(_host.localDate(_host.nowMs() - kDayMs)), settings.undrawnIsPayable);
}

Result<Verdict> Gatekeeper::look(Tx& tx, const Work& work, const FeeSettings& settings) const
{
	const Verdict verdict = verdictNow(work, settings);
	if (work.storedVerdict == name(verdict) && work.storedLevel == work.level) return verdict;
	EH_TRY([[maybe_unused]] const auto set,
	       tx.execute(sql::kSetVerdict, work.id, std::string(name(verdict)), work.level));
	if (work.storedVerdict != name(verdict) && (work.state == "waiting" || work.state == "taken_back"))
		EH_CHECK(show(tx, work, "waiting", std::string(name(verdict)), {}, work.rateFen.value_or(0)));
	return verdict;
}

Result<void> Gatekeeper::show(Tx& tx, const Work& work, const std::string& state, const std::string& reason,
                              const std::string& settlementNumber, Fen sum) const
{
	EH_TRY(const auto changedRows, tx.execute(sql::kSettlementState, work.kind, work.branchId, work.erpKey,
	                                          state == "waiting" ? reason : state));
	// The settlement's state stands on the order itself too, not only in the list of settlements.
	if (changedRows > 0)
	{
		EH_TRY(const auto order, findFeeOrder(tx, {work.kind, work.branchId, work.erpKey}));
		if (order && order->generation > 0) EH_CHECK(showFeeInErp(tx, *order));
	}
	const json record = {{"kind", work.kind},
	                     {"branch", work.branchId},
	                     {"erp_key", work.erpKey},
	                     {"order", work.orderNumber},
	                     {"number", settlementNumber},
	                     {"payee", work.payee},
	                     {"state", state},
	                     {"reason", reason},
	                     {"sum", yuanText(sum)},
	                     {"changed_at", _host.nowMs()}};
	return tx.put(ErpRecord{"settlement", work.branchId, work.erpKey, work.id, record.dump()});
}

Result<void> Gatekeeper::tellSettled(Tx& tx, const Work& work, const std::string& settlementId,
                                     const std::string& number, Fen sum) const
{
	const json payload = {{"settlement", settlementId}, {"settlement_number", number}, {"paid_fen", sum},
	                      {"kind", work.kind},          {"branch", work.branchId},     {"erp_key", work.erpKey},
	                      {"order", work.orderNumber}};
	return tx.append(Event{"fees.order.settled", 1, work.branchId, work.erpKey, payload.dump(), 0, 0, {}});
}

Result<void> Gatekeeper::takeBack(Tx& tx, const Work& work, const std::string& why) const
{
	EH_TRY(const auto taken, tx.execute(sql::kTakeBackWork, work.id));
	if (taken == 0) return {};
	const std::int64_t now = _host.nowMs();
	const std::string id = work.id + ":back:" + std::to_string(work.times + 1);
	if (work.performer == "own")
	{
		// FE-41: commission comes back on HR's list.
		EH_CHECK(book(tx, _host, {id, "commission_back", work.branchId, why, work.id, {}, work.kind, work.erpKey, {}},
		              account::kPerson, work.payee, account::kCompany, "commission", work.paidFen));
		EH_TRY([[maybe_unused]] const bool put, putHrLine(tx, {id,
		                                                       work.branchId,
		                                                       monthOfDate(_host.localDate(now)),
		                                                       work.payee,
		                                                       work.payeeName,
		                                                       "commission",
		                                                       work.id,
		                                                       {},
		                                                       work.orderNumber,
		                                                       why,
		                                                       -work.paidFen,
		                                                       now,
		                                                       work.month}));
		return {};
	}
	EH_CHECK(book(tx, _host, {id, "settlement_back", work.branchId, why, work.id, {}, work.kind, work.erpKey, {}},
	              account::kProvider, work.payee, account::kCompany, "settlements", work.paidFen));
	EH_TRY([[maybe_unused]] const bool put, putOffset(tx, {id,
	                                                       work.branchId,
	                                                       work.payee,
	                                                       work.payeeName,
	                                                       "take_back",
	                                                       work.id,
	                                                       work.orderNumber,
	                                                       why,
	                                                       -work.paidFen,
	                                                       now,
	                                                       monthOfDate(_host.localDate(now)),
	                                                       {},
	                                                       {}}));
	EH_CHECK(show(tx, work, "taken_back", why, {}, -work.paidFen));
	return tellSettled(tx, work, work.settlementId, {}, -work.paidFen);
}

Result<void> Gatekeeper::heard(Tx& tx, const Event& event) const
{
	const json payload = json::parse(event.payload, nullptr, false);
	if (!payload.is_object())
		return erphost::permanent("fees.event.unreadable", "The event's payload is not an object.");
	EH_TRY(const auto work, workOfOrder(tx, text(payload, "kind"), event.branchId, text(payload, "erp_key")));
	if (!work) return {};
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, _host.localDate(_host.nowMs())));
	if (work->state == "paid")
	{
		if (work->exchangeCaused > 0) return takeBack(tx, *work, "exchange_caused");
		if (work->performer == "own" || event.type != "complaints.case.opened") return {};
		// However late its event arrives: what was complained of before it was paid should have waited.
		EH_TRY(auto row, tx.query(sql::kCaseOpenedAt, text(payload, "case")));
		EH_TRY(const bool known, row.next());
		const bool late =
			known && row.view(1) == "open" && row.integer(0) <= *work->paidAt + settings.takeBackDays * kDayMs;
		return late ? takeBack(tx, *work, "complaint") : Result<void>();
	}
	if (work->performer != "outsourced" || work->state == "gone") return {};
	EH_TRY([[maybe_unused]] const Verdict verdict, look(tx, *work, settings));
	return {};
}

Result<bool> Gatekeeper::lookAgain(Tx& tx) const
{
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, _host.localDate(_host.nowMs())));
	std::int64_t afterAt = 0;
	std::string afterId;
	// Only those that nobody has assessed wait here; a day's work, not the year's.
	for (;;)
	{
		std::vector<Work> works;
		{
			EH_TRY(auto rows, tx.query(sql::kWorksOfVerdict, "*", "", "", "", "", afterAt, afterId, afterAt != 0,
			                           kPiece, "waiting", "waits_assessment"));
			EH_TRY(works, erphost::allRows(rows, toWork));
		}
		for (const Work& work : works)
		{
			afterAt = work.completedAt;
			afterId = work.id;
			EH_TRY([[maybe_unused]] const Verdict verdict, look(tx, work, settings));
		}
		if (static_cast<int>(works.size()) < kPiece) return false;
	}
}

} // namespace fees
