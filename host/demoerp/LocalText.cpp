#include "host/demoerp/LocalText.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>

namespace erphost::demoerp {

namespace {

date::year_month_day civil(LocalSeconds t)
{
	return date::year_month_day{date::local_days(date::days(t / kDay))};
}

void put2(char* at, std::int64_t value)
{
	at[0] = static_cast<char>('0' + value / 10 % 10);
	at[1] = static_cast<char>('0' + value % 10);
}

void putDate(char* at, LocalSeconds t)
{
	const auto ymd = civil(t);
	const int year = static_cast<int>(ymd.year());
	put2(at, year / 100);
	put2(at + 2, year % 100);
	put2(at + 5, static_cast<unsigned>(ymd.month()));
	put2(at + 8, static_cast<unsigned>(ymd.day()));
}

void putTime(char* at, LocalSeconds t)
{
	const auto rest = t % kDay;
	put2(at, rest / kHour);
	put2(at + 3, rest / kMinute % 60);
	put2(at + 6, rest % 60);
}

} // namespace

LocalSeconds localSecondsOf(const calendar::LocalTime& t)
{
	const date::year_month_day ymd{date::year(t.year), date::month(static_cast<unsigned>(t.month)),
	                               date::day(static_cast<unsigned>(t.day))};
	return LocalSeconds{date::local_days(ymd).time_since_epoch().count()} * kDay + t.hour * kHour + t.minute * kMinute +
	       t.second;
}

std::string dateText(LocalSeconds t)
{
	std::string text = "0000-00-00";
	putDate(text.data(), t);
	return text;
}

std::string compactDate(LocalSeconds t)
{
	auto text = dateText(t);
	std::erase(text, '-');
	return text;
}

std::string timeText(LocalSeconds t)
{
	std::string text = "00:00:00";
	putTime(text.data(), t);
	return text;
}

std::string dateTimeText(LocalSeconds t)
{
	std::string text = "0000-00-00 00:00:00";
	putDate(text.data(), t);
	putTime(text.data() + 11, t);
	return text;
}

int monthOf(LocalSeconds t)
{
	return static_cast<int>(static_cast<unsigned>(civil(t).month()));
}

int weekdayOf(LocalSeconds t)
{
	return static_cast<int>(date::weekday(date::local_days(date::days(t / kDay))).c_encoding());
}

LocalSeconds monthsBefore(LocalSeconds t, int months)
{
	const auto ymd = civil(t);
	const auto month = date::year_month(ymd.year(), ymd.month()) - date::months(months);
	const auto day = std::min(ymd.day(), date::day(28));
	return LocalSeconds{date::local_days(month / day).time_since_epoch().count()} * kDay;
}

std::string padded(std::string text, std::size_t characters)
{
	const auto have = static_cast<std::size_t>(
		std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
	if (have < characters) text.append(characters - have, ' ');
	return text;
}

std::string moneyText(std::int64_t fen)
{
	return fmt::format("{}{}.{:02}", fen < 0 ? "-" : "", std::abs(fen) / 100, std::abs(fen) % 100);
}

} // namespace erphost::demoerp
