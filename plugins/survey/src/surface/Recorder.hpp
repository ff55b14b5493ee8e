#pragma once

#include "erphost/Plugin.hpp"
#include "rules/Month.hpp"
#include "rules/OnSite.hpp"
#include "rules/Standing.hpp"
#include "store/Tasks.hpp"
#include "surface/AnswerDesk.hpp"
#include "surface/Consequences.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace survey {

/// How an attempt to reach the customer ended, as somebody entered it.
struct Entry
{
	Disposition disposition = Disposition::answered;
	Channel channel = Channel::phone;
	std::optional<Level> level; ///< with `answered` only
	std::string words;
	std::optional<std::int64_t> plannedAt; ///< when to try again; nullopt: a better time is found (SV-05)
	std::optional<std::int64_t> calledAt;  ///< when the call was; nullopt: now
	std::optional<GivenSheet> answers;     ///< with `answered` only
	std::optional<OnSiteCall> onSite;      ///< with channel on_site only
};

/// Who entered it.
struct Clerk
{
	std::string id, name;
};

/// Records attempts with everything that follows from them in the same transaction: the task's state, the ERP records,
/// the events. What a clerk enters, an on-site call and a text message's letter all come through here.
class Recorder
{
public:
	explicit Recorder(const erphost::Host& host): _host(host), _consequences(host), _answers(host) {}

	/// Errors: "survey.level.invalid", "survey.level_without_answer.invalid", "survey.words.invalid",
	/// "survey.planned_at.invalid", "survey.called_at.invalid", "survey.answers.invalid", each with the `pointer` of
	/// the field.
	Result<void> check(const Entry& entry) const;

	/// Records a checked entry for an open task ("survey.task_closed" else); its lease ends. Returns the attempt's
	/// number.
	Result<int> record(Tx& tx, const Task& task, const Entry& entry, const Clerk& clerk) const;

	/// When to try again after an attempt at `at` (SV-05, SV-13); nullopt where nothing is to be tried.
	Result<std::optional<std::int64_t>> planned(const History& history, const Entry& entry, int round,
	                                            std::int64_t at) const;

	const Consequences& consequences() const { return _consequences; }
	const AnswerDesk& answers() const { return _answers; }

private:
	const erphost::Host& _host;
	Consequences _consequences;
	AnswerDesk _answers;
};

/// The effects that follow from the disposition and the on-site call, before any answers (SV-13, SV-20…23).
std::vector<Effect> effectsOf(const Entry& entry);

} // namespace survey
