#include "Inputs.hpp"

#include <algorithm>
#include <limits>

namespace erphost::validator {

using nlohmann::json;

namespace {

/// Texts that programs trip over. Valid UTF-8 all of them.
const std::string kTexts[] = {"",
                              "a",
                              "01",
                              "2026-11-21",
                              "2026-02-30",
                              "0000-00-00",
                              "9999-12-31",
                              "2026-11",
                              "2026-13",
                              "勉县",
                              "' OR 1=1 --",
                              "%",
                              "{id}",
                              "../../x",
                              "[\"x\",\"y\"]",
                              "[1,\"y\"]",
                              "null",
                              "-1",
                              "99999999999999999999",
                              "1e309",
                              std::string("nul\0inside", 10),
                              "\xF0\x9F\x94\xA7\xE2\x80\xAE",
                              "<script>"};

constexpr std::size_t kLongest = 5'000;

std::size_t bound(const json& schema, const char* name, std::size_t fallback)
{
	const auto found = schema.find(name);
	if (found == schema.end() || !found->is_number()) return fallback;
	const double value = found->get<double>();
	return value < 0 ? 0 : value > 1e6 ? 1'000'000 : static_cast<std::size_t>(value);
}

std::size_t codePoints(const std::string& text)
{
	return static_cast<std::size_t>(
		std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

} // namespace

std::size_t Inputs::below(std::size_t count)
{
	return count == 0 ? 0 : static_cast<std::size_t>(_random() % count);
}

std::string Inputs::text(std::size_t least, std::size_t most)
{
	if (below(3) > 0)
		for (int tries = 0; tries < 8; ++tries)
		{
			const auto& chosen = kTexts[below(std::size(kTexts))];
			if (const auto length = codePoints(chosen); length >= least && length <= most) return chosen;
		}
	const std::size_t length = below(2) ? std::min(most, kLongest) : least;
	std::string made;
	for (std::size_t i = 0; i < length; ++i)
		made += below(4) ? std::string(1, static_cast<char>('a' + below(26))) : "县";
	return made;
}

std::string Inputs::pathPart()
{
	return below(2) ? std::to_string(1 + below(3)) : text(1, 60);
}

json Inputs::fitting(const json& schema)
{
	if (!schema.is_object()) return value(0);
	if (schema.contains("const")) return schema["const"];
	if (schema.contains("enum")) return schema["enum"][below(schema["enum"].size())];
	for (const char* choice : {"oneOf", "anyOf"})
		if (schema.contains(choice) && !schema[choice].empty())
			return fitting(schema[choice][below(schema[choice].size())]);
	json types = schema.value("type", json());
	if (types.is_array() && !types.empty()) types = types[below(types.size())];
	const std::string type = types.is_string()               ? types.get<std::string>()
	                         : schema.contains("properties") ? "object"
	                                                         : "";
	if (type == "object")
	{
		json made = json::object();
		const json required = schema.value("required", json::array());
		const json properties = schema.value("properties", json::object());
		for (const auto& [name, below_] : properties.items())
			if (std::find(required.begin(), required.end(), name) != required.end() || below(2))
				made[name] = fitting(below_);
		return made;
	}
	if (type == "array")
	{
		const std::size_t least = bound(schema, "minItems", 0);
		const std::size_t most = std::max(least, std::min<std::size_t>(bound(schema, "maxItems", 5), least + 5));
		json made = json::array();
		for (std::size_t i = least + below(most - least + 1); i > 0; --i)
			made.push_back(fitting(schema.value("items", json::object())));
		return made;
	}
	if (type == "string")
	{
		const std::size_t least = bound(schema, "minLength", 0);
		return text(least, std::max(least, bound(schema, "maxLength", kLongest)));
	}
	if (type == "integer" || type == "number")
	{
		const auto number = [&](const char* name, std::int64_t fallback) {
			const auto found = schema.find(name);
			return found != schema.end() && found->is_number_integer() ? found->get<std::int64_t>() : fallback;
		};
		const std::int64_t least = number("minimum", std::numeric_limits<std::int64_t>::min() / 2);
		const std::int64_t most = number("maximum", std::numeric_limits<std::int64_t>::max() / 2);
		const std::int64_t tries[] = {least, most, 0, 1, -1, least / 2 + most / 2};
		return std::clamp(tries[below(std::size(tries))], least, std::max(least, most));
	}
	if (type == "boolean") return below(2) == 0;
	if (type == "null") return nullptr;
	return value(0);
}

json Inputs::value(int depth)
{
	switch (below(depth > 3 ? 5 : 7))
	{
	case 0: return nullptr;
	case 1: return below(2) == 0;
	case 2: return static_cast<std::int64_t>(_random());
	case 3: return text(0, 200);
	case 4: return -0.5;
	case 5:
	{
		json made = json::array();
		for (std::size_t i = below(4); i > 0; --i) made.push_back(value(depth + 1));
		return made;
	}
	default: return wild();
	}
}

json Inputs::wild()
{
	json made = json::object();
	for (std::size_t i = below(6); i > 0; --i) made[kTexts[below(std::size(kTexts) - 3)]] = value(2);
	return made;
}

} // namespace erphost::validator
