#include "surface/CorrectionRoutes.hpp"

#include "surface/testing/CallDesk.hpp"

#include <map>
#include <random>
#include <set>

using namespace survey::testing;
using nlohmann::json;

namespace {

bool lists(const json& consequences, const std::string& what, const json& value)
{
	return std::any_of(consequences.begin(), consequences.end(),
	                   [&](const json& each) { return each["what"] == what && each["value"] == value; });
}

} // namespace

TEST_CASE("SV-15 a correction shows what it takes back, and takes it back", "[SV-15][SV-60]")
{
	CallDesk desk;
	desk.order("1000", {{"outsourced", true}});
	REQUIRE(desk.record("1000", answered("dissatisfied", "漏水")).status == 200);
	const auto seen = desk.preview("1000", 1, 1, answered("satisfied"));
	REQUIRE(seen.status == 200);
	CHECK(lists(seen.body["reversed"], "contact_sheet", "dissatisfied"));
	CHECK(lists(seen.body["reversed"], "handling_status", "after_sales_notified"));
	CHECK(lists(seen.body["reversed"], "feedback", "漏水"));
	CHECK(lists(seen.body["reversed"], "hold", true));
	CHECK(lists(seen.body["reversed"], "figure", "no"));
	CHECK(lists(seen.body["made"], "handling_status", "completed"));
	CHECK(lists(seen.body["made"], "hold", false));
	CHECK(desk.task("1000")["state"] == "after_sales"); // it only showed
	CHECK(desk.host.value("SELECT COUNT(*) FROM survey_attempt") == "1");

	CHECK(desk.correct("1000", 1, 1, answered("satisfied"), "  ").error.code == "survey.reason.invalid");
	CHECK(desk.correct("1000", 1, 1, answered("dissatisfied", "漏水")).error.code == "survey.correction.same");
	CHECK(desk.correct("1000", 1, 7, answered("satisfied")).error.code == "survey.correction.not_found");
	desk.host.setCaller("boss", {{"service_manager", "*"}});
	const auto done = desk.correct("1000", 1, 1, answered("satisfied"), "听错了");
	REQUIRE(done.status == 200);
	CHECK(done.body["state"] == "done");
	const json attempts = done.body["rounds"][0]["attempts"];
	REQUIRE(attempts.size() == 2);
	CHECK(attempts[0]["corrected"] == true);
	CHECK(attempts[0]["disposition"] == "answered");
	CHECK(attempts[0]["level"] == "dissatisfied");
	CHECK(attempts[0]["words"] == "漏水");
	CHECK(attempts[1]["corrects"] == 1);
	CHECK(attempts[1]["reason"] == "听错了");
	CHECK(attempts[1]["clerkName"] == "boss");
	CHECK(desk.events("survey.callback.corrected").back()["clerk_name"] == "boss");
	CHECK(attempts[1]["at"] == attempts[0]["at"]);

	const json status = desk.recordOf("callback_status");
	CHECK(status["handling_status"] == "completed");
	CHECK(status["feedback"] == "（更正：以上意见作废）");
	CHECK(desk.events("survey.contact_sheet.withdrawn").size() == 1);
	const json told = desk.events("survey.callback.corrected").at(0);
	CHECK(told["from_level"] == "dissatisfied");
	CHECK(told["to_level"] == "satisfied");
	CHECK(told["corrects"] == 1);
	CHECK(told["attempt"] == 2);
	CHECK(desk.host.value("SELECT first_level || '|' || level || '|' || state FROM survey_v_assessment") ==
	      "satisfied|satisfied|done");
	CHECK(desk.correct("1000", 1, 1, answered("average")).error.code == "survey.correction.superseded");
}

TEST_CASE("SV-15 a correction of what somebody else has changed meanwhile is refused", "[SV-15]")
{
	CallDesk desk;
	desk.order("1000");
	REQUIRE(desk.record("1000", answered("dissatisfied", "漏水")).status == 200);
	const std::string path = "/tasks/" + desk.task("1000")["id"].get<std::string>() + "/corrections";
	const json body = {{"round", 1}, {"attempt", 1}, {"correction", answered("satisfied")}, {"reason", "x"}};
	CHECK(desk.host.call("POST", path, body).error.code == "request.match_required");
	CHECK(desk.host.call("POST", path, body, "1").error.code == "survey.task.stale");
	CHECK(desk.events("survey.callback.corrected").empty());
	desk.host.setCaller("anna", {{"callback_clerk", "02"}});
	CHECK(desk.host.call("POST", path, body, "2").error.code == "survey.task.not_found");
}

