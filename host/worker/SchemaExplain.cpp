#include "host/worker/SchemaExplain.hpp"

#include <algorithm>
#include <limits>

namespace erphost::worker {

using nlohmann::json;

namespace {

const json kNothing;

const json& part(const json& schema, const char* keyword)
{
	if (!schema.is_object()) return kNothing;
	const auto found = schema.find(keyword);
	return found == schema.end() ? kNothing : *found;
}

/// Characters, not bytes: JSON Schema counts code points.
std::size_t characters(std::string_view text)
{
	return static_cast<std::size_t>(
		std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool isOfType(const json& value, const std::string& type)
{
	if (type == "string") return value.is_string();
	if (type == "integer") return value.is_number_integer();
	if (type == "number") return value.is_number();
	if (type == "boolean") return value.is_boolean();
	if (type == "object") return value.is_object();
	if (type == "array") return value.is_array();
	return type != "null" || value.is_null();
}

std::string plain(const json& value)
{
	return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string joined(const json& values)
{
	std::string text;
	for (const auto& value : values) text += (text.empty() ? "" : ", ") + plain(value);
	return text;
}

void checkObject(const json& schema, const json& value, const std::string& pointer, std::vector<FieldError>& errors)
{
	if (const auto& required = part(schema, "required"); required.is_array())
		for (const auto& name : required)
			if (name.is_string() && !value.contains(name.get<std::string>()))
				errors.push_back({pointerTo(pointer, name.get<std::string>()),
				                  permanent("field.required", "a member is missing").with("name", name)});
	if (part(schema, "additionalProperties") != json(false) || part(schema, "patternProperties").is_object()) return;
	const auto& properties = part(schema, "properties");
	for (const auto& [name, member] : value.items())
		if (!properties.is_object() || !properties.contains(name))
			errors.push_back(
				{pointerTo(pointer, name), permanent("field.unknown", "a member is not known").with("name", name)});
}

void checkString(const json& schema, const std::string& value, const std::string& pointer,
                 std::vector<FieldError>& errors)
{
	const auto length = characters(value);
	if (const auto& minimum = part(schema, "minLength"); minimum.is_number() && length < minimum.get<std::size_t>())
		errors.push_back(
			{pointer, permanent("field.too_short", "a text is too short").with("minimum", minimum.dump())});
	if (const auto& maximum = part(schema, "maxLength"); maximum.is_number() && length > maximum.get<std::size_t>())
		errors.push_back({pointer, permanent("field.too_long", "a text is too long").with("maximum", maximum.dump())});
}

void checkNumber(const json& schema, const json& value, const std::string& pointer, std::vector<FieldError>& errors)
{
	const auto number = value.get<double>();
	if (const auto& minimum = part(schema, "minimum"); minimum.is_number() && number < minimum.get<double>())
		errors.push_back(
			{pointer, permanent("field.too_small", "a number is too small").with("minimum", minimum.dump())});
	if (const auto& maximum = part(schema, "maximum"); maximum.is_number() && number > maximum.get<double>())
		errors.push_back({pointer, permanent("field.too_big", "a number is too big").with("maximum", maximum.dump())});
}

void checkArray(const json& schema, const json& value, const std::string& pointer, std::vector<FieldError>& errors)
{
	const auto& minimum = part(schema, "minItems");
	const auto& maximum = part(schema, "maxItems");
	if ((minimum.is_number() && value.size() < minimum.get<std::size_t>()) ||
	    (maximum.is_number() && value.size() > maximum.get<std::size_t>()))
		errors.push_back({pointer, permanent("field.count", "wrong number of items")
		                               .with("minimum", minimum.is_number() ? minimum.dump() : "0")
		                               .with("maximum", maximum.is_number() ? maximum.dump() : "∞")});
	if (part(schema, "uniqueItems") != json(true)) return;
	for (std::size_t i = 0; i < value.size(); ++i)
		if (std::find(value.begin() + static_cast<json::difference_type>(i) + 1, value.end(), value[i]) != value.end())
		{
			errors.push_back({pointer, permanent("field.repeated", "an item stands there twice")});
			return;
		}
}

void walk(const json& schema, const json& value, const std::string& pointer, const SchemaVisitor& visit)
{
	visit(schema, value, pointer);
	if (value.is_object())
	{
		const auto& properties = part(schema, "properties");
		const auto& others = part(schema, "additionalProperties");
		for (const auto& [name, member] : value.items())
		{
			const auto known = properties.is_object() ? properties.find(name) : properties.end();
			const bool isKnown = properties.is_object() && known != properties.end();
			walk(isKnown ? *known : others.is_object() ? others : kNothing, member, pointerTo(pointer, name), visit);
		}
	}
	else if (value.is_array())
	{
		const auto& items = part(schema, "items");
		for (std::size_t i = 0; i < value.size(); ++i)
			walk(items.is_object() ? items : kNothing, value[i], pointer + "/" + std::to_string(i), visit);
	}
}

} // namespace

std::string pointerTo(const std::string& parent, std::string_view member)
{
	std::string pointer = parent + "/";
	for (const char c : member)
	{
		if (c == '~') pointer += "~0";
		else if (c == '/') pointer += "~1";
		else pointer += c;
	}
	return pointer;
}

void walkSchema(const json& schema, const json& document, const SchemaVisitor& visit)
{
	walk(schema, document, "", visit);
}

void explainValue(const json& schema, const json& value, const std::string& pointer, std::vector<FieldError>& errors)
{
	if (const auto& type = part(schema, "type"); !type.is_null())
	{
		const auto types = type.is_array() ? type : json::array({type});
		const bool fits = std::any_of(types.begin(), types.end(), [&](const json& one) {
			return one.is_string() && isOfType(value, one.get<std::string>());
		});
		if (!fits)
		{
			errors.push_back({pointer, permanent("field.type", "wrong type").with("expected", joined(types))});
			return;
		}
	}
	if (const auto& choice = part(schema, "enum");
	    choice.is_array() && std::find(choice.begin(), choice.end(), value) == choice.end())
		errors.push_back(
			{pointer, permanent("field.choice", "not one of the choices").with("allowed", joined(choice))});
	if (const auto& only = part(schema, "const"); !only.is_null() && only != value)
		errors.push_back({pointer, permanent("field.choice", "not one of the choices").with("allowed", plain(only))});
	if (value.is_object()) checkObject(schema, value, pointer, errors);
	if (value.is_string()) checkString(schema, value.get_ref<const std::string&>(), pointer, errors);
	if (value.is_number()) checkNumber(schema, value, pointer, errors);
	if (value.is_array()) checkArray(schema, value, pointer, errors);
}

} // namespace erphost::worker
