#include "surface/FineEvents.hpp"

#include "rules/FeeMonth.hpp"
#include "rules/Id.hpp"
#include "store/PayeeSql.hpp"
#include "store/Payees.hpp"
#include "surface/Booking.hpp"

#include <algorithm>

namespace fees {

using erphost::Event;
using nlohmann::json;

namespace {

/// A member that may be missing or null.
std::string text(const json& payload, const char* member)
{
	const auto found = payload.find(member);
	return found != payload.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::int64_t> number(const json& payload, const char* member)
{
	const auto found = payload.find(member);
	return found != payload.end() && found->is_number_integer() ? std::optional(found->get<std::int64_t>())
	                                                            : std::nullopt;
}

/// One step of a given item: a line on HR's list, or an offset; and the ledger.
Result<void> putStep(Tx& tx, const erphost::Host& host, const Given& given, const Share& share, std::int64_t times,
                     Fen sum, bool back, bool booked)
{
	const std::int64_t now = host.nowMs();
	const std::string today = host.localDate(now), month = monthOfDate(today);
	const std::string id = idOf({given.what, given.id, std::to_string(times)});
	if (booked)
		EH_CHECK(book(tx, host,
		              {given.what + ":" + id, given.what, given.branchId, given.text, given.id, {}, {}, {}, {}},
		              account::kCompany, given.what, share.byProvider ? account::kProvider : account::kPerson,
		              share.byProvider ? share.provider : share.liable.key, sum));
	if (share.byProvider)
	{
		EH_TRY([[maybe_unused]] const bool put, putOffset(tx, {id,
		                                                       given.branchId,
		                                                       share.provider,
		                                                       share.providerName,
		                                                       given.what + (back ? "_back" : ""),
		                                                       given.id,
		                                                       given.orderNumber,
		                                                       given.text,
		                                                       sum,
		                                                       now,
		                                                       month,
		                                                       {},
		                                                       {}}));
		return {};
	}
	EH_TRY([[maybe_unused]] const bool put, putHrLine(tx, {id,
	                                                       given.branchId,
	                                                       month,
	                                                       share.liable.key,
	                                                       share.liable.name,
	                                                       given.what,
	                                                       given.id,
	                                                       {},
	                                                       given.orderNumber,
	                                                       given.text,
	                                                       sum,
	                                                       now,
	                                                       {}}));
	return {};
}

} // namespace

Result<void> give(Tx& tx, const erphost::Host& host, const Given& given, bool booked)
{
	std::int64_t times = 0;
	{
		EH_TRY(auto row, tx.query(sql::kItem, given.what, given.id));
		EH_TRY(const bool known, row.next());
		if (known && row.view(0) == "given") return {};
		if (known) times = row.integer(1);
	}
	if (given.sumFen == 0) return {};
	EH_TRY(const Share share, shareOf(tx, given.branchId, given.person, 1));
	++times;
	EH_TRY([[maybe_unused]] const auto kept,
	       tx.execute(sql::kPutItem, given.what, given.id, "given", times, given.sumFen, given.branchId,
	                  share.byProvider ? "provider" : "hr", share.byProvider ? share.provider : share.liable.key,
	                  share.byProvider ? share.providerName : share.liable.name, given.orderNumber, given.text));
	return putStep(tx, host, given, share, times, given.sumFen, false, booked);
}

Result<void> takeBackGiven(Tx& tx, const erphost::Host& host, const std::string& what, const std::string& id,
                           bool booked)
{
	Given given{what, id, {}, {}, 0, {}, {}};
	Share share;
	std::int64_t times = 0;
	{
		EH_TRY(auto row, tx.query(sql::kItem, what, id));
		EH_TRY(const bool known, row.next());
		if (!known || row.view(0) != "given") return {};
		times = row.integer(1) + 1;
		given.sumFen = row.integer(2);
		given.branchId = row.text(3);
		share.byProvider = row.view(4) == "provider";
		share.provider = share.liable.key = row.text(5);
		share.providerName = share.liable.name = row.text(6);
		given.orderNumber = row.text(7);
		given.text = row.text(8);
	}
	EH_TRY([[maybe_unused]] const auto kept,
	       tx.execute(sql::kPutItem, what, id, "withdrawn", times, given.sumFen, given.branchId,
	                  share.byProvider ? "provider" : "hr", share.liable.key, share.liable.name, given.orderNumber,
	                  given.text));
	return putStep(tx, host, given, share, times, -given.sumFen, true, booked);
}

Result<void> FineEvents::addTo(erphost::Registry& registry) const
{
	return registry.subscribe("fines",
	                          {"survey.fine.proposed", "survey.fine.withdrawn", "complaints.fine.proposed",
	                           "complaints.fine.withdrawn", "survey.bonus.earned", "survey.bonus.withdrawn",
	                           "parts.charge.raised", "parts.charge.withdrawn", "fees.compensation.paid"},
	                          [this](Tx& tx, const Event& event) { return heard(tx, event); });
}

Result<void> FineEvents::heard(Tx& tx, const Event& event) const
{
	const json payload = json::parse(event.payload, nullptr, false);
	if (!payload.is_object())
		return erphost::permanent("fees.event.unreadable", "The event's payload is not an object.");
	if (event.type.ends_with(".fine.proposed")) return proposed(tx, event, payload);
	if (event.type.ends_with(".fine.withdrawn")) return withdrawn(tx, event, payload);
	if (event.type == "fees.compensation.paid") return compensated(tx, payload);
	if (event.type.starts_with("survey.bonus.")) return bonus(tx, payload, event.type.ends_with(".earned"));
	return charge(tx, payload, event.type.ends_with(".raised"));
}

Result<void> FineEvents::proposed(Tx& tx, const Event& event, const json& payload) const
{
	Fine draft;
	draft.source = event.type.substr(0, event.type.find('.'));
	draft.proposal = text(payload, "proposal");
	EH_TRY(const auto known, fineOfProposal(tx, draft.source, draft.proposal));
	// Told twice it is one fine; one that was withdrawn or voided and is proposed again is another.
	if (known && known->state != "withdrawn" && known->state != "voided") return {};
	if (known) draft.generation = known->generation + 1;
	draft.branchId = event.branchId;
	draft.kind = text(payload, "kind");
	draft.erpKey = text(payload, "erp_key");
	draft.orderNumber = text(payload, "order");
	draft.caseId = text(payload, "case");
	draft.caseNumber = text(payload, "case_number");
	draft.offence = text(payload, "offence");
	const json liable = payload.value("liable", json::object());
	draft.liable = {text(liable, "kind"), text(liable, "key"), text(liable, "name")};
	draft.reason = text(payload, "reason");
	draft.proposedFen = number(payload, "sum_fen");
	draft.noticeDueOn = text(payload, "notice_due_on");
	draft.evidence = payload.value("evidence", json::array());
	draft.proposer = {"", draft.source};
	// The act was when the first of what shows it was.
	draft.actAt = event.occurredAtMs;
	for (const json& each : draft.evidence)
		if (const auto at = number(each, "at"); at && *at > 0) draft.actAt = std::min(draft.actAt, *at);
	EH_TRY([[maybe_unused]] const Fine fine, _work.propose(tx, std::move(draft)));
	return {};
}

Result<void> FineEvents::withdrawn(Tx& tx, const Event& event, const json& payload) const
{
	EH_TRY(auto known, fineOfProposal(tx, event.type.substr(0, event.type.find('.')), text(payload, "proposal")));
	return known ? _work.withdraw(tx, *known, text(payload, "reason")) : Result<void>();
}

Result<void> FineEvents::bonus(Tx& tx, const json& payload, bool given) const
{
	const std::string id = text(payload, "task");
	if (!given) return takeBackGiven(tx, _host, "bonus", id);
	const json technician = payload.value("technician", json::object());
	Given what{"bonus",
	           id,
	           text(payload, "branch"),
	           {"technician", text(technician, "key"), text(technician, "name")},
	           number(payload, "sum_fen").value_or(0),
	           text(payload, "order"),
	           text(payload, "level")};
	if (what.person.key.empty()) what.person.key = what.person.name;
	if (what.person.key.empty()) what.person = {"provider", text(payload, "provider"), text(payload, "provider")};
	return what.person.key.empty() ? Result<void>() : give(tx, _host, what);
}

Result<void> FineEvents::charge(Tx& tx, const json& payload, bool given) const
{
	const std::string id = text(payload, "charge");
	if (!given) return takeBackGiven(tx, _host, "charge", id);
	const json person = payload.value("person", json::object());
	return give(tx, _host,
	            {"charge",
	             id,
	             text(payload, "branch"),
	             {text(person, "kind"), text(person, "key"), text(person, "name")},
	             -number(payload, "sum_fen").value_or(0),
	             text(payload, "order"),
	             text(payload, "reason") + ": " + text(payload, "text")});
}

Result<void> FineEvents::compensated(Tx& tx, const json& payload) const
{
	const std::string id = text(payload, "compensation");
	std::string number, branch, order, what;
	Fen sum = 0;
	json liable;
	{
		EH_TRY(auto row, tx.query(sql::kPaidCompensation, id));
		EH_TRY(const bool found, row.next());
		if (!found) return {};
		number = row.text(0);
		branch = row.text(1);
		order = row.text(2);
		sum = row.integer(3);
		liable = json::parse(row.view(4), nullptr, false);
		what = row.text(5);
	}
	std::vector<std::int64_t> parts;
	for (const json& each : liable) parts.push_back(each.at("parts"));
	const auto shares = splitByParts(sum, parts);
	const std::int64_t now = _host.nowMs();
	const std::string month = monthOfDate(_host.localDate(now));
	for (std::size_t i = 0; i < shares.size(); ++i)
	{
		const std::string kind = liable[i].at("kind"), key = liable[i].at("key"), name = liable[i].at("name");
		if (kind == "company" || shares[i] == 0) continue;
		const std::string line = idOf({"compensation", id, std::to_string(i)});
		EH_TRY(const Share share, shareOf(tx, branch, {kind == "provider" ? "provider" : "technician", key, name}, 1));
		if (!share.byProvider)
		{
			EH_TRY([[maybe_unused]] const bool put, putHrLine(tx, {line,
			                                                       branch,
			                                                       month,
			                                                       key,
			                                                       name,
			                                                       "charge",
			                                                       id,
			                                                       number,
			                                                       order,
			                                                       "compensation: " + what,
			                                                       -shares[i],
			                                                       now,
			                                                       {}}));
			continue;
		}
		// The ledger charged the outsourced technician himself: whoever settles for him takes it over.
		if (kind != "provider")
			EH_CHECK(book(tx, _host, {"compensation_moved:" + line, "compensation", branch, number, id, {}, {}, {}, {}},
			              account::kProvider, share.provider, account::kPerson, key, shares[i]));
		EH_TRY([[maybe_unused]] const bool put, putOffset(tx, {line,
		                                                       branch,
		                                                       share.provider,
		                                                       share.providerName,
		                                                       "charge",
		                                                       id,
		                                                       order,
		                                                       "compensation: " + what,
		                                                       -shares[i],
		                                                       now,
		                                                       month,
		                                                       {},
		                                                       {}}));
	}
	return {};
}

} // namespace fees
