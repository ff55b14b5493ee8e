#include "surface/FineWork.hpp"

#include "rules/Act.hpp"
#include "rules/FeeMonth.hpp"
#include "rules/Id.hpp"
#include "store/FeeOrders.hpp"
#include "store/Payees.hpp"
#include "store/PenaltySql.hpp"
#include "surface/Booking.hpp"

#include <algorithm>

namespace fees {

using erphost::ErpRecord;
using erphost::Event;
using nlohmann::json;

namespace {

bool decided(const Fine& fine)
{
	return fine.state == "final" || fine.state == "outweighed";
}

erphost::Error wrongState(const Fine& fine)
{
	return erphost::conflict("fees.fine.state", "The fine is not in a state in which this can be done.")
	    .with("number", fine.number)
	    .with("state", fine.state);
}

} // namespace

Result<const FeeSettings*> FeeSettingsByDate::at(const std::string& date)
{
	if (const auto known = _known.find(date); known != _known.end()) return &known->second;
	EH_TRY(FeeSettings settings, feeSettingsAt(_host, date));
	return &_known.emplace(date, std::move(settings)).first->second;
}

Result<std::optional<ChoiceInForce>> choiceAt(Tx& tx, const std::string& date)
{
	EH_TRY(auto row, tx.query(sql::kChoice, date));
	EH_TRY(const bool found, row.next());
	if (!found) return std::optional<ChoiceInForce>();
	ChoiceInForce choice{{}, row.integer(0), row.text(1), row.text(2)};
	const json chosen = json::parse(row.view(3), nullptr, false);
	for (const auto& [code, table] : chosen.items()) choice.choice[code] = table == "B" ? 'B' : 'A';
	return std::optional(std::move(choice));
}

Result<Fine> FineWork::propose(Tx& tx, Fine fine) const
{
	fine.proposedAt = _host.nowMs();
	const std::string today = _host.localDate(fine.proposedAt);
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, _host.localDate(fine.actAt)));
	EH_TRY(fine.branchName, branchNameOf(tx, fine.branchId));
	EH_TRY(fine.number, nextNumber(tx, "CF", fine.branchId, today));
	fine.canonical = settings.offences.canonical(fine.offence);
	if (fine.id.empty()) fine.id = idOf({"fine", fine.source, fine.proposal, std::to_string(fine.generation)});
	if (fine.act.empty())
		fine.act = fine.hasOrder()        ? "order|" + fine.kind + "|" + fine.branchId + "|" + fine.erpKey
		           : !fine.caseId.empty() ? "case|" + fine.caseId
		                                  : "fine|" + fine.id;
	if (!fine.caseId.empty())
	{
		EH_TRY(auto row, tx.query(sql::kClassOfCase, fine.caseId));
		EH_TRY(const bool found, row.next());
		if (found)
		{
			fine.caseNumber = row.text(0);
			fine.severity = row.integer(1);
		}
	}
	EH_TRY(fine.repetition, repetitionOf(tx, fine));
	EH_CHECK(insertFine(tx, fine));
	EH_TRY(const Share alone, shareOf(tx, fine.branchId, fine.liable, 1));
	EH_CHECK(putShares(tx, fine.id, {alone}));
	return fine;
}

Result<std::optional<Fen>> FineWork::tableSum(Tx& tx, const Fine& fine, const FineCheck& check) const
{
	const std::string day = _host.localDate(fine.actAt);
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, day));
	EH_TRY(const auto choice, choiceAt(tx, day));
	const Offence* offence = settings.offences.counting(fine.offence, choice ? choice->choice : TableChoice());
	const std::optional<Fen> said = check.sumFen ? check.sumFen : fine.proposedFen;
	// CP-13: a superior pays the same amount, whatever the table says of him. An offence in no table is judged.
	if (!offence) return check.sumFen;
	if (fine.liable.kind == "superior" && fine.proposedFen) return fine.proposedFen;
	Fen damage = check.damageFen.value_or(0);
	if (!check.damageFen && offence->fen && fine.proposedFen)
		damage = std::max<Fen>(0, *fine.proposedFen - *offence->fen);
	return sumOf(*offence, fine.repetition, damage, said);
}

