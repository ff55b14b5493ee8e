#include "host/packages/Screens.hpp"

#include "host/packages/Manifest.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace erphost::packages {

using nlohmann::json;

namespace {

/// A check looks at one value, and says below it what is wrong; '' for the value itself, nullopt if it is right.
using Wrong = std::optional<std::string>;

constexpr std::size_t kMostScreens = 20;
constexpr std::size_t kMostMembers = 60; ///< columns, fields, filters, forms, choices

Wrong here()
{
	return std::string();
}

bool isText(const json& value, std::size_t most)
{
	return value.is_string() && !value.get_ref<const std::string&>().empty() &&
	       value.get_ref<const std::string&>().size() <= most;
}

/// A name that the console uses as a member of rows and bodies: "dueOn".
bool isName(const json& value)
{
	if (!isText(value, 64)) return false;
	const auto& text = value.get_ref<const std::string&>();
	return std::all_of(text.begin(), text.end(), [](char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
	});
}

/// Below the plugin's own mount, and nowhere else.
bool isPath(const json& value)
{
	if (!isText(value, 200)) return false;
	const auto& text = value.get_ref<const std::string&>();
	const auto good = [](char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
		       c == '/' || c == '{' || c == '}';
	};
	return text.front() == '/' && text.find("//") == std::string::npos && std::all_of(text.begin(), text.end(), good);
}

Wrong titles(const json& value)
{
	if (!value.is_object() || value.size() != 2) return here();
	for (const char* language : {"zh", "en"})
		if (!value.contains(language) || !isText(value[language], 400)) return here();
	return std::nullopt;
}

Wrong names(const json& value)
{
	if (!value.is_array() || value.size() > kMostMembers) return here();
	return std::all_of(value.begin(), value.end(), isName) ? std::nullopt : here();
}

Wrong choices(const json& value)
{
	if (!value.is_object() || value.empty() || value.size() > kMostMembers) return here();
	for (const auto& [name, text] : value.items())
		if (titles(text)) return "/" + name;
	return std::nullopt;
}

Wrong flag(const json& value)
{
	return value.is_boolean() ? std::nullopt : here();
}

Wrong name(const json& value)
{
	return isName(value) ? std::nullopt : here();
}

Wrong path(const json& value)
{
	return isPath(value) ? std::nullopt : here();
}

Wrong kind(const json& value)
{
	static const std::set<std::string> kKinds = {"text",  "area",    "number", "money", "day",
	                                             "month", "instant", "branch", "check"};
	return value.is_string() && kKinds.count(value.get<std::string>()) ? std::nullopt : here();
}

Wrong schema(const json& value)
{
	return value.is_object() ? std::nullopt : here();
}

/// In which rows a form stands: field → the values.
Wrong shown(const json& value)
{
	if (!value.is_object() || value.empty()) return here();
	for (const auto& [field, values] : value.items())
		if (!isName(field) || !values.is_array() || values.empty()) return "/" + field;
	return std::nullopt;
}

struct Member
{
	const char* name;
	bool needed;
	Wrong (*check)(const json&);
};

/// An object with these members and no others.
template <std::size_t N>
Wrong object(const json& value, const Member (&members)[N])
{
	if (!value.is_object()) return here();
	for (const auto& member : members)
	{
		if (!value.contains(member.name))
		{
			if (member.needed) return std::string("/") + member.name;
			continue;
		}
		if (const auto wrong = member.check(value[member.name])) return std::string("/") + member.name + *wrong;
	}
	for (const auto& given : value.items())
		if (std::none_of(std::begin(members), std::end(members),
		                 [&](const Member& member) { return given.key() == member.name; }))
			return "/" + given.key();
	return std::nullopt;
}

/// Objects whose `key` is unique among them.
template <std::size_t N>
Wrong objects(const json& value, const char* key, const Member (&members)[N])
{
	if (!value.is_array() || value.size() > kMostMembers) return here();
	std::set<std::string> seen;
	for (std::size_t i = 0; i < value.size(); ++i)
	{
		const std::string place = "/" + std::to_string(i);
		if (const auto wrong = object(value[i], members)) return place + *wrong;
		if (!seen.insert(value[i][key].get<std::string>()).second) return place + "/" + key;
	}
	return std::nullopt;
}

Wrong columns(const json& value)
{
	static const Member kColumn[] = {{"field", true, name},
	                                 {"title", true, titles},
	                                 {"kind", false, kind},
	                                 {"choices", false, choices},
	                                 {"sort", false, flag}};
	return value.empty() ? here() : objects(value, "field", kColumn);
}

Wrong filters(const json& value)
{
	static const Member kFilter[] = {
		{"field", true, name}, {"title", true, titles}, {"kind", false, kind}, {"choices", false, choices}};
	return objects(value, "field", kFilter);
}

Wrong list(const json& value)
{
	static const Member kList[] = {
		{"path", true, path}, {"key", false, name}, {"columns", true, columns}, {"filters", false, filters}};
	return object(value, kList);
}

Wrong fields(const json& value)
{
	static const Member kField[] = {{"name", true, name},   {"title", true, titles},     {"required", false, flag},
	                                {"kind", false, kind},  {"choices", false, choices}, {"schema", false, schema},
	                                {"help", false, titles}};
	return objects(value, "name", kField);
}

Wrong forms(const json& value)
{
	static const Member kForm[] = {{"name", true, name},    {"title", true, titles}, {"lead", false, titles},
	                               {"roles", false, names}, {"path", true, path},    {"row", false, flag},
	                               {"shown", false, shown}, {"fields", true, fields}};
	return objects(value, "name", kForm);
}

} // namespace

std::optional<std::string> wrongScreen(const json& screens)
{
	static const Member kScreen[] = {{"name", true, name},   {"title", true, titles}, {"lead", false, titles},
	                                 {"roles", true, names}, {"list", true, list},    {"forms", false, forms}};
	if (screens.is_array() && screens.size() > kMostScreens) return "screens";
	const auto wrong = objects(screens, "name", kScreen);
	if (!wrong) return std::nullopt;
	return "screens" + *wrong;
}

} // namespace erphost::packages
