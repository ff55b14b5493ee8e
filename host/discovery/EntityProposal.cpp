// The later half of Discovery: what the tables that were found say as entities of a mapping.

#include "host/discovery/Discovery.hpp"

#include <algorithm>
#include <set>

namespace erphost::discovery {
namespace {

using nlohmann::json;

const char* name(Link::Why why)
{
	return why == Link::Why::foreignKey ? "foreign_key" : why == Link::Why::sameName ? "same_name" : "values";
}

/// Enough to recognise a column by, not enough to call anybody.
std::vector<std::string> masked(std::vector<std::string> examples)
{
	for (auto& text : examples)
	{
		std::size_t end = text.empty() ? 0 : 1;
		while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
		text = text.substr(0, end) + "***";
	}
	return examples;
}

} // namespace

Result<json> Discovery::askCodes(const entities::EntityField& field, const Table& table,
                                 const std::vector<FieldChoice>& choices, const FieldChoice& choice, json& spec)
{
	EH_TRY(const auto values, _reader.values(table.name, choice.column));
	std::vector<Code> codes;
	for (const auto& [value, count] : values)
	{
		if (!value) continue;
		const auto code = std::string(trimmed(*value));
		const auto known = std::find_if(codes.begin(), codes.end(), [&](const auto& c) { return c.code == code; });
		if (known != codes.end())
		{
			known->count += count;
			continue;
		}
		Code found{code, count, _words.codeMeaning(field.name, code)};
		if (std::find(field.values.begin(), field.values.end(), found.meaning) == field.values.end())
			found.meaning.clear();
		// A word of the entity's own: "done".
		if (found.meaning.empty() && std::find(field.values.begin(), field.values.end(), code) != field.values.end())
			found.meaning = code;
		codes.push_back(std::move(found));
	}
	if (field.name == "status")
		for (const auto& other : choices)
			if (other.field == "completed_at" && other.alias == choice.alias && other.alias.empty())
			{
				std::vector<std::tuple<std::string, std::int64_t, std::int64_t>> counts;
				EH_TRY(const auto together, _reader.together(table.name, choice.column, other.column));
				for (const auto& one : together) counts.emplace_back(one.value, one.filled, one.empty);
				tellDone(codes, counts);
			}
	// What we shall write there must be read back, though nobody has entered it yet: the rule book's words (SV-51,
	// SV-52).
	const auto ours = spec.value("own", false) ? _words.codes(field.name) : json::object();
	for (const auto& [meaning, said] : ours.items())
		for (const auto& word : said)
			if (std::none_of(codes.begin(), codes.end(), [&](const auto& code) { return code.code == word; }))
				codes.push_back({word.get<std::string>(), 0, meaning});
	putCodes(spec, codes);
	json question = {{"field", field.name},
	                 {"column", choice.alias.empty() ? choice.column : choice.alias + "." + choice.column},
	                 {"values", json::array()},
	                 {"meanings", field.values}};
	for (const auto& code : codes)
		if (!code.code.empty() && code.count > 0)
			question["values"].push_back({{"code", code.code}, {"count", code.count}, {"meaning", code.meaning}});
	return question;
}

Result<json> Discovery::entity(const std::string& entityName, const Table& table, const std::vector<Joined>& joined,
                               const Known& known, const std::string& number, const std::string& role, json& mapping)
{
	const auto* about = schema(entityName);
	auto choices = chooseFields(*about, _words, table, joined, known, number, role);
	json map = {{"from", {{"table", table.name}}}, {"fields", json::object()}};
	json out = {{"entity", entityName},       {"table", table.name},    {"fields", json::array()},
	            {"questions", json::array()}, {"joins", json::array()}, {"missing", json::array()}};
	std::vector<std::string> key = table.keys.empty() ? std::vector<std::string>() : table.keys.front();
	if (key.empty())
	{
		key = {number.empty() ? table.columns.front().catalog.name : number};
		EH_TRY(const bool unique, _reader.unique(table, key));
		if (!unique)
			for (const auto& choice : choices)
				if (choice.field == "branch" && choice.alias.empty()) key.insert(key.begin(), choice.column);
		_notes.push_back({{"code", "discovery.no_key"}, {"table", table.name}});
	}
	map["key"] = key;

	std::set<std::string> used;
	std::string updated, created;
	for (auto& choice : choices)
	{
		const auto* field = about->field(choice.field);
		if (field->type == entities::FieldType::code && !field->values.empty())
		{
			const auto* holder = &table;
			for (const auto& one : joined)
				if (one.alias == choice.alias) holder = &one.table;
			EH_TRY(auto question, askCodes(*field, *holder, choices, choice, choice.spec));
			question["certainty"] = static_cast<int>(choice.certainty());
			question["spec"] = choice.spec;
			out["questions"].push_back(std::move(question));
			if (!choice.spec.contains("codes")) continue; // until a person has said what they mean
		}
		map["fields"][choice.field] = choice.spec;
		if (!choice.alias.empty()) used.insert(choice.alias);
		if (choice.alias.empty() && choice.field == "updated_at") updated = choice.column;
		if (choice.alias.empty() && choice.field == "created_at") created = choice.column;
		constexpr const char* kCertainty[] = {"sure", "likely", "guess"};
		constexpr const char* kWhy[] = {"example", "name", "link"};
		const auto place = [&](const std::string& column) {
			return choice.alias.empty() ? column : choice.alias + "." + column;
		};
		out["fields"].push_back({{"field", choice.field},
		                         {"title", field->title},
		                         {"column", place(choice.column)},
		                         {"time", choice.time.empty() ? json(nullptr) : json(place(choice.time))},
		                         {"certainty", kCertainty[static_cast<int>(choice.certainty())]},
		                         {"why", kWhy[static_cast<int>(choice.why)]},
		                         {"personal", field->personal},
		                         {"examples", field->personal ? masked(choice.examples) : choice.examples}});
	}
	if (entityName == "branch" && map["fields"].contains("code"))
		map["branch"] = {{"column", map["fields"]["code"]["column"]}};
	// The branch: a column of its own, or the code of the branch or warehouse that the row leads to.
	if (!map.contains("branch") && map["fields"].contains("branch"))
		map["branch"] = {{"column", map["fields"]["branch"]["column"]}};
	for (const char* wanted : {"branch", "warehouse"})
		for (const auto& one : joined)
			if (!map.contains("branch") && one.role == wanted && one.select.empty())
				for (const auto& column : one.table.columns)
					if (column.isText() && fits(column.catalog.name, _words.list({"roles", wanted, "code"})) >= 0.7)
					{
						map["branch"] = {{"column", one.alias + "." + column.catalog.name}};
						if (about->field("branch") != nullptr)
							map["fields"]["branch"] = {{"column", one.alias + "." + column.catalog.name},
							                           {"trim", true}};
						used.insert(one.alias);
						break;
					}
	if (!map.contains("branch"))
	{
		map["branch"] = {{"value", number.empty() ? "*" : "01"}};
		if (!number.empty()) _notes.push_back({{"code", "discovery.no_branch"}, {"table", table.name}});
	}
	EH_TRY(const bool gaps, _reader.gaps(table, updated));
	const auto change = chooseChanges(table, _reader.product(), updated, created, gaps);
	map["changes"] = change.spec;
	if (number.empty()) map["everySeconds"] = 300;
	out["changes"] = change.why;
	if (auto deleted = chooseDeleted(_words, table); !deleted.is_null()) map["deleted"] = std::move(deleted);
	for (const auto& one : joined)
	{
		if (!used.contains(one.alias)) continue;
		auto on = json::array();
		for (const auto& [here, there] : one.link.on) on.push_back({here, there});
		json join = {{"as", one.alias}, {"on", on}, {"type", "left"}};
		if (one.select.empty()) join["table"] = one.table.name;
		else join["select"] = one.select;
		map["joins"].push_back(join);
		// A change over there shows in its own change column, where that is a continuation of the row.
		if (one.link.extends && map["changes"]["mode"] == "watermark")
			for (const auto& column : one.table.columns)
				if (column.catalog.kind == odbc::ColumnKind::timestamp && column.shape.filled == column.shape.rows &&
				    table.column(updated)->catalog.kind == odbc::ColumnKind::timestamp)
				{
					map["changes"]["columns"].push_back(one.alias + "." + column.catalog.name);
					break;
				}
		out["joins"].push_back({{"as", one.alias},
		                        {"table", one.table.name},
		                        {"role", one.role},
		                        {"on", on},
		                        {"why", name(one.link.why)},
		                        {"tried", one.link.tried},
		                        {"matched", one.link.matched}});
	}
	for (const auto& field : about->fields)
		if (!map["fields"].contains(field.name))
			out["missing"].push_back({{"field", field.name}, {"title", field.title}});
	out["columns"] = json::array();
	const auto offer = [&](const Table& source, const std::string& alias) {
		for (const auto& column : source.columns)
			out["columns"].push_back(
				{{"column", alias.empty() ? column.catalog.name : alias + "." + column.catalog.name},
			     {"table", source.name},
			     {"type", column.catalog.typeName},
			     {"size", column.catalog.size}});
	};
	offer(table, "");
	for (const auto& one : joined)
		if (used.contains(one.alias)) offer(one.table, one.alias);
	out["title"] = about->title;
	if (map["fields"].contains(about->key)) mapping["entities"][entityName] = std::move(map);
	else out["left"] = true; // without the number that people know it by, it is of no use
	return out;
}

Result<void> Discovery::others(const Base& base, const Question& question, json& mapping, json& proposal)
{
	for (const auto& joined : base.joined)
	{
		if (joined.role.empty() || !joined.select.empty() || schema(joined.role) == nullptr ||
		    mapping["entities"].contains(joined.role))
			continue;
		auto& table =
			*std::find_if(_tables.begin(), _tables.end(), [&](const auto& t) { return t.name == joined.link.table; });
		if (table.keys.empty()) continue;
		auto rows = joined.example.empty() ? std::vector<std::vector<Cell>>()
		                                   : std::vector<std::vector<Cell>>(1, joined.example);
		EH_CHECK(sampleOf(table, rows.empty() ? joined.table.sample : rows));
		std::vector<Joined> contacts;
		if (joined.role == "customer")
			for (const auto& one : base.joined)
				if (!one.select.empty())
				{
					contacts.push_back(one);
					contacts.back().link.on[0].first = joined.link.on[0].second;
				}
		EH_TRY(auto part, entity(joined.role, table, contacts, question.known, "", joined.role, mapping));
		proposal["entities"].push_back(std::move(part));
	}
	return {};
}

} // namespace erphost::discovery