Result<void> FineWork::check(Tx& tx, Fine& fine, const FineCheck& check, const Doer& who, bool mayJudge) const
{
	if (fine.state != "proposed") return wrongState(fine);
	const std::string day = _host.localDate(fine.actAt);
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, day));
	const Offence* offence = settings.offences.find(fine.offence);
	if (!offence && !mayJudge)
		return erphost::permanent("fees.fine.not_allowed", "The service manager judges an offence that no table has.")
		    .with("number", fine.number);
	const bool fixed = offence && (offence->basis == Basis::fixed || offence->basis == Basis::damage);
	if (check.sumFen && fixed)
		return erphost::permanent("fees.fine.sum.invalid", "The table says what this offence costs.")
		    .with("number", fine.number)
		    .with("pointer", "/sumFen");
	if (check.damageFen && (!offence || offence->basis != Basis::damage))
		return erphost::permanent("fees.fine.sum.invalid", "The table adds no damage to this offence.")
		    .with("number", fine.number)
		    .with("pointer", "/damageFen");
	if (!check.act.empty()) fine.act = check.act;
	EH_TRY(fine.repetition, repetitionOf(tx, fine));
	EH_TRY(const auto sum, tableSum(tx, fine, check));
	if (!sum)
		return erphost::permanent("fees.fine.sum.needed", "The table does not say what this costs.")
		    .with("number", fine.number)
		    .with("pointer", "/sumFen");
	fine.sumFen = sum;
	fine.state = "checked";
	fine.checkedAt = _host.nowMs();
	fine.checker = who;
	if (!check.shares.empty()) EH_CHECK(putShares(tx, fine.id, check.shares));
	return saveFine(tx, fine);
}

Result<void> FineWork::makeFinal(Tx& tx, Fine& fine, const std::string& why, const Doer& who) const
{
	if (fine.state != "checked" || !fine.sumFen) return wrongState(fine);
	if (who.id == fine.checker.id || who.id == fine.proposer.id)
		return erphost::permanent("fees.fine.four_eyes", "Somebody else decides about a fine than who checked it.")
		    .with("number", fine.number);
	const std::string day = _host.localDate(fine.actAt);
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, day));
	EH_TRY(const auto choice, choiceAt(tx, day));
	const auto differing = settings.offences.differing();
	const bool differs = std::find(differing.begin(), differing.end(), fine.canonical) != differing.end();
	if (differs && !(choice && choice->choice.contains(fine.canonical)))
		return erphost::conflict("fees.offences.unconfirmed",
		                         "The service manager has not confirmed which table counts.")
		    .with("number", fine.number)
		    .with("offence", fine.offence);
	const Offence* offence = settings.offences.counting(fine.offence, choice ? choice->choice : TableChoice());
	// Meanwhile an earlier act may have become final: then the sum that was checked is not the table's any more.
	EH_TRY(const std::int64_t repetition, repetitionOf(tx, fine));
	if (offence && offence->againFen && (repetition > 1) != (fine.repetition > 1))
		return erphost::conflict("fees.fine.sum_changed", "It is not the first time any more: check it again.")
		    .with("number", fine.number)
		    .with("repetition", std::to_string(repetition));
	fine.repetition = repetition;
	const Offence* ofA = settings.offences.find(fine.canonical);
	fine.dismissal = ofA && ofA->dismissalFrom && repetition >= *ofA->dismissalFrom;
	fine.decidedAt = _host.nowMs();
	fine.decider = who;
	fine.decidedWhy = why;
	fine.month = monthOfDate(_host.localDate(*fine.decidedAt));
	fine.state = "outweighed"; // until the act is settled
	EH_CHECK(saveFine(tx, fine));
	EH_CHECK(settleAct(tx, fine.act, fine.liable, who));
	EH_TRY(const auto now, findFine(tx, fine.id));
	fine = *now;
	return fine.state == "outweighed" ? tell(tx, fine) : Result<void>();
}

Result<void> FineWork::waive(Tx& tx, Fine& fine, const std::string& why, const Doer& who) const
{
	if (fine.state != "checked" && fine.state != "proposed") return wrongState(fine);
	if (who.id == fine.checker.id || who.id == fine.proposer.id)
		return erphost::permanent("fees.fine.four_eyes", "Somebody else decides about a fine than who checked it.")
		    .with("number", fine.number);
	fine.state = "waived";
	fine.decidedAt = _host.nowMs();
	fine.decider = who;
	fine.decidedWhy = why;
	EH_CHECK(saveFine(tx, fine));
	return tell(tx, fine);
}