TEST_CASE("SV-15 a round that the mistake opened goes with it", "[SV-15][SV-04]")
{
	CallDesk desk;
	desk.order("1000");
	REQUIRE(desk.record("1000", answered("dissatisfied", "漏水")).status == 200);
	const std::string id = desk.task("1000")["id"];
	desk.handled("c1", id);
	REQUIRE(desk.record("1000", {{"disposition", "no_answer"}}).status == 200);
	REQUIRE(desk.correct("1000", 1, 1, answered("average")).status == 200);
	json task = desk.task("1000");
	CHECK(task["state"] == "done");
	CHECK(task["round"] == 1);
	CHECK_FALSE(task["rounds"][1]["withdrawnAt"].is_null());
	// And back again: a new sheet, and its case opens a round of its own.
	REQUIRE(desk.correct("1000", 1, 2, answered("dissatisfied", "漏水")).status == 200);
	CHECK(desk.events("survey.contact_sheet.requested").size() == 2);
	desk.handled("c2", id);
	CHECK(desk.task("1000")["round"] == 3);
	CHECK(desk.task("1000")["attempts"] == 0);
}

TEST_CASE("SV-15 an answer that was none opens the task again; one that was, closes it", "[SV-15][SV-05]")
{
	CallDesk desk;
	desk.order("1000");
	REQUIRE(desk.record("1000", answered("satisfied")).status == 200);
	const auto opened = desk.correct("1000", 1, 1, {{"disposition", "refused"}});
	REQUIRE(opened.status == 200);
	CHECK(opened.body["state"] == "open");
	CHECK(opened.body["level"].is_null());
	CHECK(opened.body["plannedAt"] == CallDesk::kToday + 4 * CallDesk::kHour);
	CHECK(desk.recordOf("callback_status")["callback_status"] == "not_called");
	for (int i = 0; i < 2; ++i) REQUIRE(desk.record("1000", {{"disposition", "busy"}}).status == 200);
	CHECK(desk.task("1000")["state"] == "not_reachable");
	REQUIRE(desk.correct("1000", 1, 3, answered("average")).status == 200);
	CHECK(desk.task("1000")["state"] == "done");
	CHECK(desk.correct("1000", 1, 2, answered("satisfied")).error.code == "survey.correction.answered");
}

namespace {

/// One step of a task's life, as the clerk or the complaints plugin does it.
struct Step
{
	enum class Kind
	{
		attempt,
		onSite,
		handled
	} kind = Kind::attempt;
	json body; ///< of an attempt or call
};

class Generator
{
public:
	explicit Generator(unsigned seed): _random(seed) {}
	int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(_random); }

	json attempt()
	{
		static const std::vector<std::string> kNone{"refused", "no_answer", "busy", "wrong_number", "not_finished"};
		if (below(5) < 2) return {{"disposition", kNone[static_cast<std::size_t>(below(5))]}};
		return answer();
	}
	json answer()
	{
		static const std::vector<std::string> kLevels{"very_satisfied", "satisfied", "average", "dissatisfied",
		                                              "very_dissatisfied"};
		const auto level = static_cast<std::size_t>(below(5));
		return answered(kLevels[level], level > 2 ? "话" + std::to_string(below(3)) : "");
	}
	json call()
	{
		json body = CallDesk::call("1000");
		body.erase("level");
		body.update(answer());
		if (below(3) == 0) body["callerNumber"] = "13900001000";
		if (below(3) == 0) body["checks"]["brand"] = {{"result", "mismatch"}, {"said", "美的"}};
		if (below(3) == 0)
			body["conduct"] = {{"found", "吸烟" + std::to_string(below(2))},
			                   {"outcome", "道歉"},
			                   {"noticeDueOn", "2026-11-0" + std::to_string(6 + below(3))}};
		return body;
	}

private:
	std::mt19937 _random;
};

