#pragma once

#include "erphost/Plugin.hpp"
#include "store/Penalties.hpp"
#include "surface/FeeSettings.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace fees {

/// The settings of a request, each date read once.
class FeeSettingsByDate
{
public:
	explicit FeeSettingsByDate(const erphost::Host& host): _host(host) {}
	Result<const FeeSettings*> at(const std::string& date);

private:
	const erphost::Host& _host;
	std::map<std::string, FeeSettings> _known;
};

/// What somebody who checks a proposal may say.
struct FineCheck
{
	std::optional<Fen> sumFen, damageFen;
	std::string act;           ///< '' as it is
	std::vector<Share> shares; ///< empty: the liable one alone
};

/// The life of a fine (FE-20). Whatever changes what somebody owes is an entry or a counter-entry; nothing is deleted.
class FineWork
{
public:
	explicit FineWork(const erphost::Host& host): _host(host) {}

	const erphost::Host& host() const { return _host; }

	/// Takes a proposal in: number, names, repetition. The draft says source, proposal, branch, offence, liable,
	/// reason, act time; the rest may be empty.
	Result<Fine> propose(Tx& tx, Fine draft) const;
	/// First pair of eyes: the sum stands. "fees.fine.sum.invalid", "fees.fine.sum.needed", "fees.fine.not_allowed".
	Result<void> check(Tx& tx, Fine& fine, const FineCheck& check, const Doer& who, bool mayJudge) const;
	/// Second pair of eyes: "fees.fine.four_eyes", "fees.offences.unconfirmed", "fees.fine.sum_changed".
	Result<void> makeFinal(Tx& tx, Fine& fine, const std::string& why, const Doer& who) const;
	Result<void> waive(Tx& tx, Fine& fine, const std::string& why, const Doer& who) const;
	Result<void> giveBack(Tx& tx, Fine& fine) const;
	/// Its producer takes it back: an open proposal is withdrawn, a final one voided (SV-15).
	Result<void> withdraw(Tx& tx, Fine& fine, const std::string& why) const;
	/// An error of fact: counter-entries.
	Result<void> makeVoid(Tx& tx, Fine& fine, const std::string& why, const Doer& who) const;

	/// What the tables say that a fine costs now; nullopt where somebody must say it.
	Result<std::optional<Fen>> tableSum(Tx& tx, const Fine& fine, const FineCheck& check) const;

private:
	/// FE-20: of one act the highest counts; moves money so that it is so.
	Result<void> settleAct(Tx& tx, const std::string& act, const LiablePerson& liable, const Doer& who) const;
	/// Entries of a fine: imposed, or taken back.
	Result<void> book(Tx& tx, Fine& fine, const std::string& why, bool impose, const Doer& who) const;
	Result<void> bookAtProvider(Tx& tx, const Fine& fine, const Share& share, std::int64_t line,
	                            const std::string& entryId, Fen sum, bool impose) const;
	Result<void> tell(Tx& tx, const Fine& fine) const;

	const erphost::Host& _host;
};

/// The service manager's choice between the tables on a date; nullopt: none yet.
struct ChoiceInForce
{
	TableChoice choice;
	std::int64_t at = 0;
	std::string by, from;
};
Result<std::optional<ChoiceInForce>> choiceAt(Tx& tx, const std::string& date);

} // namespace fees
