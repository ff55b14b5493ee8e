#include "rules/JsonReader.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace survey {

using nlohmann::json;

namespace {

constexpr std::size_t kLongestText = 500;

} // namespace

JsonReader::JsonReader(const json& value, std::string pointer, Problems& problems,
                       std::initializer_list<std::string_view> members):
	_value(value),
	_pointer(std::move(pointer)), _problems(problems)
{
	if (!_value.is_object())
	{
		wrongType("", "对象", "an object");
		return;
	}
	for (const auto& member : _value.items())
		if (std::find(members.begin(), members.end(), member.key()) == members.end())
			complain("", "member", "没有这个字段：" + member.key(), "There is no such member: " + member.key());
}

const json* JsonReader::find(std::string_view member) const
{
	if (!_value.is_object()) return nullptr;
	const auto found = _value.find(std::string(member));
	return found == _value.end() || found->is_null() ? nullptr : &*found;
}

std::string JsonReader::text(std::string_view member, std::size_t maximum, bool required)
{
	const json* value = find(member);
	if (!value)
	{
		if (required) complain(member, "missing", "请填写", "This is missing");
		return {};
	}
	if (!value->is_string())
	{
		wrongType(member, "文字", "a text");
		return {};
	}
	const auto& text = value->get_ref<const std::string&>();
	if (text.find_first_not_of(" \t\r\n") == std::string::npos)
		complain(member, "missing", "不能为空", "This must not be empty");
	if (text.size() > maximum)
		complain(member, "length", "太长，最多 " + std::to_string(maximum) + " 字节",
		         "Too long: at most " + std::to_string(maximum) + " bytes");
	return text;
}

std::optional<Text> JsonReader::bilingual(std::string_view member, bool required)
{
	const json* value = find(member);
	if (!value)
	{
		if (required) complain(member, "missing", "请填写中文和英文", "Chinese and English are needed");
		return std::nullopt;
	}
	JsonReader reader(*value, at(member), _problems, {"zh", "en"});
	if (!reader.isObject()) return std::nullopt;
	Text text;
	text.zh = reader.text("zh", kLongestText, true);
	text.en = reader.text("en", kLongestText, true);
	return text;
}

bool JsonReader::boolean(std::string_view member, bool fallback)
{
	return optionalBoolean(member).value_or(fallback);
}

std::optional<bool> JsonReader::optionalBoolean(std::string_view member)
{
	const json* value = find(member);
	if (!value) return std::nullopt;
	if (value->is_boolean()) return value->get<bool>();
	wrongType(member, "true 或 false", "true or false");
	return std::nullopt;
}

std::optional<std::int64_t> JsonReader::integer(std::string_view member)
{
	const json* value = find(member);
	if (!value) return std::nullopt;
	const bool fits =
		value->is_number_integer() &&
		(!value->is_number_unsigned() ||
	     value->get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
	if (fits) return value->get<std::int64_t>();
	wrongType(member, "整数", "a whole number");
	return std::nullopt;
}

std::vector<std::string> JsonReader::texts(std::string_view member, std::size_t maximum)
{
	std::vector<std::string> texts;
	for (const auto& value : list(member, maximum, false))
	{
		if (!value.is_string())
		{
			wrongType(member, "文字的列表", "a list of texts");
			return {};
		}
		texts.push_back(value.get<std::string>());
	}
	return texts;
}

const json& JsonReader::list(std::string_view member, std::size_t maximum, bool required)
{
	static const json kNone = json::array();
	const json* value = find(member);
	if (!value)
	{
		if (required) complain(member, "missing", "请填写", "This is missing");
		return kNone;
	}
	if (!value->is_array())
	{
		wrongType(member, "列表", "a list");
		return kNone;
	}
	if (value->size() > maximum)
	{
		complain(member, "length", "太多，最多 " + std::to_string(maximum) + " 项",
		         "Too many: at most " + std::to_string(maximum));
		return kNone;
	}
	return *value;
}

void JsonReader::complain(std::string_view member, std::string code, std::string zh, std::string en)
{
	_problems.push_back({member.empty() ? _pointer : at(member), std::move(code), Text{std::move(zh), std::move(en)}});
}

void JsonReader::wrongType(std::string_view member, const char* zh, const char* en)
{
	complain(member, "type", std::string("应为") + zh, std::string("This must be ") + en);
}

} // namespace survey