/// A call as a correction of it sends it.
json asCorrection(const Step& step)
{
	json correction = step.body;
	correction["words"] = correction.value("words", ""); // what is left out would stay as it was
	if (step.kind != Step::Kind::onSite) return correction;
	json onSite = json::object();
	for (const char* member : {"callerNumber", "checks", "courtesy", "conduct"})
	{
		onSite[member] = correction[member];
		correction.erase(member);
	}
	for (const char* member : {"branchId", "orderKey"}) correction.erase(member);
	correction["onsite"] = onSite;
	return correction;
}

/// All that must be the same: the store, what the other plugins understood, what the ERP shows.
json everything(const CallDesk& desk)
{
	json all;
	all["task"] =
		desk.host.value("SELECT state || '|' || (SELECT COUNT(*) FROM survey_round r WHERE r.task_id = t.id AND "
	                    "r.withdrawn_at IS NULL) || '|' || attempts || '|' || COALESCE(planned_at, 0) || '|' || "
	                    "COALESCE(level, '') || '|' || COALESCE(closed_at, 0) || '|' || due_on FROM survey_task t");
	all["view"] = desk.host.value("SELECT state || COALESCE(level, '-') || COALESCE(first_level, '-') FROM "
	                              "survey_v_assessment");
	// Withdrawn rounds keep their numbers: rounds are compared by their place.
	all["attempts"] = desk.host.value(
		"SELECT group_concat(x, ';') FROM (SELECT (SELECT COUNT(*) FROM survey_round r WHERE r.task_id = a.task_id AND "
		"r.withdrawn_at IS NULL AND r.round <= a.round) || '|' || at || '|' || month || '|' || channel || '|' || "
		"disposition || '|' || COALESCE(level, '') || '|' || words || '|' || COALESCE(planned_at, 0) || '|' || "
		"(SELECT COUNT(*) FROM survey_effect e WHERE e.task_id = a.task_id AND e.round = a.round AND e.attempt = "
		"a.attempt) "
		"AS x FROM survey_attempt a WHERE disposition <> 'corrected' AND NOT EXISTS (SELECT 1 FROM survey_round w "
		"WHERE "
		"w.task_id = a.task_id AND w.round = a.round AND w.withdrawn_at IS NOT NULL) ORDER BY round, COALESCE(root, "
		"attempt))");
	all["fines"] =
		desk.host.value("SELECT group_concat(x, ';') FROM (SELECT id || offence || reason || "
	                    "COALESCE(notice_due_on, '') AS x FROM survey_fine_proposal WHERE state = 'proposed' "
	                    "ORDER BY id)");
	all["bonus"] = desk.host.value("SELECT level || sum_fen FROM survey_bonus WHERE state = 'earned'");
	all["passed_on"] = desk.host.value("SELECT COUNT(*) FROM survey_passed_on");

	bool sheet = false, passedOn = false, givenUp = false;
	std::set<std::string> fines;
	std::map<std::string, int> shown;
	std::string bonus;
	for (const auto& event : desk.host.events())
	{
		const json payload = json::parse(event.payload);
		const std::string& type = event.type;
		if (type == "survey.contact_sheet.requested") sheet = true;
		if (type == "survey.contact_sheet.withdrawn") sheet = false;
		if (type == "survey.callback.not_reached") givenUp = true;
		if (type == "survey.callback.corrected" || type == "survey.callback.recorded" ||
		    type == "complaints.case.handled")
			givenUp = false;
		if (type == "survey.fine.proposed") fines.insert(payload["proposal"].get<std::string>());
		if (type == "survey.fine.withdrawn") fines.erase(payload["proposal"].get<std::string>());
		if (type == "survey.finding.recorded") ++shown[payload["finding"].get<std::string>() + payload["said"].dump()];
		if (type == "survey.finding.withdrawn") --shown[payload["finding"].get<std::string>() + payload["said"].dump()];
		if (type == "survey.bonus.earned") bonus = payload["level"].get<std::string>();
		if (type == "survey.bonus.withdrawn") bonus.clear();
		if (type == "survey.work.passed_on") passedOn = true;
		if (type == "survey.work.taken_back") passedOn = false;
	}
	std::erase_if(shown, [](const auto& each) { return each.second == 0; });
	all["events"] = {sheet, fines, shown, bonus, passedOn, givenUp};
	json record = desk.recordOf("callback_result");
	json erp = {{"callback_status", "not_called"}, {"handling_status", "none"}};
	for (const char* member : {"callback_status", "handling_status", "level", "words", "clerk", "answered_at"})
		if (!record.is_null() && !record[member].is_null()) erp[member] = record[member];
	all["erp"] = erp;
	return all;
}

