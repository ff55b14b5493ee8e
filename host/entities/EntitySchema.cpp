#include "host/entities/EntitySchema.hpp"

#include "embedded/shipped_files.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace erphost::entities {

namespace {

constexpr std::pair<std::string_view, FieldType> kTypes[] = {
	{"text", FieldType::text},       {"code", FieldType::code},          {"integer", FieldType::integer},
	{"decimal", FieldType::decimal}, {"boolean", FieldType::boolean},    {"date", FieldType::date},
	{"instant", FieldType::instant}, {"timestamp", FieldType::timestamp}};

// Names that sync keeps for itself in every entity table.
const std::set<std::string, std::less<>> kReserved = {"branch_id", "erp_key",       "row_hash", "change_seq",
                                                      "watermark", "missing_scans", "deleted",  "seen_at"};

bool isName(std::string_view text)
{
	return !text.empty() && text.size() <= 48 && text[0] >= 'a' && text[0] <= 'z' &&
	       std::all_of(text.begin(), text.end(),
	                   [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::map<std::string, std::string> titles(const nlohmann::json& from)
{
	std::map<std::string, std::string> found;
	if (from.is_object())
		for (const auto& [language, text] : from.items())
			if (text.is_string()) found.emplace(language, text.get<std::string>());
	return found;
}

} // namespace

const EntityField* EntitySchema::field(std::string_view name) const
{
	for (const auto& candidate : fields)
		if (candidate.name == name) return &candidate;
	return nullptr;
}

Result<EntitySchema> EntitySchema::parse(std::string_view text, std::string_view file)
{
	const auto invalid = [&](std::string reason) {
		return misconfigured("entity.schema_invalid", "the schema of an entity is not usable: " + reason)
		    .with("file", std::string(file))
		    .with("reason", std::move(reason));
	};
	const auto json = nlohmann::json::parse(text, nullptr, false);
	if (!json.is_object()) return invalid("no JSON object");
	EntitySchema schema;
	if (!json.contains("entity") || !json["entity"].is_string()) return invalid("/entity");
	schema.entity = json["entity"].get<std::string>();
	if (!isName(schema.entity)) return invalid("/entity");
	schema.title = titles(json.value("title", nlohmann::json()));
	if (!json.contains("fields") || !json["fields"].is_object()) return invalid("/fields");
	for (const auto& [name, spec] : json["fields"].items())
	{
		const std::string pointer = "/fields/" + name;
		if (!isName(name) || kReserved.contains(name) || !spec.is_object()) return invalid(pointer);
		EntityField field;
		field.name = name;
		const auto wanted = spec.contains("type") && spec["type"].is_string() ? spec["type"].get<std::string>() : "";
		const auto* type =
			std::find_if(std::begin(kTypes), std::end(kTypes), [&](const auto& t) { return t.first == wanted; });
		if (type == std::end(kTypes)) return invalid(pointer + "/type");
		field.type = type->second;
		if (spec.contains("values"))
		{
			if (!spec["values"].is_array()) return invalid(pointer + "/values");
			for (const auto& value : spec["values"])
			{
				if (!value.is_string()) return invalid(pointer + "/values");
				field.values.push_back(value.get<std::string>());
			}
		}
		field.personal = spec.contains("personal") && spec["personal"].is_boolean() && spec["personal"].get<bool>();
		field.title = titles(spec.value("title", nlohmann::json()));
		schema.fields.push_back(std::move(field));
	}
	if (json.contains("key") && json["key"].is_string()) schema.key = json["key"].get<std::string>();
	if (schema.field(schema.key) == nullptr) return invalid("/key");
	return schema;
}

const std::vector<EntitySchema>& shippedEntities()
{
	static const auto schemas = [] {
		std::vector<EntitySchema> all;
		for (const auto& file : embedded::shipped_files())
			if (file.name.starts_with("entities/"))
				if (auto schema = EntitySchema::parse(file.content, file.name)) all.push_back(*std::move(schema));
		return all;
	}();
	return schemas;
}

} // namespace erphost::entities