Result<void> FineWork::giveBack(Tx& tx, Fine& fine) const
{
	if (fine.state != "checked") return wrongState(fine);
	fine.state = "proposed";
	fine.sumFen.reset();
	fine.checkedAt.reset();
	fine.checker = {};
	return saveFine(tx, fine);
}

Result<void> FineWork::withdraw(Tx& tx, Fine& fine, const std::string& why) const
{
	if (decided(fine)) return makeVoid(tx, fine, why, {"", fine.source});
	if (fine.state != "proposed" && fine.state != "checked") return {};
	fine.state = "withdrawn";
	fine.decidedAt = _host.nowMs();
	fine.decider = {"", fine.source};
	fine.decidedWhy = why;
	return saveFine(tx, fine);
}

Result<void> FineWork::makeVoid(Tx& tx, Fine& fine, const std::string& why, const Doer& who) const
{
	if (!decided(fine)) return wrongState(fine);
	if (fine.state == "final") EH_CHECK(book(tx, fine, "voided", false, who));
	fine.state = "voided";
	fine.dismissal = false;
	fine.decidedWhy = why;
	EH_CHECK(saveFine(tx, fine));
	EH_CHECK(tell(tx, fine));
	return settleAct(tx, fine.act, fine.liable, who);
}

Result<void> FineWork::settleAct(Tx& tx, const std::string& act, const LiablePerson& liable, const Doer& who) const
{
	EH_TRY(auto fines, finesOfAct(tx, act, liable));
	std::vector<ActFine> sums;
	for (const Fine& fine : fines)
		sums.push_back({fine.sumFen.value_or(0), fine.decidedAt.value_or(0), !decided(fine)});
	const auto standing = standingOf(sums);
	for (std::size_t i = 0; i < fines.size(); ++i)
		if (fines[i].state == "final" && standing != i)
		{
			EH_CHECK(book(tx, fines[i], "outweighed", false, who));
			fines[i].state = "outweighed";
			EH_CHECK(saveFine(tx, fines[i]));
			EH_CHECK(tell(tx, fines[i]));
		}
	if (!standing || fines[*standing].state == "final") return {};
	Fine& counts = fines[*standing];
	counts.state = "final";
	EH_CHECK(book(tx, counts, counts.entries == 0 ? "final" : "reinstated", true, who));
	EH_CHECK(saveFine(tx, counts));
	return tell(tx, counts);
}

Result<void> FineWork::book(Tx& tx, Fine& fine, const std::string& why, bool impose, const Doer& who) const
{
	const std::int64_t now = _host.nowMs();
	const std::string today = _host.localDate(now), month = monthOfDate(today);
	EH_TRY(const auto shares, sharesOf(tx, fine.id));
	std::vector<std::int64_t> parts;
	for (const Share& share : shares) parts.push_back(share.parts);
	const auto sums = splitByParts(fine.sumFen.value_or(0), parts);
	++fine.entries;
	for (std::size_t i = 0; i < shares.size() && i < sums.size(); ++i)
	{
		if (sums[i] == 0) continue;
		const Share& share = shares[i];
		const auto line = static_cast<std::int64_t>(i) + 1;
		const std::string entryId = fine.id + ":" + std::to_string(fine.entries) + ":" + std::to_string(line);
		const Fen signedSum = impose ? sums[i] : -sums[i];
		EH_TRY([[maybe_unused]] const auto added,
		       tx.execute(sql::kAddFineEntry, entryId, fine.id, fine.entries, line, signedSum, why,
		                  share.byProvider ? "provider" : "hr", share.liable.key, share.liable.name, month, now, who.id,
		                  who.name));
		EH_CHECK(fees::book(tx, _host,
		                    {"fine:" + entryId,
		                     "fine",
		                     fine.branchId,
		                     fine.offence + " " + why,
		                     fine.id,
		                     who,
		                     fine.kind,
		                     fine.erpKey,
		                     {}},
		                    share.byProvider ? account::kProvider : account::kPerson,
		                    share.byProvider ? share.provider : share.liable.key, account::kCompany, "fines",
		                    signedSum));
		if (share.byProvider)
		{
			EH_CHECK(bookAtProvider(tx, fine, share, line, entryId, sums[i], impose));
			continue;
		}
		HrLine hr{entryId,    fine.branchId, month,       share.liable.key, share.liable.name,
		          "fine",     fine.id,       fine.number, fine.orderNumber, fine.offence,
		          -signedSum, now,           {}};
		if (!impose && fine.month != month) hr.origin = fine.month;
		EH_TRY([[maybe_unused]] const bool put, putHrLine(tx, hr));
	}
	return {};
}

