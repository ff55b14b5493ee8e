#pragma once

#include "erphost/Plugin.hpp"
#include "rules/Difference.hpp"
#include "rules/Standing.hpp"
#include "store/Fines.hpp"
#include "store/Tasks.hpp"
#include "surface/Settings.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace survey {

/// One change of what stands recorded about a task.
struct Change
{
	const Task& task; ///< as it was
	const History& before;
	const History& after;                       ///< without moot rounds
	const RecordedAttempt& made;                ///< the attempt that was added
	const RecordedAttempt* corrected = nullptr; ///< SV-15: the one that does not stand any more
	std::string reason;                         ///< of the correction
	std::int64_t now = 0;
	std::string questionnaire; ///< of `made`, "install@3"; empty: none
};

/// What follows from an answer (SV-51, SV-52) and from its correction (SV-15): the difference between what stood and
/// what stands, carried out in the caller's transaction as events, ERP records, figures, fine proposals and bonus.
class Consequences
{
public:
	explicit Consequences(const erphost::Host& host): _host(host) {}

	Result<void> carryOut(Tx& tx, const Change& change) const;

	/// What a preview needs to know about the task.
	Result<Surroundings> surroundings(const Task& task) const;

private:
	Result<void> count(Tx& tx, const Change& change) const;
	Result<void> report(Tx& tx, const Change& change, const Standing& after) const;
	Result<void> tellErp(Tx& tx, const Change& change, const Standing& before, const Standing& after,
	                     const Settings& set) const;
	Result<void> moveSheet(Tx& tx, const Change& change, const Standing& before, const Standing& after) const;
	Result<void> moveEffects(Tx& tx, const Change& change, const Standing& before, const Standing& after) const;
	Result<void> moveFines(Tx& tx, const Change& change, const Standing& before, const Standing& after,
	                       const Settings& set) const;
	Result<void> moveBonus(Tx& tx, const Change& change, const Standing& after, const Settings& set) const;
	Result<void> passOn(Tx& tx, const Change& change, const Standing& after) const;

	const erphost::Host& _host;
};

/// True where the work was not the company's own (SV-61).
bool isOthersWork(const Task& task);

/// The act that fines about a task's order are proposed for.
Act actOf(const Task& task);

} // namespace survey