/// Lives the steps; the one at `mistakeAt` is recorded as `mistake` first and then corrected. Returns what is then
/// true.
json live(const std::vector<Step>& steps, int mistakeAt, const Step& mistake, bool handledBetween)
{
	CallDesk desk;
	desk.host.setSetting("bonus", {{"very_satisfied", 500}, {"satisfied", 300}});
	desk.order("1000", {{"performed_by", "partner"}});
	int cases = 0;
	for (std::size_t i = 0; i < steps.size(); ++i)
	{
		desk.host.setNow(CallDesk::kToday + static_cast<std::int64_t>(i + 1) * CallDesk::kHour);
		const json task = desk.task("1000");
		const bool wrong = static_cast<int>(i) == mistakeAt;
		const Step& step = wrong ? mistake : steps[i];
		if (step.kind == Step::Kind::handled)
		{
			if (task["state"] == "after_sales" || task["state"] == "not_reachable")
				desk.handled("c", task["id"], ++cases);
			continue;
		}
		if (task["state"] != "open") continue;
		const auto answer = step.kind == Step::Kind::onSite ? desk.host.call("POST", "/onsite/calls", step.body)
		                                                    : desk.recordFor(task, step.body);
		INFO(step.body.dump() << " " << answer.error.code << " " << answer.error.message);
		REQUIRE(answer.status == 200);
		if (!wrong) continue;
		const json attempts = desk.task("1000")["rounds"].back()["attempts"];
		const int round = task["round"];
		if (handledBetween && desk.task("1000")["state"] == "after_sales") desk.handled("wrong", task["id"], 99);
		const auto corrected =
			desk.correct("1000", round, attempts.back()["attempt"].get<int>(), asCorrection(steps[i]));
		INFO(corrected.error.code << " " << corrected.error.message << " " << asCorrection(steps[i]).dump());
		REQUIRE((corrected.status == 200 || corrected.error.code == "survey.correction.same"));
	}
	return everything(desk);
}

} // namespace

TEST_CASE("SV-15 a mistake and its correction lead to what would be without the mistake", "[SV-15][property]")
{
	for (unsigned seed = 0; seed < 250; ++seed)
	{
		Generator random(seed);
		std::vector<Step> steps;
		if (random.below(3) == 0) steps.push_back({Step::Kind::onSite, random.call()});
		const int length = 3 + random.below(6);
		while (static_cast<int>(steps.size()) < length)
		{
			if (!steps.empty() && random.below(3) == 0) steps.push_back({Step::Kind::handled, nullptr});
			else steps.push_back({Step::Kind::attempt, random.attempt()});
		}
		int mistakeAt = random.below(length);
		while (steps[static_cast<std::size_t>(mistakeAt)].kind == Step::Kind::handled)
			mistakeAt = (mistakeAt + 1) % length;
		Step mistake = steps[static_cast<std::size_t>(mistakeAt)];
		mistake.body = mistake.kind == Step::Kind::onSite ? random.call() : random.attempt();
		// A case that was handled meanwhile is undone only where the mistake alone made it.
		const json& right = steps[static_cast<std::size_t>(mistakeAt)].body;
		const bool between = random.below(2) == 0 && mistakeAt == 0 && !right.contains("words");
		INFO("seed " << seed << ", mistake at " << mistakeAt << ": " << mistake.body.dump());
		CHECK(live(steps, mistakeAt, mistake, between) == live(steps, -1, {}, false));
	}
}
