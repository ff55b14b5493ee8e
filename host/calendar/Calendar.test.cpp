#include "host/calendar/Calendar.hpp"

#include "host/calendar/IsoDate.hpp"
#include "host/platform/Files.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::calendar;
using nlohmann::json;

namespace {

Calendar with(const char* settings)
{
	auto state = StateCalendar::shipped();
	REQUIRE(state);
	auto made = Calendar::create(*state, json::parse(settings));
	REQUIRE(made);
	return *std::move(made);
}

std::string plus(const Calendar& calendar, std::string_view branch, std::string_view start, int days)
{
	const auto found = calendar.addWorkingDays(branch, start, days);
	return found ? found->date + (found->provisional ? "?" : "") : found.error().code;
}

} // namespace

TEST_CASE("the shipped state calendar covers 2025 and 2026")
{
	const auto state = StateCalendar::shipped();
	REQUIRE(state);
	CHECK(isoDate(state->from()) == "2025-01-01");
	CHECK(isoDate(state->to()) >= "2026-12-31");
	CHECK_FALSE(StateCalendar::shipped("nowhere"));
}

TEST_CASE("working days skip weekends and holidays, the start day does not count", "[SV-03]")
{
	const auto calendar = Calendar::shipped();
	CHECK(plus(calendar, "HZ", "2026-11-16", 1) == "2026-11-17");
	CHECK(plus(calendar, "HZ", "2026-11-20", 1) == "2026-11-23"); // Friday → Monday
	CHECK(plus(calendar, "HZ", "2026-11-21", 1) == "2026-11-23"); // from a Saturday
	CHECK(plus(calendar, "HZ", "2026-11-16", 7) == "2026-11-25");
	CHECK(plus(calendar, "HZ", "2026-11-21", 0) == "2026-11-21");
	CHECK(plus(calendar, "HZ", "2025-04-30", 1) == "2025-05-06"); // Labour Day
	CHECK(plus(calendar, "HZ", "2025-09-30", 1) == "2025-10-09"); // National Day and Mid-autumn in one
}

TEST_CASE("make-up weekends are working days", "[SV-03]")
{
	const auto calendar = Calendar::shipped();
	CHECK(plus(calendar, "HZ", "2026-02-13", 1) == "2026-02-14"); // the Saturday before Spring Festival
	CHECK(plus(calendar, "HZ", "2026-02-13", 2) == "2026-02-24");
	CHECK(plus(calendar, "HZ", "2026-02-27", 1) == "2026-02-28");
	CHECK(plus(calendar, "HZ", "2026-09-30", 7) == "2026-10-15"); // eight days off, 10 October worked
	CHECK(plus(calendar, "HZ", "2026-01-03", 1) == "2026-01-04"); // a Sunday
	CHECK(*calendar.isWorkingDay("HZ", "2026-09-20"));
	CHECK_FALSE(*calendar.isWorkingDay("HZ", "2026-09-25"));
	CHECK_FALSE(*calendar.isWorkingDay("HZ", "2026-11-21"));
}

TEST_CASE("an answer that counts days beyond the coverage is provisional")
{
	const auto calendar = Calendar::shipped();
	const date::local_days last = calendar.state().to();
	REQUIRE(isoDate(last) == "2026-12-31"); // adjust this case when the data are updated
	CHECK(plus(calendar, "HZ", "2026-12-30", 1) == "2026-12-31");
	CHECK(plus(calendar, "HZ", "2026-12-31", 0) == "2026-12-31");
	CHECK(plus(calendar, "HZ", "2026-12-31", 1) == "2027-01-01?");
	CHECK(plus(calendar, "HZ", "2026-12-25", 7) == "2027-01-05?");
	// An exception that the company itself set is certain, weekends of unknown years are not.
	CHECK(plus(with(R"({"closed": ["01-01", "2027-01-02", "2027-01-03"]})"), "HZ", "2026-12-31", 1) == "2027-01-04?");
	CHECK(plus(with(R"({"closed": ["01-01"], "open": ["2027-01-02"]})"), "HZ", "2026-12-31", 1) == "2027-01-02");
}

