#include "host/sync/Conversion.hpp"

#include "host/sync/DateTimeText.hpp"

#include <algorithm>
#include <charconv>

namespace erphost::sync {

namespace {

constexpr std::string_view kIdeographicSpace = "\xE3\x80\x80";

FieldValue nothing()
{
	return {};
}
FieldValue ofText(std::string_view text)
{
	return {FieldValue::Kind::text, 0, text, {}};
}
FieldValue ofNumber(std::int64_t number)
{
	return {FieldValue::Kind::number, number, {}, {}};
}
FieldValue ofKind(FieldValue::Kind kind)
{
	return {kind, 0, {}, {}};
}

std::string_view bare(std::string_view text)
{
	text = withoutPadding(text);
	while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
	return text;
}

bool digitsOnly(std::string_view text)
{
	return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

std::string_view withoutPadding(std::string_view text)
{
	for (;;)
	{
		if (text.ends_with(' ') || text.ends_with('\0')) text.remove_suffix(1);
		else if (text.ends_with(kIdeographicSpace)) text.remove_suffix(kIdeographicSpace.size());
		else return text;
	}
}

bool canonicalDecimal(std::string_view text, std::string& out)
{
	out.clear();
	bool negative = false;
	if (!text.empty() && (text.front() == '+' || text.front() == '-'))
	{
		negative = text.front() == '-';
		text.remove_prefix(1);
	}
	int exponent = 0;
	if (const auto e = text.find_first_of("eE"); e != std::string_view::npos)
	{
		auto power = text.substr(e + 1);
		if (power.starts_with('+')) power.remove_prefix(1);
		const auto end = std::from_chars(power.data(), power.data() + power.size(), exponent);
		if (end.ec != std::errc() || end.ptr != power.data() + power.size() || exponent < -60 || exponent > 60)
			return false;
		text = text.substr(0, e);
	}
	const auto point = text.find('.');
	std::string whole(text.substr(0, point));
	std::string fraction(point == std::string_view::npos ? "" : text.substr(point + 1));
	if ((whole.empty() && fraction.empty()) || !digitsOnly(whole) || !digitsOnly(fraction)) return false;
	for (; exponent > 0; --exponent)
	{
		whole += fraction.empty() ? '0' : fraction.front();
		if (!fraction.empty()) fraction.erase(0, 1);
	}
	for (; exponent < 0; ++exponent)
	{
		fraction.insert(0, 1, whole.empty() ? '0' : whole.back());
		if (!whole.empty()) whole.pop_back();
	}
	whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
	const bool zero = whole.empty() && fraction.find_first_not_of('0') == std::string::npos;
	if (negative && !zero) out += '-';
	out += whole.empty() ? "0" : whole;
	if (!fraction.empty()) out.append(".").append(fraction);
	return true;
}

bool parseInteger(std::string_view text, std::int64_t& out)
{
	if (text.starts_with('+')) text.remove_prefix(1);
	if (const auto point = text.find('.'); point != std::string_view::npos)
	{
		if (text.find_first_not_of('0', point + 1) != std::string_view::npos) return false;
		text = text.substr(0, point);
	}
	const auto end = std::from_chars(text.data(), text.data() + text.size(), out);
	return end.ec == std::errc() && end.ptr == text.data() + text.size() && !text.empty();
}

FieldValue Conversion::coded(std::string_view text)
{
	if (_map->codes.empty()) return ofText(text);
	const auto code = _map->trim ? text : withoutPadding(text);
	if (const auto found = _map->codes.find(code); found != _map->codes.end()) return ofText(found->second);
	if (code.empty()) return nothing(); // an empty code says nothing, it is not an unknown one
	switch (_map->otherwise)
	{
	case Otherwise::keep: return ofText(code);
	case Otherwise::null: return nothing();
	case Otherwise::refuse: break;
	}
	return ofKind(FieldValue::Kind::refused);
}

FieldValue Conversion::instant(const ErpCell& dateCell, const ErpCell& timeCell)
{
	DateTime value;
	if (dateCell.null) return nothing();
	const auto kind = parseDateTime(dateCell.text, value);
	if (kind == DateTimeKind::empty) return nothing();
	const bool split = !_map->date.empty();
	_twin.assign(bare(dateCell.text));
	auto finished = kind;
	if (split && kind == DateTimeKind::value && !_map->time.empty())
	{
		if (!timeCell.null && !bare(timeCell.text).empty())
		{
			_twin.append(" ").append(bare(timeCell.text));
			if (parseTime(timeCell.text, value) == DateTimeKind::unreadable) finished = DateTimeKind::unreadable;
		}
	}
	if (finished == DateTimeKind::unreadable) return {FieldValue::Kind::unreadable, 0, {}, _twin};
	if (_map->as == As::timestamp)
	{
		_scratch = value.timestampText();
		return ofText(_scratch);
	}
	if (_map->as == As::date)
	{
		_scratch = value.dateText();
		return ofText(_scratch);
	}
	auto seconds = value.localSeconds();
	if (value.offsetSeconds) seconds -= *value.offsetSeconds;
	else if (_map->as == As::local) seconds = _zone->toUtcSeconds(seconds);
	return {FieldValue::Kind::number, seconds * 1000 + value.micros / 1000, {}, _twin};
}

FieldValue Conversion::convert(const ErpCell& first, const ErpCell& second)
{
	if (_map->fixed)
	{
		std::int64_t number = 0;
		if (_map->as == As::integer || _map->as == As::boolean)
			return parseInteger(*_map->fixed, number) ? ofNumber(number) : ofKind(FieldValue::Kind::unreadable);
		return ofText(*_map->fixed);
	}
	if (first.null) return nothing();
	switch (_map->as)
	{
	case As::text: return coded(_map->trim ? withoutPadding(first.text) : first.text);
	case As::date:
	case As::timestamp:
	case As::local:
	case As::utc: return instant(first, second);
	default: break;
	}
	const auto text = bare(first.text);
	if (text.empty()) return nothing();
	if (_map->as == As::integer)
	{
		std::int64_t number = 0;
		return parseInteger(text, number) ? ofNumber(number) : ofKind(FieldValue::Kind::unreadable);
	}
	if (_map->as == As::decimal)
		return canonicalDecimal(text, _scratch) ? ofText(_scratch) : ofKind(FieldValue::Kind::unreadable);
	if (!_map->trueValues.empty())
		return ofNumber(std::find(_map->trueValues.begin(), _map->trueValues.end(), text) != _map->trueValues.end());
	constexpr std::string_view kTrue[] = {"1", "true", "t", "T", "y", "Y", "yes", "TRUE", "True", "是", "-1"};
	return ofNumber(std::find(std::begin(kTrue), std::end(kTrue), text) != std::end(kTrue));
}

} // namespace erphost::sync
