#include "surface/CorrectionRoutes.hpp"

#include "surface/EntryJson.hpp"
#include "surface/RoundJson.hpp"
#include "surface/TaskJson.hpp"

#include <algorithm>
#include <utility>

namespace survey {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

json requestSchema(bool withReason)
{
	json properties = entryProperties();
	properties.erase("calledAt");
	const json onSite = {{"type", "object"},
	                     {"additionalProperties", false},
	                     {"required", {"callerNumber", "checks", "courtesy"}},
	                     {"properties", onSiteProperties()}};
	properties["onsite"] = onSite;
	json schema = {{"type", "object"},
	               {"additionalProperties", false},
	               {"required", {"round", "attempt", "correction"}},
	               {"properties",
	                {{"round", {{"type", "integer"}, {"minimum", 1}}},
	                 {"attempt", {{"type", "integer"}, {"minimum", 1}}},
	                 {"correction",
	                  {{"type", "object"},
	                   {"additionalProperties", false},
	                   {"required", {"disposition"}},
	                   {"properties", properties}}}}}};
	if (!withReason) return schema;
	schema["properties"]["reason"] = {{"type", "string"}, {"maxLength", 500}};
	schema["required"].push_back("reason");
	return schema;
}

json previewSchema()
{
	const json list = {{"type", "array"}, {"items", consequenceSchema()}};
	return {{"type", "object"},
	        {"required", {"reversed", "made", "version"}},
	        {"properties", {{"reversed", list}, {"made", list}, {"version", {{"type", "integer"}}}}}};
}

std::vector<Effect> from(const std::vector<Effect>& effects, std::string_view source)
{
	std::vector<Effect> found;
	for (const Effect& effect : effects)
		if (effect.source == source) found.push_back(effect);
	return found;
}

void append(std::vector<Effect>& to, const std::vector<Effect>& more)
{
	to.insert(to.end(), more.begin(), more.end());
}

} // namespace

Result<void> CorrectionRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.route({"POST", "/tasks/{id}/corrections/preview", "previewCorrection",
	                         "What a correction would take back, and what would follow instead.", kClerks, nullptr,
	                         requestSchema(false), previewSchema(), false,
	                         [this](Tx& tx, const Request& request) { return preview(tx, request); }}));
	return registry.route({"POST", "/tasks/{id}/corrections", "correctAttempt",
	                       "Corrects a recorded result, with everything that followed from it.", kClerks, nullptr,
	                       requestSchema(true), taskDetailSchema(), true,
	                       [this](Tx& tx, const Request& request) { return correct(tx, request); }});
}

Result<CorrectionRoutes::Plan> CorrectionRoutes::standingPlan(Tx& tx, const Request& request) const
{
	EH_TRY(Task task, _tasks.require(tx, request));
	EH_CHECK(requireOwn(task));
	if (task.state == "cancelled")
		return erphost::conflict("survey.task_closed", "The task is not open any more.").with("number", task.number);
	const int round = request.body.at("round"), attempt = request.body.at("attempt");
	// The rules of the day on which the round was called, not of the day of the correction.
	EH_TRY(History any, historyOf(tx, task.id, 1));
	const auto found = std::find_if(any.attempts.begin(), any.attempts.end(), [&](const RecordedAttempt& each) {
		return each.round == round && each.attempt == attempt;
	});
	if (found == any.attempts.end())
	{
		EH_TRY(const auto used, questionnaireOf(tx, task.id, round, attempt));
		if (used.known)
			return erphost::conflict("survey.correction.superseded", "This result has been corrected already.")
			    .with("number", task.number);
		return erphost::permanent("survey.correction.not_found", "There is no such result.")
		    .with("number", task.number);
	}
	const RecordedAttempt old = *found;
	SettingsByDate settings(_host);
	EH_TRY(const Settings set, settings.at(_host.localDate(any.attempts.back().at)));
	any.attemptsAllowed = set.attempts;
	Plan plan{std::move(task), std::move(any), {}, old, old, {}, {}, {}, {}};
	EH_TRY(plan.questionnaire, questionnaireOf(tx, plan.task.id, round, attempt));
	return plan;
}

Result<void> CorrectionRoutes::readCorrected(Tx& tx, const Request& request, Plan& plan) const
{
	const json& given = request.body.at("correction");
	EH_TRY(plan.entry, readEntry(given));
	Entry& entry = plan.entry;
	const bool answered = entry.disposition == Disposition::answered;
	if (!given.contains("channel")) entry.channel = plan.old.channel;
	// What was left out stays as it was.
	if (answered && !given.contains("level")) entry.level = plan.old.level;
	if (!given.contains("words")) entry.words = plan.old.words;
	EH_CHECK(_recorder.check(entry));
	EH_CHECK(readCall(tx, given, plan));
	if (answered)
		for (const auto& other : plan.before.attempts)
			if (other.round == plan.old.round && other.root != plan.old.root &&
			    other.disposition == Disposition::answered)
				return erphost::conflict("survey.correction.answered", "The round has another answer.")
				    .with("number", plan.task.number);
	return {};
}

