#include "host/sync/Mapping.hpp"

#include "host/sync/MappingSchema.hpp"
#include "host/sync/RowHash.hpp"

#include <algorithm>
#include <set>

namespace erphost::sync {

namespace {

using nlohmann::json;

/// Reads a document that the schema already accepted; says what the schema cannot.
class Reader
{
public:
	Reader(const std::vector<entities::EntitySchema>& schemas, std::vector<MappingFinding>& findings):
		_schemas(schemas), _findings(findings)
	{
	}

	void entity(const std::string& name, const json& from, std::vector<EntityMap>& into, int everySeconds);
	void record(const std::string& type, const json& from, std::vector<RecordMap>& into);
	void add(const std::string& pointer, const std::string& code, const std::string& reason)
	{
		_findings.push_back({pointer, misconfigured(code, "the mapping has a mistake: " + reason)
		                                  .with("pointer", pointer)
		                                  .with("reason", reason)});
	}

private:
	const std::vector<entities::EntitySchema>& _schemas;
	std::vector<MappingFinding>& _findings;
	std::set<std::string> _aliases; ///< of the entity at hand

	ColumnRef column(const json& text, const std::string& pointer);
	TableRef table(const json& from, const std::string& pointer);
	FieldMap field(const entities::EntityField& schema, const json& from, const std::string& pointer);
	ChangesMap changes(const json& from, const std::string& pointer, std::size_t keyColumns);
	SourceMap source(const json& from, const std::string& pointer);
};

std::map<std::string, std::string, std::less<>> codes(const json& from)
{
	std::map<std::string, std::string, std::less<>> found;
	if (from.contains("codes"))
		for (const auto& [code, value] : from["codes"].items()) found.emplace(code, value.get<std::string>());
	return found;
}

ColumnRef Reader::column(const json& text, const std::string& pointer)
{
	const auto full = text.get<std::string>();
	const auto dot = full.find('.');
	if (dot == std::string::npos) return {"", full};
	ColumnRef ref{full.substr(0, dot), full.substr(dot + 1)};
	if (!_aliases.contains(ref.alias)) add(pointer, "erp.mapping_alias", ref.alias);
	return ref;
}

TableRef Reader::table(const json& from, const std::string& pointer)
{
	TableRef ref;
	ref.table = from.value("table", "");
	ref.select = from.value("select", "");
	// A name that nobody gives to a joined table: those are short.
	ref.alias = from.value("as", "main_table");
	if (ref.table.empty() == ref.select.empty()) add(pointer, "erp.mapping_source", "table|select");
	return ref;
}

bool fits(As as, entities::FieldType type)
{
	using entities::FieldType;
	switch (type)
	{
	case FieldType::text:
	case FieldType::code:
		return as == As::text || as == As::integer || as == As::decimal || as == As::date || as == As::timestamp;
	case FieldType::integer: return as == As::integer;
	case FieldType::decimal: return as == As::decimal || as == As::integer;
	case FieldType::boolean: return as == As::boolean;
	case FieldType::date: return as == As::date;
	case FieldType::instant: return as == As::local || as == As::utc;
	case FieldType::timestamp: return as == As::timestamp;
	}
	return false;
}

/// What is meant where the mapping says nothing: the field's type decides.
As defaultAs(entities::FieldType type)
{
	using entities::FieldType;
	switch (type)
	{
	case FieldType::integer: return As::integer;
	case FieldType::decimal: return As::decimal;
	case FieldType::boolean: return As::boolean;
	case FieldType::date: return As::date;
	case FieldType::instant: return As::local;
	case FieldType::timestamp: return As::timestamp;
	default: return As::text;
	}
}

FieldMap Reader::field(const entities::EntityField& schema, const json& from, const std::string& pointer)
{
	static const std::map<std::string, As> kinds = {
		{"text", As::text}, {"integer", As::integer}, {"decimal", As::decimal}, {"boolean", As::boolean},
		{"date", As::date}, {"local", As::local},     {"utc", As::utc},         {"timestamp", As::timestamp}};
	FieldMap map;
	map.field = schema.name;
	if (from.contains("column")) map.column = column(from["column"], pointer + "/column");
	if (from.contains("date")) map.date = column(from["date"], pointer + "/date");
	if (from.contains("time")) map.time = column(from["time"], pointer + "/time");
	if (from.contains("value")) map.fixed = from["value"].get<std::string>();
	const int sources = !map.column.empty() + !map.date.empty() + map.fixed.has_value();
	if (sources != 1 || (map.date.empty() && !map.time.empty()))
		add(pointer, "erp.mapping_source", "column|date+time|value");
	map.as = from.contains("as") ? kinds.at(from["as"].get<std::string>()) : defaultAs(schema.type);
	if (!fits(map.as, schema.type)) add(pointer + "/as", "erp.mapping_type", schema.name);
	if (!map.date.empty() && map.as != As::local && map.as != As::utc && map.as != As::timestamp && map.as != As::date)
		add(pointer + "/as", "erp.mapping_type", schema.name);
	map.trim = from.value("trim", false);
	map.codes = codes(from);
	const auto otherwise = from.value("otherwise", "refuse");
	map.otherwise = otherwise == "keep" ? Otherwise::keep : otherwise == "null" ? Otherwise::null : Otherwise::refuse;
	if (!schema.values.empty())
		for (const auto& [code, value] : map.codes)
			if (std::find(schema.values.begin(), schema.values.end(), value) == schema.values.end())
				add(pointer + "/codes/" + code, "erp.mapping_code", value);
	if (from.contains("true")) map.trueValues = from["true"].get<std::vector<std::string>>();
	map.basis = from.value("basis", "");
	map.own = from.value("own", false);
	return map;
}

ChangesMap Reader::changes(const json& from, const std::string& pointer, std::size_t keyColumns)
{
	static const std::map<std::string, ChangeMode> modes = {{"watermark", ChangeMode::watermark},
	                                                        {"snapshot", ChangeMode::snapshot},
	                                                        {"queue", ChangeMode::queue},
	                                                        {"rowversion", ChangeMode::rowversion}};
	ChangesMap map;
	map.mode = modes.at(from["mode"].get<std::string>());
	if (from.contains("columns"))
		for (std::size_t i = 0; i < from["columns"].size(); ++i)
			map.columns.push_back(column(from["columns"][i], pointer + "/columns/" + std::to_string(i)));
	if (from.contains("coalesce")) map.coalesce = column(from["coalesce"], pointer + "/coalesce");
	map.overlapSeconds = map.mode == ChangeMode::rowversion ? 0 : from.value("overlapSeconds", 120);
	map.sweepMinutes = from.value("sweepMinutes", map.mode == ChangeMode::snapshot ? 0 : 60);
	map.maximumDeletions = from.value("maximumDeletions", std::int64_t{-1});
	if ((map.mode == ChangeMode::watermark || map.mode == ChangeMode::rowversion) && map.columns.empty())
		add(pointer + "/columns", "erp.mapping_changes", "columns");
	if (map.mode == ChangeMode::queue)
	{
		map.queueTable = from.value("table", "");
		map.queueId = from.value("id", "");
		if (from.contains("key")) map.queueKey = from["key"].get<std::vector<std::string>>();
		if (from.contains("acknowledge"))
		{
			map.acknowledgeColumn = from["acknowledge"]["column"].get<std::string>();
			map.acknowledgeValue = from["acknowledge"]["value"].get<std::string>();
		}
		if (map.queueTable.empty()) add(pointer + "/table", "erp.mapping_changes", "table");
		if (map.queueId.empty()) add(pointer + "/id", "erp.mapping_changes", "id");
		if (map.queueKey.size() != keyColumns) add(pointer + "/key", "erp.mapping_changes", "key");
		if (map.acknowledgeColumn.empty()) add(pointer + "/acknowledge", "erp.mapping_changes", "acknowledge");
	}
	return map;
}

void Reader::entity(const std::string& name, const json& from, std::vector<EntityMap>& into, int everySeconds)
{
	const std::string pointer = "/entities/" + name;
	const auto schema = std::find_if(_schemas.begin(), _schemas.end(), [&](const auto& s) { return s.entity == name; });
	if (schema == _schemas.end())
	{
		add(pointer, "erp.mapping_entity", name);
		return;
	}
	EntityMap map;
	map.entity = name;
	map.digest = textDigest(from.dump());
	map.from = table(from["from"], pointer + "/from");
	_aliases = {map.from.alias};
	if (from.contains("joins"))
	{
		for (const auto& join : from["joins"])
			if (!_aliases.insert(join["as"].get<std::string>()).second)
				add(pointer + "/joins", "erp.mapping_alias", join["as"]);
		for (std::size_t i = 0; i < from["joins"].size(); ++i)
		{
			const auto& join = from["joins"][i];
			const auto place = pointer + "/joins/" + std::to_string(i);
			auto ref = table(join, place);
			ref.left = join.value("type", "left") == "left";
			for (const auto& pair : join["on"])
				ref.on.emplace_back(column(pair[0], place + "/on"), pair[1].get<std::string>());
			map.joins.push_back(std::move(ref));
		}
	}
	for (std::size_t i = 0; i < from["key"].size(); ++i)
		map.key.push_back(column(from["key"][i], pointer + "/key/" + std::to_string(i)));
	const auto& branch = from["branch"];
	if (branch.contains("column")) map.branchColumn = column(branch["column"], pointer + "/branch/column");
	map.branchValue = branch.value("value", "");
	map.branchCodes = codes(branch);
	map.branchRefuse = branch.value("otherwise", "refuse") == "refuse";
	if (map.branchColumn.empty() == map.branchValue.empty())
		add(pointer + "/branch", "erp.mapping_source", "column|value");
	for (const auto& [field, spec] : from["fields"].items())
	{
		const auto* known = schema->field(field);
		if (known == nullptr) add(pointer + "/fields/" + field, "erp.mapping_field", field);
		else map.fields.push_back(this->field(*known, spec, pointer + "/fields/" + field));
	}
	if (map.field(schema->key) == nullptr) add(pointer + "/fields", "erp.mapping_key_field", schema->key);
	if (from.contains("deleted"))
	{
		map.deletedColumn = column(from["deleted"]["column"], pointer + "/deleted/column");
		map.deletedValues = from["deleted"]["values"].get<std::vector<std::string>>();
	}
	map.changes = changes(from["changes"], pointer + "/changes", map.key.size());
	map.everySeconds = from.value("everySeconds",
	                              map.changes.mode == ChangeMode::snapshot ? std::max(everySeconds, 60) : everySeconds);
	into.push_back(std::move(map));
}

SourceMap Reader::source(const json& from, const std::string& pointer)
{
	SourceMap map;
	if (from.is_string())
	{
		map.value = from.get<std::string>();
		return map;
	}
	if (from.contains("append"))
	{
		map.append = true;
		map.value = from["append"].get<std::string>();
		map.maximum = from["maximum"].get<std::int64_t>();
		map.separator = from.value("separator", "；");
		return map;
	}
	map.value = from["value"].get<std::string>();
	map.codes = codes(from);
	map.as = from.value("as", "text");
	map.ours = from.value("ours", false);
	if (from.contains("permit"))
	{
		map.limited = true;
		for (const auto& value : from["permit"])
			map.permit.push_back(value.is_null() ? std::nullopt : std::optional(value.get<std::string>()));
		if (map.permit.empty()) add(pointer + "/permit", "erp.mapping_permit", "permit");
	}
	return map;
}

void Reader::record(const std::string& type, const json& from, std::vector<RecordMap>& into)
{
	const std::string pointer = "/records/" + type;
	RecordMap map;
	map.type = type;
	map.mode = pushModeOf(from.value("mode", "dry_run")).value_or(PushMode::dryRun);
	map.interface = from.contains("interface");
	if (map.interface == from.contains("update"))
	{
		add(pointer, "erp.mapping_source", "update|interface");
		return;
	}
	if (map.interface)
	{
		const auto& table = from["interface"];
		map.table = table["table"].get<std::string>();
		map.idColumn = table["id"].get<std::string>();
		map.versionColumn = table["version"].get<std::string>();
		map.epochColumn = table["epoch"].get<std::string>();
		map.stateColumn = table.value("state", "");
		if (!from.contains("columns")) add(pointer + "/columns", "erp.mapping_source", "columns");
		else
			for (const auto& [column, spec] : from["columns"].items())
			{
				// The id, version and epoch are what makes a repeated write harmless: they are never up to the mapping.
				if (column == map.versionColumn || column == map.epochColumn || column == map.stateColumn ||
				    column == map.idColumn)
				{
					if (column != map.idColumn || spec != json("$record_id"))
						add(pointer + "/columns/" + column, "erp.mapping_reserved", column);
					continue;
				}
				map.set.emplace_back(column, source(spec, pointer + "/columns/" + column));
			}
	}
	else
	{
		map.table = from["update"]["table"].get<std::string>();
		for (const auto& [column, value] : from["update"]["key"].items())
			map.key.emplace_back(column, source(value, pointer + "/update/key/" + column));
		if (!from.contains("set")) add(pointer + "/set", "erp.mapping_source", "set");
		else
			for (const auto& [column, spec] : from["set"].items())
			{
				// the key of a row and a column without a list of values that may be overwritten are never
				// touched; a column that was added for us holds what we wrote before.
				auto value = source(spec, pointer + "/set/" + column);
				if (from["update"]["key"].contains(column))
					add(pointer + "/set/" + column, "erp.mapping_reserved", column);
				if (!value.append && !value.limited && !value.ours)
					add(pointer + "/set/" + column, "erp.mapping_permit", column);
				map.set.emplace_back(column, std::move(value));
			}
	}
	into.push_back(std::move(map));
}

int minuteOf(const std::string& text)
{
	return std::stoi(text.substr(0, 2)) * 60 + std::stoi(text.substr(3, 2));
}

LinkMap link(const json& from, const char* secret)
{
	LinkMap map;
	map.secret = from.value("secret", secret);
	map.charset = from.value("charset", "");
	map.queryTimeoutSeconds = from.value("queryTimeoutSeconds", 60);
	map.frozenAfterSeconds = from.value("frozenAfterSeconds", 90);
	return map;
}

} // namespace

std::string_view name(PushMode mode)
{
	switch (mode)
	{
	case PushMode::off: return "off";
	case PushMode::dryRun: return "dry_run";
	case PushMode::handList: return "hand_list";
	case PushMode::on: return "on";
	}
	return "off";
}

std::optional<PushMode> pushModeOf(std::string_view text)
{
	for (const auto mode : {PushMode::off, PushMode::dryRun, PushMode::handList, PushMode::on})
		if (name(mode) == text) return mode;
	return std::nullopt;
}

const FieldMap* EntityMap::field(std::string_view wanted) const
{
	for (const auto& candidate : fields)
		if (candidate.field == wanted) return &candidate;
	return nullptr;
}

const EntityMap* Mapping::entity(std::string_view wanted) const
{
	for (const auto& candidate : entities)
		if (candidate.entity == wanted) return &candidate;
	return nullptr;
}

const RecordMap* Mapping::record(std::string_view type) const
{
	for (const auto& candidate : records)
		if (candidate.type == type) return &candidate;
	return nullptr;
}

std::optional<Mapping> Mapping::parse(std::string_view text, const std::vector<entities::EntitySchema>& schemas,
                                      std::vector<MappingFinding>& findings)
{
	findings.clear();
	Reader reader(schemas, findings);
	json document;
	try
	{
		document = json::parse(text);
	}
	catch (const json::parse_error& problem)
	{
		findings.push_back({"", misconfigured("erp.mapping_not_json", "the mapping is not valid JSON")
		                            .with("byte", std::to_string(problem.byte))});
		return std::nullopt;
	}
	validateMapping(document, findings);
	if (!findings.empty()) return std::nullopt;

	auto zone = entities::TimeZone::find(document["timeZone"].get<std::string>());
	if (!zone)
	{
		reader.add("/timeZone", "erp.time_zone_unknown", document["timeZone"].get<std::string>());
		return std::nullopt;
	}
	Mapping mapping{{}, *std::move(zone), {}, {}, 0, {}, 2, 10'000, 600, 1440, {}, {}, {}};
	if (document.contains("name")) mapping.title = document["name"].get<std::map<std::string, std::string>>();
	const auto pull = document.value("pull", json::object());
	const auto push = document.value("push", json::object());
	mapping.pull = link(pull, "erp.pull");
	mapping.push = link(push, "erp.push");
	if (mapping.push.charset.empty()) mapping.push.charset = mapping.pull.charset;
	mapping.budgetRowsPerSecond = pull.value("budgetRowsPerSecond", std::int64_t{0});
	mapping.everySeconds = pull.value("everySeconds", 2);
	mapping.pageRows = pull.value("pageRows", std::size_t{10'000});
	mapping.reconcileMinutes = pull.value("reconcileMinutes", 1440);
	mapping.recheckSeconds = push.value("recheckSeconds", 600);
	for (const auto& window : pull.value("windows", json::array()))
		mapping.windows.push_back(
			{minuteOf(window["from"]), minuteOf(window["to"]), window.value("days", std::vector<int>{})});
	for (const auto& [entity, spec] : document["entities"].items())
		reader.entity(entity, spec, mapping.entities, mapping.everySeconds);
	const auto records = document.value("records", json::object());
	for (const auto& [type, spec] : records.items()) reader.record(type, spec, mapping.records);
	if (!findings.empty()) return std::nullopt;
	mapping.source = std::move(document);
	return mapping;
}

Error mappingError(const std::vector<MappingFinding>& findings)
{
	auto error =
		misconfigured("erp.mapping_invalid", "the mapping has mistakes").with("count", std::to_string(findings.size()));
	if (findings.empty()) return error;
	const auto& first = findings.front();
	return std::move(error)
	    .with("pointer", first.pointer.empty() ? "/" : first.pointer)
	    .with("reason", first.error.code + " " + std::string(first.error.param("reason")));
}

} // namespace erphost::sync
