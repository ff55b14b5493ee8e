// The plugin in the SDK's host in memory: no process, no file, a clock that the test moves.
#include "rules/Reminder.hpp"

#include <MockHost.hpp>

#include <cstdlib>
#include <iostream>

using nlohmann::json;

extern "C" const eh_plugin* erphost_plugin(void);

namespace {

void require(bool holds, const char* what)
{
	if (holds) return;
	std::cerr << "FAILED: " << what << std::endl;
	std::exit(1);
}

void rulesHold()
{
	require(rules::stateOf("2026-11-30", "2026-11-27", 2) == "waiting", "three days before, two are near");
	require(rules::stateOf("2026-11-30", "2026-11-28", 2) == "near", "two days before");
	require(rules::stateOf("2026-11-30", "2026-11-30", 2) == "near", "on the day itself");
	require(rules::stateOf("2026-11-30", "2026-12-01", 2) == "late", "the day after");
}

std::string stateOfFirst(erphost::mock::MockHost& host)
{
	return host.call("GET", "/reminders").body["items"][0]["state"];
}

} // namespace

int main()
{
	rulesHold();

	erphost::mock::MockHost host(PLUGIN_FOLDER);
	host.setNow(1'795'665'600'000); // 26 November 2026, 12:00 in Shanghai
	require(host.start(erphost_plugin()).ok(), "it starts");

	const json reminder = {{"branchId", "01"}, {"what", "灭火器年检"}, {"dueOn", "2026-11-30"}};
	require(host.call("POST", "/reminders", reminder).status == 201, "a reminder is taken");
	require(stateOfFirst(host) == "waiting", "its day is far");
	require(host.call("GET", "/reminders?state=late").body["items"].empty(), "the list filters");

	json past = reminder;
	past["dueOn"] = "2026-11-25";
	require(host.call("POST", "/reminders", past).error.code == "@ID@.date.past", "a day that has passed is refused");
	past["dueOn"] = "2026-02-30";
	require(host.call("POST", "/reminders", past).error.code == "@ID@.date.invalid", "and one that there is not");

	constexpr std::int64_t kDay = 86'400'000;
	host.setNow(host.now() + 3 * kDay);
	require(host.settle().ok() && stateOfFirst(host) == "near", "the job moves it on");
	host.setNow(host.now() + 2 * kDay);
	require(host.settle().ok() && stateOfFirst(host) == "late", "and on");

	host.setCaller("u2", {{"branch_manager", "02"}});
	require(host.call("GET", "/reminders").body["items"].empty(), "another branch does not see it");
	require(host.call("POST", "/reminders/1/done", json::object()).error.code == "@ID@.reminder.not_found",
	        "nor can it say that it is done");
	require(host.call("POST", "/reminders", reminder).error.code == "@ID@.branch.forbidden", "nor make one there");

	host.setCaller("u1", {{"branch_manager", "01"}});
	require(host.call("POST", "/reminders/1/done", json::object()).status == 200, "its own branch can");
	require(host.call("POST", "/reminders/1/done", json::object()).error.code == "@ID@.reminder.done", "once");
	std::cout << "all right" << std::endl;
	return 0;
}
