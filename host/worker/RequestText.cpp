#include "host/worker/RequestText.hpp"

#include <charconv>

namespace erphost::worker {

using nlohmann::json;

namespace {

constexpr int kDeepest = 32;
constexpr std::size_t kMostQueryParameters = 100;

bool isText(std::string_view text)
{
	if (text.find('\0') != std::string_view::npos) return false;
	for (std::size_t i = 0; i < text.size();)
	{
		const auto lead = static_cast<unsigned char>(text[i]);
		const std::size_t length = lead < 0x80                   ? 1
		                           : lead >= 0xC2 && lead < 0xE0 ? 2
		                           : lead >= 0xE0 && lead < 0xF0 ? 3
		                           : lead >= 0xF0 && lead < 0xF5 ? 4
		                                                         : 0;
		if (length == 0 || i + length > text.size()) return false;
		for (std::size_t k = 1; k < length; ++k)
			if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
		const auto second = length > 1 ? static_cast<unsigned char>(text[i + 1]) : 0x80;
		if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
		    (lead == 0xF4 && second > 0x8F))
			return false;
		i += length;
	}
	return true;
}

int hexDigit(char c)
{
	if (c >= '0' && c <= '9') return c - '0';
	if (c >= 'a' && c <= 'f') return c - 'a' + 10;
	if (c >= 'A' && c <= 'F') return c - 'A' + 10;
	return -1;
}

template <typename Number>
std::optional<Number> number(const std::string& text)
{
	Number value{};
	const auto* end = text.data() + text.size();
	const auto [rest, problem] = std::from_chars(text.data(), end, value);
	if (problem != std::errc() || rest != end) return std::nullopt;
	return value;
}

json convertOne(const json& value, const json& schema)
{
	if (!value.is_string() || !schema.is_object()) return value;
	const auto& text = value.get_ref<const std::string&>();
	const auto type = schema.value("type", json());
	const auto wants = [&](const char* name) {
		return type == name || (type.is_array() && std::find(type.begin(), type.end(), name) != type.end());
	};
	if (wants("integer"))
		if (const auto integer = number<std::int64_t>(text)) return *integer;
	if (wants("number"))
		if (const auto real = number<double>(text)) return *real;
	if (wants("boolean") && (text == "true" || text == "1")) return true;
	if (wants("boolean") && (text == "false" || text == "0")) return false;
	return value;
}

} // namespace

std::optional<std::string> percentDecode(std::string_view text, bool plusIsSpace)
{
	std::string decoded;
	decoded.reserve(text.size());
	for (std::size_t i = 0; i < text.size(); ++i)
	{
		if (text[i] == '+' && plusIsSpace) decoded += ' ';
		else if (text[i] != '%') decoded += text[i];
		else
		{
			if (i + 2 >= text.size()) return std::nullopt;
			const int high = hexDigit(text[i + 1]);
			const int low = hexDigit(text[i + 2]);
			if (high < 0 || low < 0) return std::nullopt;
			decoded += static_cast<char>(high * 16 + low);
			i += 2;
		}
	}
	if (!isText(decoded)) return std::nullopt;
	return decoded;
}

Result<json> parseQuery(std::string_view query)
{
	json parsed = json::object();
	for (std::size_t count = 0; !query.empty(); ++count)
	{
		if (count == kMostQueryParameters)
			return permanent("request.malformed", "too many query parameters").with("part", "query");
		const auto item = query.substr(0, query.find('&'));
		query.remove_prefix(std::min(query.size(), item.size() + 1));
		if (item.empty()) continue;
		const auto equals = item.find('=');
		const auto name = percentDecode(item.substr(0, equals), true);
		const auto value = equals == std::string_view::npos ? std::optional<std::string>("")
		                                                    : percentDecode(item.substr(equals + 1), true);
		if (!name || !value)
			return permanent("request.malformed", "a query parameter is not text")
			    .with("part", name ? "query: " + *name : "query");
		auto& slot = parsed[*name];
		if (slot.is_null()) slot = *value;
		else if (slot.is_array()) slot.push_back(*value);
		else slot = json::array({slot, *value});
	}
	return parsed;
}

json convertQuery(json query, const json& schema)
{
	if (!query.is_object() || !schema.is_object() || !schema.contains("properties")) return query;
	for (auto& [name, value] : query.items())
	{
		const auto property = schema["properties"].find(name);
		if (property == schema["properties"].end() || !property->is_object()) continue;
		if (property->value("type", json()) == "array")
		{
			if (!value.is_array()) value = json::array({value});
			for (auto& item : value) item = convertOne(item, property->value("items", json::object()));
		}
		else value = convertOne(value, *property);
	}
	return query;
}

Result<json> parseBody(std::string_view body)
{
	int depth = 0;
	bool inText = false;
	for (std::size_t i = 0; i < body.size(); ++i)
	{
		const char c = body[i];
		if (inText)
		{
			if (c == '\\') ++i;
			else if (c == '"') inText = false;
		}
		else if (c == '"') inText = true;
		else if (c == '{' || c == '[')
		{
			if (++depth > kDeepest)
				return permanent("request.malformed", "the body nests too deeply").with("part", "body");
		}
		else if (c == '}' || c == ']') --depth;
	}
	try
	{
		return json::parse(body);
	}
	catch (const json::parse_error& problem)
	{
		return permanent("request.broken_json", "the body is not JSON").with("byte", std::to_string(problem.byte));
	}
	catch (const json::exception&)
	{
		// A number that no type holds.
		return permanent("request.broken_json", "the body is not JSON").with("byte", "0");
	}
}

} // namespace erphost::worker
