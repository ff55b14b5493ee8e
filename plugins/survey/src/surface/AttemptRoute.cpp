#include "surface/AttemptRoute.hpp"

#include "store/Figures.hpp"
#include "store/SurveySql.hpp"
#include "surface/Settings.hpp"
#include "surface/TaskJson.hpp"

namespace survey {

using erphost::ErpRecord;
using erphost::Event;
using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
/// A call is not planned for a day that nobody will remember.
constexpr std::int64_t kFarthestPlanMs = 60 * kDayMs;

json requestSchema()
{
	json dispositions = json::array(), levels = json::array();
	for (const auto disposition : kDispositions) dispositions.push_back(name(disposition));
	for (const auto level : kLevels) levels.push_back(name(level));
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"required", {"disposition"}},
	        {"properties",
	         {{"disposition", {{"enum", dispositions}}},
	          {"level", {{"enum", levels}}},
	          {"words", {{"type", "string"}, {"maxLength", 2000}}},
	          {"plannedAt", {{"type", "integer"}, {"minimum", 0}}}}}};
}

erphost::Error invalid(const char* code, const char* message, const char* field)
{
	return erphost::permanent(code, message).with("pointer", std::string("/") + field);
}

json about(const Task& task)
{
	return {{"task", task.id},        {"task_number", task.number}, {"kind", task.kind},   {"branch", task.branchId},
	        {"erp_key", task.erpKey}, {"order", task.orderNumber},  {"stage", task.stage}, {"round", task.round}};
}

} // namespace

Result<void> AttemptRoute::addTo(erphost::Registry& registry) const
{
	return registry.route({"POST", "/tasks/{id}/attempts", "recordAttempt",
	                       "Records how an attempt to reach the customer ended.", kClerks, nullptr, requestSchema(),
	                       taskDetailSchema(), true,
	                       [this](Tx& tx, const Request& request) { return record(tx, request); }});
}

Result<AttemptRoute::Entry> AttemptRoute::check(const json& body, std::int64_t now) const
{
	Entry entry;
	entry.disposition = *dispositionNamed(body.at("disposition").get<std::string>());
	entry.words = body.value("words", "");
	if (body.contains("level")) entry.level = levelNamed(body.at("level").get<std::string>());
	if (body.contains("plannedAt")) entry.plannedAt = body.at("plannedAt").get<std::int64_t>();
	const bool answered = entry.disposition == Disposition::answered;
	if (answered && !entry.level)
		return invalid("survey.level.invalid", "An answered call-back needs the customer's level of satisfaction.",
		               "level");
	if (!answered && entry.level)
		return invalid("survey.level_without_answer.invalid", "Only a customer who answered has a level.", "level");
	if (entry.level && consequenceOf(*entry.level).feedback &&
	    entry.words.find_first_not_of(" \t\r\n") == std::string::npos)
		return invalid("survey.words.invalid", "A dissatisfied customer's words must be written down.", "words");
	if (entry.plannedAt && (answered || *entry.plannedAt <= now || *entry.plannedAt > now + kFarthestPlanMs))
		return invalid("survey.planned_at.invalid",
		               "The next attempt must lie ahead, and nothing is planned after an answer.", "plannedAt");
	return entry;
}