TEST_CASE("the company's own calendar and a branch's exceptions")
{
	const auto company = with(R"({"base": "every_day", "closed": ["05-01", "10-01", "01-01"]})");
	CHECK(plus(company, "HZ", "2026-04-30", 1) == "2026-05-02");
	CHECK(plus(company, "HZ", "2026-11-20", 7) == "2026-11-27");
	CHECK(plus(company, "HZ", "2026-12-31", 7) == "2027-01-08"); // certain: it does not wait for a notice

	const auto branches = with(R"({"closed": ["2026-11-24"],
		"branches": {"MX": {"base": "every_day", "closed": ["2026-11-22"], "open": ["2026-11-24"]}, "CG": {"open": ["2026-11-21"]}}})");
	CHECK(plus(branches, "HZ", "2026-11-20", 2) == "2026-11-25"); // 23rd, then closed on the 24th
	CHECK(plus(branches, "CG", "2026-11-20", 2) == "2026-11-23"); // the 21st is open there
	CHECK(plus(branches, "MX", "2026-11-20", 3) == "2026-11-24"); // 21, 23, 24
	CHECK(with("{}").version() == Calendar::shipped().version());
	CHECK(company.version() != branches.version());
}

TEST_CASE("office hours: of the date, of the weekday, of the branch, of the company")
{
	const auto hours = [](const Calendar& calendar, const char* branch, const char* date) {
		const auto found = calendar.officeHours(branch, date);
		REQUIRE(found);
		return *found ? std::to_string((*found)->openMinute) + "-" + std::to_string((*found)->closeMinute)
		              : std::string("closed");
	};
	const auto usual = Calendar::shipped();
	CHECK(hours(usual, "HZ", "2026-11-20") == "510-1080");
	CHECK(hours(usual, "HZ", "2026-11-21") == "closed");   // Saturday
	CHECK(hours(usual, "HZ", "2026-02-14") == "510-1080"); // a make-up Saturday 调休
	CHECK(hours(usual, "HZ", "2026-10-01") == "closed");
	CHECK(usual.officeHours("HZ", "2026-13-01").error().code == "calendar.date_invalid");

	const auto own = with(R"({"base": "every_day", "closed": ["2026-11-22"],
		"officeHours": {"default": ["08:00", "17:30"], "weekdays": {"6": ["09:00", "16:00"]},
			"dated": {"12-31": ["08:30", "12:00"], "2026-11-22": ["10:00", "11:00"]}},
		"branches": {"MX": {"officeHours": {"default": ["10:00", "24:00"]}},
			"CG": {"officeHours": {"dated": {"2026-12-31": ["08:30", "16:00"]}}}}})");
	CHECK(hours(own, "HZ", "2026-11-20") == "480-1050");
	CHECK(hours(own, "HZ", "2026-11-21") == "540-960");
	CHECK(hours(own, "HZ", "2026-11-22") == "closed"); // hours do not open a closed day
	CHECK(hours(own, "MX", "2026-11-21") == "600-1440");
	CHECK(hours(own, "MX", "2026-12-31") == "510-720"); // the company's dated exception wins over the usual day
	CHECK(hours(own, "CG", "2026-12-31") == "510-960");
	CHECK(hours(own, "CG", "2027-12-31") == "510-720");
	CHECK(own.version() != with(R"({"base": "every_day", "closed": ["2026-11-22"]})").version());
}

TEST_CASE("a date beyond the calendar data is not known for certain")
{
	const auto calendar = Calendar::shipped();
	CHECK(*calendar.isKnown("HZ", "2026-12-31"));
	CHECK_FALSE(*calendar.isKnown("HZ", "2027-01-04"));
	CHECK(*with(R"({"open": ["2027-01-04"]})").isKnown("HZ", "2027-01-04"));
	CHECK(*with(R"({"base": "every_day"})").isKnown("HZ", "2027-01-04"));
}

