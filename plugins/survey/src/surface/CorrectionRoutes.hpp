#pragma once

#include "rules/Standing.hpp"
#include "store/OnSite.hpp"
#include "store/Rounds.hpp"
#include "surface/Recorder.hpp"
#include "surface/TaskRoutes.hpp"

#include <optional>
#include <vector>

namespace survey {

/// SV-15: a correction shows what it would take back, and, confirmed, takes it back in one transaction.
class CorrectionRoutes
{
public:
	CorrectionRoutes(const erphost::Host& host, const TaskRoutes& tasks, const Recorder& recorder):
		_host(host), _tasks(tasks), _recorder(recorder)
	{
	}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	/// A correction, worked out: what stood and what would stand.
	struct Plan
	{
		Task task;
		History before, after;     ///< `after` without moot rounds
		RecordedAttempt old, made; ///< `made` without its number
		std::vector<int> moot;
		Entry entry;
		std::optional<OnSiteCall> call;
		UsedQuestionnaire questionnaire;
	};
	/// `author`: who corrects; nullopt for a preview, which stores nothing.
	Result<Plan> plan(Tx& tx, const erphost::Request& request, const std::optional<SheetAuthor>& author) const;
	Result<Plan> standingPlan(Tx& tx, const erphost::Request& request) const;
	Result<void> readCorrected(Tx& tx, const erphost::Request& request, Plan& plan) const;
	Result<void> readCall(Tx& tx, const nlohmann::json& given, Plan& plan) const;
	Result<void> judge(Tx& tx, Plan& plan, const std::optional<SheetAuthor>& author) const;
	Result<erphost::Reply> preview(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> correct(Tx& tx, const erphost::Request& request) const;

	const erphost::Host& _host;
	const TaskRoutes& _tasks;
	const Recorder& _recorder;
};

} // namespace survey