Result<void> FineWork::bookAtProvider(Tx& tx, const Fine& fine, const Share& share, std::int64_t line,
                                      const std::string& entryId, Fen sum, bool impose) const
{
	const std::int64_t now = _host.nowMs();
	const std::string today = _host.localDate(now), month = monthOfDate(today);
	Offset offset{entryId + ":o",
	              fine.branchId,
	              share.provider,
	              share.providerName,
	              "fine",
	              entryId,
	              fine.orderNumber,
	              fine.offence,
	              -sum,
	              now,
	              month,
	              {},
	              {}};
	if (impose)
	{
		EH_TRY(const FeeSettings settings, feeSettingsAt(_host, today));
		Notice notice;
		notice.id = entryId;
		EH_TRY(notice.number, nextNumber(tx, "CFTZ", fine.branchId, today));
		notice.fineId = fine.id;
		notice.line = line;
		notice.branchId = fine.branchId;
		notice.provider = share.provider;
		notice.providerName = share.providerName;
		notice.person = share.liable.name;
		notice.orderNumber = fine.orderNumber;
		notice.offence = fine.offence;
		notice.reason = fine.reason;
		notice.sumFen = sum;
		notice.issuedAt = now;
		// FE-21: confirmed and returned the same day, unless a later day was set when it was found.
		notice.confirmBy = std::max(today, fine.noticeDueOn);
		notice.month = month;
		notice.payBy = dayOfMonth(monthAfter(month, 1), settings.payDay);
		EH_CHECK(putNotice(tx, notice));
		EH_TRY([[maybe_unused]] const bool put, putOffset(tx, offset));
		return {};
	}
	EH_TRY(const bool voided, voidOpenNotice(tx, fine.id, line));
	if (voided) return {};
	// FE-40: paid, or about to be offset: it comes back with the next period.
	offset.type = "fine_back";
	offset.ref = fine.id;
	offset.sumFen = sum;
	EH_TRY([[maybe_unused]] const bool put, putOffset(tx, offset));
	return {};
}

Result<void> FineWork::tell(Tx& tx, const Fine& fine) const
{
	json payload = {{"proposal", fine.proposal},          {"fine", fine.id},
	                {"fine_number", fine.number},         {"state", fine.state},
	                {"sum_fen", fine.sumFen.value_or(0)}, {"branch", fine.branchId}};
	if (fine.hasOrder())
	{
		payload["kind"] = fine.kind;
		payload["erp_key"] = fine.erpKey;
		payload["order"] = fine.orderNumber;
	}
	const std::string key = fine.hasOrder() ? fine.erpKey : fine.caseId.empty() ? fine.id : fine.caseId;
	EH_CHECK(tx.append(Event{"fees.fine.decided", 1, fine.branchId, key, payload.dump(), 0, 0, {}}));
	if (fine.entries == 0) return {}; // the ERP hears of fines that were final once
	const json record = {{"number", fine.number},
	                     {"branch", fine.branchId},
	                     {"kind", fine.kind},
	                     {"erp_key", fine.erpKey},
	                     {"order", fine.orderNumber},
	                     {"offence", fine.offence},
	                     {"person", fine.liable.key},
	                     {"person_name", fine.liable.name},
	                     {"sum", yuanText(fine.sumFen.value_or(0))},
	                     {"state", fine.state},
	                     {"decided_at", fine.decidedAt.value_or(0)}};
	return tx.put(ErpRecord{"fine", fine.branchId, key, fine.id, record.dump()});
}

} // namespace fees
