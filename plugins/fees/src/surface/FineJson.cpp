// How the API shows fines.

#include "rules/Money.hpp"
#include "store/PenaltySql.hpp"
#include "surface/FeeRoles.hpp"
#include "surface/FineRoutes.hpp"
#include "surface/RowJson.hpp"

namespace fees {

using nlohmann::json;

namespace {

template <typename T>
json orNull(const std::optional<T>& value)
{
	return value ? json(*value) : json();
}

json textOrNull(const std::string& text)
{
	return text.empty() ? json() : json(text);
}

json toJson(const LiablePerson& liable)
{
	return {{"kind", liable.kind}, {"key", liable.key}, {"name", liable.name}};
}

} // namespace

json toJson(const Fine& fine, const FeeSettings& settings)
{
	const Offence* offence = settings.offences.find(fine.offence);
	return {{"id", fine.id},
	        {"number", fine.number},
	        {"source", fine.source},
	        {"proposal", fine.proposal},
	        {"branchId", fine.branchId},
	        {"branchName", fine.branchName},
	        {"kind", fine.kind},
	        {"orderKey", fine.erpKey},
	        {"orderNumber", fine.orderNumber},
	        {"caseId", fine.caseId},
	        {"caseNumber", fine.caseNumber},
	        {"offence", fine.offence},
	        {"listed", offence != nullptr},
	        {"offenceZh", offence ? offence->zh : fine.offence},
	        {"offenceEn", offence ? offence->en : fine.offence},
	        {"act", fine.act},
	        {"liable", toJson(fine.liable)},
	        {"reason", fine.reason},
	        {"proposedFen", orNull(fine.proposedFen)},
	        {"sumFen", fine.sumFen ? json(*fine.sumFen) : orNull(fine.proposedFen)},
	        {"repetition", fine.repetition},
	        {"dismissalProposed", fine.dismissal},
	        {"class", fine.severity},
	        {"noticeDueOn", textOrNull(fine.noticeDueOn)},
	        {"state", fine.state},
	        {"actAt", fine.actAt},
	        {"proposedAt", fine.proposedAt},
	        {"proposedBy", fine.proposer.name},
	        {"checkedAt", orNull(fine.checkedAt)},
	        {"checkedBy", textOrNull(fine.checker.name)},
	        {"decidedAt", orNull(fine.decidedAt)},
	        {"decidedBy", textOrNull(fine.decider.name)},
	        {"decidedWhy", fine.decidedWhy},
	        {"outweighedBy", nullptr},
	        {"month", textOrNull(fine.month)},
	        {"version", fine.version}};
}

Result<json> fineDetail(Tx& tx, const erphost::Host& host, const Fine& fine, const erphost::Caller& caller)
{
	EH_TRY(const FeeSettings settings, feeSettingsAt(host, host.localDate(fine.actAt)));
	json body = toJson(fine, settings);
	body["evidence"] = fine.evidence;
	body["shares"] = json::array();
	EH_TRY(const auto shares, sharesOf(tx, fine.id));
	std::vector<std::int64_t> parts;
	for (const Share& share : shares) parts.push_back(share.parts);
	const auto sums = fine.sumFen ? splitByParts(*fine.sumFen, parts) : std::vector<Fen>();
	for (std::size_t i = 0; i < shares.size(); ++i)
	{
		json share = toJson(shares[i].liable);
		share["parts"] = shares[i].parts;
		share["sumFen"] = i < sums.size() ? json(sums[i]) : json();
		share["payee"] = shares[i].byProvider ? "provider" : "hr";
		share["provider"] = shares[i].provider;
		share["providerName"] = shares[i].providerName;
		body["shares"].push_back(std::move(share));
	}
	body["sameAct"] = json::array();
	EH_TRY(const auto fines, finesOfAct(tx, fine.act, fine.liable));
	for (const Fine& other : fines)
	{
		if (other.id == fine.id) continue;
		body["sameAct"].push_back(toJson(other, settings));
		if (fine.state == "outweighed" && other.state == "final") body["outweighedBy"] = other.number;
	}
	EH_TRY(auto rows, tx.query(sql::kFineEntries, fine.id));
	EH_TRY(body["entries"], allRowsJson(rows, {"#at", "#sumFen", "why", "person", "by"}));
	const bool own = caller.id == fine.checker.id || caller.id == fine.proposer.id;
	body["mayCheck"] =
		fine.state == "proposed" &&
		caller.may(settings.offences.find(fine.offence) ? roles::kCheckers : roles::kServiceManager, fine.branchId);
	body["mayDecide"] = fine.state == "checked" && !own && caller.may(roles::kApprovers, fine.branchId);
	const bool unlisted = !settings.offences.find(fine.offence) && fine.severity >= 1 && fine.severity <= 3;
	body["unlistedFen"] = unlisted ? json(settings.unlistedFen[static_cast<std::size_t>(fine.severity - 1)]) : json();
	return body;
}

} // namespace fees