Result<void> CorrectionRoutes::readCall(Tx& tx, const json& given, Plan& plan) const
{
	Entry& entry = plan.entry;
	if (entry.channel != Channel::onSite)
	{
		if (given.contains("onsite"))
			return erphost::permanent("survey.channel.invalid", "Only an on-site call has checks.")
			    .with("pointer", "/correction/onsite");
		return {};
	}
	EH_TRY(const auto calls, callsOf(tx, plan.task.id));
	for (const auto& call : calls)
		if (call.round == plan.old.round && call.attempt == plan.old.attempt) entry.onSite = call.call;
	if (given.contains("onsite"))
	{
		SettingsByDate settings(_host);
		EH_TRY(const Settings set, settings.at(_host.localDate(plan.old.at)));
		EH_TRY(entry.onSite, readOnSite(given.at("onsite"), set.fines));
		std::string phone2;
		EH_TRY(const auto business, findBusiness(tx, Kind::workOrder, plan.task.branchId, plan.task.erpKey));
		if (business) phone2 = business->phone2;
		entry.onSite->callerIsCustomer = isCustomersNumber(entry.onSite->callerNumber, plan.task.phone, phone2);
	}
	if (plan.task.kind != name(Kind::workOrder))
		return erphost::permanent("survey.channel.invalid", "Only work orders are called back on site.")
		    .with("pointer", "/correction/channel");
	return {};
}

Result<void> CorrectionRoutes::judge(Tx& tx, Plan& plan, const std::optional<SheetAuthor>& author) const
{
	RecordedAttempt& made = plan.made;
	const Entry& entry = plan.entry;
	made.disposition = entry.disposition;
	made.channel = entry.channel;
	made.level = entry.level;
	made.words = entry.words;
	made.effects = effectsOf(entry);
	if (entry.answers)
	{
		if (author)
		{
			EH_TRY(const auto shown, _recorder.answers().correct(tx, plan.task, made, *entry.answers, *author));
			append(made.effects, shown);
		}
		else
		{
			EH_TRY(const auto shown, _recorder.answers().look(tx, plan.task, made, *entry.answers));
			append(made.effects, shown);
		}
		plan.questionnaire.id = entry.answers->questionnaire;
		plan.questionnaire.version = entry.answers->version;
	}
	else if (entry.disposition == Disposition::answered && plan.old.disposition == Disposition::answered)
		append(made.effects, from(plan.old.effects, kFromAnswers));
	else plan.questionnaire.id.clear();
	History rest = plan.before;
	std::erase_if(rest.attempts, [&](const RecordedAttempt& each) {
		return each.round == plan.old.round && each.root >= plan.old.root;
	});
	EH_TRY(made.plannedAt, _recorder.planned(rest, entry, made.round, made.at));
	return {};
}

Result<CorrectionRoutes::Plan> CorrectionRoutes::plan(Tx& tx, const Request& request,
                                                      const std::optional<SheetAuthor>& author) const
{
	EH_TRY(Plan plan, standingPlan(tx, request));
	EH_CHECK(readCorrected(tx, request, plan));
	EH_CHECK(judge(tx, plan, author));
	const RecordedAttempt &old = plan.old, &made = plan.made;
	if (old.disposition == made.disposition && old.channel == made.channel && old.level == made.level &&
	    old.words == made.words && old.effects == made.effects && !plan.entry.answers &&
	    !request.body.at("correction").contains("onsite"))
		return erphost::permanent("survey.correction.same", "The correction changes nothing.")
		    .with("pointer", "/correction");
	plan.after = corrected(plan.before, made);
	plan.moot = mootRounds(plan.after);
	plan.after = without(std::move(plan.after), plan.moot);
	return plan;
}

Result<Reply> CorrectionRoutes::preview(Tx& tx, const Request& request) const
{
	EH_TRY(const Plan worked, plan(tx, request, std::nullopt));
	EH_TRY(const Surroundings about, _recorder.consequences().surroundings(worked.task));
	const Difference difference =
		differenceOf(consequencesOf(worked.before, about), consequencesOf(worked.after, about));
	return Reply{200,
	             {{"reversed", toJson(difference.reversed)},
	              {"made", toJson(difference.made)},
	              {"version", worked.task.version}},
	             {}};
}

Result<Reply> CorrectionRoutes::correct(Tx& tx, const Request& request) const
{
	const std::string reason = request.body.at("reason");
	if (reason.find_first_not_of(" \t\r\n") == std::string::npos)
		return erphost::permanent("survey.reason.invalid", "A correction needs a reason.").with("pointer", "/reason");
	const std::int64_t now = _host.nowMs();
	EH_TRY(const Task task, _tasks.require(tx, request));
	EH_CHECK(_tasks.requireMatch(tx, task, request.ifMatch));
	EH_CHECK(_tasks.requireFree(tx, task.id, request.caller.id));
	EH_TRY(Plan worked, plan(tx, request, SheetAuthor{request.caller.id, request.caller.name, now, reason}));

	NewAttempt added;
	EH_TRY(worked.made.attempt, nextAttemptNumber(tx, task.id, worked.made.round));
	worked.made.clerk = request.caller.id;
	worked.made.clerkName = request.caller.name;
	worked.after = corrected(std::move(worked.after), worked.made);
	added.attempt = worked.made;
	added.branchId = task.branchId;
	added.clerk = request.caller.id;
	added.recordedAt = now;
	added.questionnaire = worked.questionnaire.id;
	added.questionnaireVersion = worked.questionnaire.version;
	added.corrects = worked.old.attempt;
	added.reason = reason;
	EH_CHECK(addAttempt(tx, task.id, added));
	if (worked.entry.onSite)
		EH_CHECK(addCall(tx, task.id, worked.made.round, worked.made.attempt, *worked.entry.onSite));
	for (const int round : worked.moot) EH_CHECK(withdrawRound(tx, task.id, round, now));
	const std::string dueOn =
		worked.moot.empty() || worked.after.rounds.empty() ? std::string() : worked.after.rounds.back().dueOn;
	EH_CHECK(setStanding(tx, task.id, standingOf(worked.after), dueOn));
	EH_CHECK(_recorder.consequences().carryOut(
		tx, {task, worked.before, worked.after, worked.made, &worked.old, reason, now, added.usedName()}));
	EH_TRY(const auto changed, findTask(tx, task.id));
	return _tasks.detail(tx, *changed, request.caller);
}

} // namespace survey
