#include "host/sync/DateTimeText.hpp"

#include <date/date.h>
#include <fmt/format.h>

namespace erphost::sync {

namespace {

constexpr bool isDigit(char c)
{
	return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text)
{
	while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\0')) text.remove_suffix(1);
	while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
	return text;
}

/// Takes 1 to `maximum` digits from the front; -1 if there is none.
int takeNumber(std::string_view& text, std::size_t maximum)
{
	std::size_t n = 0;
	int value = 0;
	while (n < maximum && n < text.size() && isDigit(text[n])) value = value * 10 + (text[n++] - '0');
	text.remove_prefix(n);
	return n == 0 ? -1 : value;
}

/// Takes one separator: an ASCII character of `ascii`, or the given Chinese word.
bool take(std::string_view& text, std::string_view ascii, std::string_view word = {})
{
	if (!text.empty() && ascii.find(text.front()) != std::string_view::npos)
	{
		text.remove_prefix(1);
		return true;
	}
	if (!word.empty() && text.starts_with(word))
	{
		text.remove_prefix(word.size());
		return true;
	}
	return false;
}

std::size_t leadingDigits(std::string_view text)
{
	std::size_t n = 0;
	while (n < text.size() && isDigit(text[n])) ++n;
	return n;
}

bool validTime(const DateTime& t)
{
	return t.hour >= 0 && t.hour <= 23 && t.minute >= 0 && t.minute <= 59 && t.second >= 0 && t.second <= 59;
}

bool validDate(const DateTime& t)
{
	return t.year >= 1 && (date::year(t.year) / t.month / t.day).ok();
}

bool parseOffset(std::string_view text, DateTime& out)
{
	if (text == "Z" || text == "z")
	{
		out.offsetSeconds = 0;
		return true;
	}
	if (text.empty() || (text.front() != '+' && text.front() != '-')) return false;
	const int sign = text.front() == '-' ? -1 : 1;
	text.remove_prefix(1);
	const int hours = takeNumber(text, 2);
	take(text, ":");
	const int minutes = text.empty() ? 0 : takeNumber(text, 2);
	if (hours < 0 || hours > 15 || minutes < 0 || minutes > 59 || !text.empty()) return false;
	out.offsetSeconds = sign * (hours * 3600 + minutes * 60);
	return true;
}

/// The rest after hh:mm[:ss[.f]] must be an offset or nothing.
bool parseClock(std::string_view text, DateTime& out)
{
	const auto digits = leadingDigits(text);
	if (digits == 4 || digits == 6)
	{
		out.hour = takeNumber(text, 2);
		out.minute = takeNumber(text, 2);
		out.second = digits == 6 ? takeNumber(text, 2) : 0;
	}
	else
	{
		out.hour = takeNumber(text, 2);
		if (!take(text, ":", "时") && !take(text, "", "点")) return false;
		out.minute = takeNumber(text, 2);
		const bool chinese = take(text, "", "分");
		if (out.minute < 0) return false;
		if ((!chinese && take(text, ":")) || (chinese && !text.empty() && isDigit(text.front())))
		{
			out.second = takeNumber(text, 2);
			take(text, "", "秒");
		}
	}
	if (take(text, ".,"))
	{
		int scale = 100'000;
		std::size_t n = 0;
		for (; n < text.size() && isDigit(text[n]); ++n, scale /= 10) out.micros += (text[n] - '0') * scale;
		if (n == 0) return false;
		out.fractionDigits = static_cast<int>(std::min<std::size_t>(n, 6));
		text.remove_prefix(n);
	}
	out.hasTime = true;
	text = trimmed(text);
	return validTime(out) && (text.empty() || parseOffset(text, out));
}

} // namespace

std::int64_t daysFromCivil(int year, int month, int day)
{
	return date::sys_days(date::year(year) / month / day).time_since_epoch().count();
}

std::int64_t DateTime::localSeconds() const
{
	return daysFromCivil(year, month, day) * 86'400 + hour * 3600 + minute * 60 + second;
}

std::string DateTime::dateText() const
{
	return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::string DateTime::timestampText() const
{
	auto text = fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", year, month, day, hour, minute, second);
	if (fractionDigits > 0)
		text += fmt::format(".{:06}", micros).substr(0, static_cast<std::size_t>(fractionDigits) + 1);
	return text;
}

DateTimeKind parseDateTime(std::string_view text, DateTime& out)
{
	out = {};
	text = trimmed(text);
	// The form in which drivers hand out timestamps first: this is the hot path of every pull.
	bool zero = true;
	for (const char c : text)
		if (c != '0' && c != '-' && c != ':' && c != ' ' && c != '.' && c != '/')
		{
			zero = false;
			break;
		}
	if (zero) return DateTimeKind::empty;
	const auto digits = leadingDigits(text);
	if (digits == 8 || digits == 14 || digits == 12)
	{
		out.year = takeNumber(text, 4);
		out.month = takeNumber(text, 2);
		out.day = takeNumber(text, 2);
	}
	else
	{
		if (digits != 4) return DateTimeKind::unreadable;
		out.year = takeNumber(text, 4);
		if (!take(text, "-/.", "年")) return DateTimeKind::unreadable;
		out.month = takeNumber(text, 2);
		if (!take(text, "-/.", "月")) return DateTimeKind::unreadable;
		out.day = takeNumber(text, 2);
		take(text, "", "日");
	}
	if (!validDate(out)) return DateTimeKind::unreadable;
	take(text, "T");
	text = trimmed(text);
	if (text.empty()) return DateTimeKind::value;
	return parseClock(text, out) ? DateTimeKind::value : DateTimeKind::unreadable;
}

DateTimeKind parseTime(std::string_view text, DateTime& out)
{
	text = trimmed(text);
	if (text.empty()) return DateTimeKind::empty;
	// A time kept in a timestamp column comes with a date that means nothing.
	if (const auto blank = text.find(' '); blank != std::string_view::npos && blank >= 8)
		text = trimmed(text.substr(blank));
	DateTime clock;
	if (!parseClock(text, clock)) return DateTimeKind::unreadable;
	out.hour = clock.hour;
	out.minute = clock.minute;
	out.second = clock.second;
	out.micros = clock.micros;
	out.fractionDigits = clock.fractionDigits;
	out.hasTime = true;
	return DateTimeKind::value;
}

DateTime dateTimeOf(std::int64_t localSeconds)
{
	const std::int64_t days = localSeconds >= 0 ? localSeconds / 86'400 : (localSeconds - 86'399) / 86'400;
	const auto rest = static_cast<int>(localSeconds - days * 86'400);
	const date::year_month_day ymd{date::sys_days(date::days(static_cast<int>(days)))};
	DateTime out;
	out.year = static_cast<int>(ymd.year());
	out.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
	out.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
	out.hour = rest / 3600;
	out.minute = rest / 60 % 60;
	out.second = rest % 60;
	out.hasTime = true;
	return out;
}

} // namespace erphost::sync