TEST_CASE("calendar settings, data and dates that cannot be are refused")
{
	const auto state = StateCalendar::shipped();
	const auto pointer = [&](const char* settings) {
		const auto made = Calendar::create(*state, json::parse(settings));
		return made ? std::string() : std::string(made.error().param("pointer"));
	};
	CHECK(pointer(R"([])") == "/");
	CHECK(pointer(R"({"base": "moon"})") == "/base");
	CHECK(pointer(R"({"closed": ["2026-02-30"]})") == "/closed/0");
	CHECK(pointer(R"({"closed": [1]})") == "/closed/0");
	CHECK(pointer(R"({"closed": ["02-29"], "open": ["05-01", "13-01"]})") == "/open/1");
	CHECK(pointer(R"({"closed": ["2026-05-01"], "open": ["2026-05-01"]})") == "/open/0");
	CHECK(pointer(R"({"branches": {"HZ": {"open": 1}}})") == "/branches/HZ/open");
	CHECK(pointer(R"({"officeHours": []})") == "/officeHours");
	CHECK(pointer(R"({"officeHours": {"default": ["18:00", "08:30"]}})") == "/officeHours/default");
	CHECK(pointer(R"({"officeHours": {"default": ["08:60", "18:00"]}})") == "/officeHours/default");
	CHECK(pointer(R"({"officeHours": {"usual": ["08:30", "18:00"]}})") == "/officeHours/usual");
	CHECK(pointer(R"({"officeHours": {"weekdays": {"8": ["08:30", "18:00"]}}})") == "/officeHours/weekdays/8");
	CHECK(pointer(R"({"officeHours": {"dated": {"2026-02-30": ["08:30", "18:00"]}}})") ==
	      "/officeHours/dated/2026-02-30");
	CHECK(pointer(R"({"branches": {"HZ": {"officeHours": {"default": 1}}}})") == "/branches/HZ/officeHours/default");

	const auto calendar = Calendar::shipped();
	for (const auto* date : {"", "2026-2-01", "2026-02-29", "2026-02-01 ", "2026/02/01", "二〇二六"})
		CHECK(plus(calendar, "HZ", date, 1) == "calendar.date_invalid");
	CHECK(plus(calendar, "HZ", "2026-02-01", -1) == "calendar.days_invalid");
	CHECK(plus(calendar, "HZ", "2026-02-01", 3661) == "calendar.days_invalid");

	for (const auto* data : {"", "{}", R"({"from": "2026-01-01", "to": "2025-12-31", "holidays": {}, "workdays": {}})",
	                         R"({"from": "2026-01-01", "to": "2026-12-31", "holidays": {"x": {}}, "workdays": {}})"})
	{
		const auto parsed = StateCalendar::parse(data);
		REQUIRE_FALSE(parsed);
		CHECK(parsed.error().code == "calendar.data_invalid");
	}
}

TEST_CASE("the next year's notice can be put into the data folder")
{
	const auto folder = std::filesystem::temp_directory_path() / "erphost_calendar_test";
	std::filesystem::remove_all(folder);
	std::filesystem::create_directories(folder / "calendars");
	CHECK(StateCalendar::newest(folder)->source() == StateCalendar::shipped()->source());
	const auto write = [&](const char* text) { REQUIRE(replaceFile(folder / "calendars" / "cn.json", text)); };
	write(
		R"({"from": "2025-01-01", "to": "2027-12-31", "source": "notice", "holidays": {"2027-01-01": {}}, "workdays": {}})");
	const auto newer = StateCalendar::newest(folder);
	REQUIRE(newer);
	CHECK(plus(*Calendar::create(*newer, json::object()), "HZ", "2026-12-31", 1) == "2027-01-04");
	write(R"({"from": "2020-01-01", "to": "2020-12-31", "source": "old", "holidays": {}, "workdays": {}})");
	CHECK(StateCalendar::newest(folder)->source() == StateCalendar::shipped()->source());
	write("damaged");
	CHECK_FALSE(StateCalendar::newest(folder));
	std::filesystem::remove_all(folder);
}