Result<Reply> AttemptRoute::record(Tx& tx, const Request& request) const
{
	const std::int64_t now = _host.nowMs();
	EH_TRY(const Entry entry, check(request.body, now));
	EH_TRY(const Task task, _tasks.require(tx, request));
	if (request.ifMatch.empty())
		return erphost::permanent("request.match_required", "The task's ETag is needed in If-Match.");
	if (request.ifMatch != std::to_string(task.version))
		return erphost::conflict("survey.task.stale", "The task has changed since it was read.")
		    .with("number", task.number);
	if (task.state != "open")
		return erphost::conflict("survey.task_closed", "The task is not open any more.").with("number", task.number);
	EH_CHECK(_tasks.requireFree(tx, task.id, request.caller.id));

	SettingsByDate settings(_host);
	const std::string today = _host.localDate(now);
	EH_TRY(const Settings set, settings.at(today));
	const int attempt = task.attempts + 1;
	const bool isAnswered = entry.disposition == Disposition::answered;
	const bool givingUp = !isAnswered && exhausted(attempt, set.attempts);
	std::optional<std::int64_t> plannedAt;
	if (!isAnswered && !givingUp)
	{
		plannedAt = entry.plannedAt;
		if (!plannedAt)
		{
			EH_TRY(plannedAt, planAgain(tx, task, set.slots, now));
		}
	}
	const std::optional<std::string> level =
		entry.level ? std::optional(std::string(name(*entry.level))) : std::nullopt;
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddAttempt, task.id, task.round, attempt, task.branchId, now, today.substr(0, 7),
	                  request.caller.id, request.caller.name, name(entry.disposition), level, entry.words, plannedAt));
	const std::string state = isAnswered ? (content(*entry.level) ? "done" : "after_sales")
	                          : givingUp ? "not_reachable"
	                                     : "open";
	const std::optional<std::int64_t> closedAt =
		state == "done" || state == "not_reachable" ? std::optional(now) : std::nullopt;
	EH_TRY([[maybe_unused]] const auto moved,
	       tx.execute(sql::kAfterAttempt, task.id, state, attempt, plannedAt, level, closedAt));
	// SV-52: the indicator is taken from the first round.
	if (task.round == 1)
		EH_CHECK(countFacts(tx, task.id, today.substr(0, 7), {satisfactionFact(entry.disposition, entry.level)}, 1,
		                    {now, request.caller.name, "late", "end", ""}));
	if (isAnswered) EH_CHECK(answered(tx, task, entry, request.caller, now));
	if (givingUp) EH_CHECK(givenUp(tx, task, now));

	EH_TRY(const auto changed, findTask(tx, task.id));
	return _tasks.detail(tx, *changed);
}

Result<std::int64_t> AttemptRoute::planAgain(Tx& tx, const Task& task, const std::vector<int>& slots,
                                             std::int64_t now) const
{
	const std::string today = _host.localDate(now);
	const auto minuteAt = [&](std::int64_t instant) -> Result<int> {
		EH_TRY(const std::int64_t midnight, _host.instantOf(_host.localDate(instant), 0));
		return static_cast<int>((instant - midnight) / 60'000);
	};
	EH_TRY(const int nowMinute, minuteAt(now));
	std::vector<int> tried{nowMinute};
	{
		EH_TRY(auto rows, tx.query(sql::kAttempts, task.id));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			if (rows.isNull(2) || rows.integer(0) != task.round) continue;
			EH_TRY(const int minute, minuteAt(rows.integer(3)));
			tried.push_back(minute);
		}
	}
	const NextAttempt next = nextAttempt(slots, tried, nowMinute);
	// A day later by the calendar, not by 24 hours: clocks may change in between.
	EH_TRY(const std::int64_t noon, _host.instantOf(today, 12 * 60));
	return _host.instantOf(_host.localDate(noon + next.days * kDayMs), next.minute);
}

Result<void> AttemptRoute::answered(Tx& tx, const Task& task, const Entry& entry, const erphost::Caller& clerk,
                                    std::int64_t now) const
{
	const Consequence consequence = consequenceOf(*entry.level);
	json result = about(task);
	result["level"] = name(*entry.level);
	result["answered_at"] = now;

	json record = result;
	record["callback_status"] = "called_back";
	record["handling_status"] = consequence.handlingStatus;
	record["disposition"] = name(entry.disposition);
	record["clerk"] = clerk.name;
	record["words"] = entry.words;
	record["feedback"] = consequence.feedback ? json(entry.words) : json();
	// Everything about one ERP record has its key as business key: it goes there, and to the other plugins, in the
	// order in which it happened. SV-51, SV-52: only work orders carry the two statuses; every kind gets its row in the
	// interface table.
	if (task.kind == name(Kind::workOrder))
		EH_CHECK(tx.put(ErpRecord{"callback_status", task.branchId, task.erpKey, task.id + ":status", record.dump()}));
	EH_CHECK(tx.put(ErpRecord{"callback_result", task.branchId, task.erpKey, task.id + ":result", record.dump()}));

	EH_CHECK(tx.append(Event{"survey.callback.recorded", 1, task.branchId, task.erpKey, result.dump(), 0, 0, {}}));
	if (consequence.contactSheet)
	{
		json sheet = result;
		sheet["words"] = entry.words;
		EH_CHECK(
			tx.append(Event{"survey.contact_sheet.requested", 1, task.branchId, task.erpKey, sheet.dump(), 0, 0, {}}));
	}
	return {};
}

Result<void> AttemptRoute::givenUp(Tx& tx, const Task& task, std::int64_t now) const
{
	json result = about(task);
	result["given_up_at"] = now;
	return tx.append(Event{"survey.callback.not_reached", 1, task.branchId, task.erpKey, result.dump(), 0, 0, {}});
}

} // namespace survey
