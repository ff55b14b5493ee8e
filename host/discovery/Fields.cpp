#include "host/discovery/Fields.hpp"

#include <algorithm>
#include <set>

namespace erphost::discovery {
namespace {

using entities::FieldType;
using nlohmann::json;

constexpr double kEnough = 0.45;

bool isPhoneField(std::string_view field)
{
	return field.find("phone") != std::string_view::npos;
}

/// What stands on the order for us to write.
bool isOwn(std::string_view field)
{
	return field == "callback_status" || field == "handling_status" || field == "feedback";
}

bool isNameField(std::string_view field)
{
	return field == "name" || field.ends_with("_name");
}

std::string qualified(const std::string& alias, const std::string& column)
{
	return alias.empty() ? column : alias + "." + column;
}

std::vector<std::string> examplesOf(const Table& table, const std::string& column)
{
	std::vector<std::string> found;
	const auto index = table.index(column);
	for (const auto& row : table.sample)
	{
		if (index >= row.size() || !row[index]) continue;
		auto text = std::string(trimmed(*row[index]));
		if (!text.empty() && std::find(found.begin(), found.end(), text) == found.end())
			found.push_back(std::move(text));
		if (found.size() == 3) break;
	}
	return found;
}

/// Values that can be such a field, whatever the column is called.
bool canBe(const entities::EntityField& field, const Column& column)
{
	const bool moment = column.isDate() || column.isMoment() || column.isTime();
	switch (field.type)
	{
	case FieldType::text:
		if (moment && column.shape.filled > 0 && column.shape.phone < 0.5) return false;
		if (isPhoneField(field.name)) return column.shape.filled == 0 || column.shape.phone >= 0.5;
		if (isNameField(field.name)) return column.isText() && column.shape.integer < 0.5;
		return column.isText() || column.isInteger();
	case FieldType::code:
		// A status that was made for call-backs is empty until there is the first.
		return column.isCodeLike() || (isOwn(field.name) && column.isText() && column.shape.filled == 0);
	case FieldType::integer:
		return column.isInteger() || (column.isText() && column.shape.filled > 0 && column.shape.integer >= 0.95);
	case FieldType::decimal: return column.isNumber() && column.shape.phone < 0.5;
	case FieldType::boolean: return column.isFlag();
	case FieldType::date: return column.isDate() || column.isMoment();
	case FieldType::instant: return column.isDate() || column.isMoment();
	case FieldType::timestamp: return column.isMoment();
	}
	return false;
}

class Chooser
{
public:
	Chooser(const entities::EntitySchema& schema, const Words& words, const Table& base,
	        const std::vector<Joined>& joined, const Known& known, const std::string& numberColumn,
	        const std::string& role):
		_schema(schema),
		_words(words), _base(base), _joined(joined), _known(known), _number(numberColumn), _role(role)
	{
	}

	std::vector<FieldChoice> run()
	{
		for (const auto& column : _base.columns) ofBase(column, "", _base, firstRow(_base));
		for (const auto& one : _joined)
			if (one.role.empty()) ofContinuation(one);
			else ofRole(one);
		std::stable_sort(_all.begin(), _all.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
		std::vector<FieldChoice> chosen;
		std::set<std::string> fields, columns;
		for (auto& choice : _all)
		{
			const auto place = qualified(choice.alias, choice.column);
			if (fields.contains(choice.field) || columns.contains(place)) continue;
			fields.insert(choice.field);
			columns.insert(place);
			if (!choice.time.empty()) columns.insert(qualified(choice.alias, choice.time));
			chosen.push_back(std::move(choice));
		}
		return chosen;
	}

private:
	static std::vector<Cell> firstRow(const Table& table)
	{
		return table.sample.empty() ? std::vector<Cell>() : table.sample.front();
	}

	void add(const entities::EntityField& field, const Table& table, const Column& column, const std::string& alias,
	         double score, FieldChoice::Why why)
	{
		if (score < kEnough) return;
		auto spec = specOf(field, table, column, alias);
		if (spec.is_null()) return;
		FieldChoice choice;
		choice.field = field.name;
		choice.alias = alias;
		choice.column = column.catalog.name;
		if (spec.contains("time")) choice.time = timeOf(table, column);
		choice.spec = std::move(spec);
		choice.score = score + (column.shape.filled > 0 ? 0 : -0.2);
		choice.why = why;
		choice.examples = examplesOf(table, column.catalog.name);
		_all.push_back(std::move(choice));
	}

	/// 1 where the known order has exactly this.
	double evidence(std::string_view field, const Table& table, const Column& column,
	                const std::vector<Cell>& row) const
	{
		const auto index = table.index(column.catalog.name);
		if (index >= row.size() || !row[index]) return 0;
		const auto text = trimmed(*row[index]);
		if (field == "customer_name" || (_role == "customer" && field == "name"))
			return !_known.customer.empty() && text == _known.customer ? 1 : 0;
		if (field == "customer_phone" || (_role == "customer" && field == "phone"))
			return !_known.phone.empty() && samePhone(text, _known.phone) ? 1 : 0;
		return 0;
	}

	void ofBase(const Column& column, const std::string& alias, const Table& table, const std::vector<Cell>& row)
	{
		const auto& name = column.catalog.name;
		const bool order = !_number.empty();
		for (const auto& field : _schema.fields)
		{
			if (order && field.name == "number")
			{
				if (alias.empty() && name == _number) add(field, table, column, alias, 2, FieldChoice::Why::example);
				continue;
			}
			if (!canBe(field, column)) continue;
			if (const double seen = evidence(field.name, table, column, row); seen > 0)
			{
				add(field, table, column, alias, 1 + seen, FieldChoice::Why::example);
				continue;
			}
			add(field, table, column, alias, named(field, column) - (alias.empty() ? 0 : 0.03), FieldChoice::Why::name);
		}
	}

	/// A row that continues ours brings what happened later; whose order it is and when it was changed, ours says.
	void ofContinuation(const Joined& one)
	{
		for (const auto& column : one.table.columns)
			if (std::none_of(one.link.on.begin(), one.link.on.end(),
			                 [&](const auto& pair) { return pair.second == column.catalog.name; }))
				ofBase(column, one.alias, one.table, one.example);
		std::erase_if(_all, [&](const FieldChoice& choice) {
			return choice.alias == one.alias &&
			       (choice.field == "branch" || choice.field == "created_at" || choice.field == "updated_at");
		});
	}

	double named(const entities::EntityField& field, const Column& column) const
	{
		const auto& name = column.catalog.name;
		// A surrogate key is nobody's number.
		for (const auto& [role, about] : _words.roles().items())
			for (const auto& [theirs, ours] : about["fields"].items())
				if (ours == field.name && (theirs == "number" || theirs == "code"))
					return column.isInteger() ? 0 : fits(name, _words.list({"roles", role, "link"}));
		if (!_role.empty() && (field.name == "number" || field.name == "code"))
			return fits(name, _words.list({"roles", _role, "code"}));
		if (!_role.empty() && field.name == "name") return fits(name, _words.list({"roles", _role, "name"}));
		if (field.name == "branch")
			return column.isInteger() ? 0 : fits(name, _words.list({"roles", "branch", "link"}));
		if (field.type == FieldType::instant || field.type == FieldType::date) return _words.moment(name, field.name);
		if (field.type == FieldType::boolean)
			return std::max(_words.field(name, field.name), _words.contrary(name, field.name));
		return _words.field(name, field.name);
	}

	void ofRole(const Joined& one)
	{
		const auto role = _words.roles().find(one.role);
		if (role == _words.roles().end()) return;
		for (const auto& [theirs, elsewhere] : (*role)["fields"].items())
		{
			const auto ours = _role == one.role ? theirs : elsewhere.get<std::string>();
			const auto* field = _schema.field(ours);
			if (field == nullptr) continue;
			const bool code = theirs == "number" || theirs == "code";
			if (code && one.link.on.size() >= 1)
			{
				// The column that leads there is the number, unless numbers are hidden behind a surrogate key.
				const auto& last = one.link.on.back();
				const auto* here = _base.column(last.first);
				if (here != nullptr && here->isText() && canBe(*field, *here))
					add(*field, _base, *here, "", 0.95, FieldChoice::Why::link);
			}
			for (const auto& column : one.table.columns)
			{
				if (!canBe(*field, column)) continue;
				const auto& name = column.catalog.name;
				double score = code
				                   ? column.isInteger() ? 0 : fits(name, _words.list({"roles", one.role, "code"})) * 0.9
				               : theirs == "name" ? fits(name, _words.list({"roles", one.role, "name"}))
				                                  : std::max(_words.field(name, theirs), _words.contrary(name, theirs));
				if (evidence(ours, one.table, column, one.example) > 0)
					add(*field, one.table, column, one.alias, 1.9, FieldChoice::Why::example);
				// What the order itself says goes before what its customer's file says.
				else
					add(*field, one.table, column, one.alias, score - (code || theirs == "name" ? 0.05 : 0.15),
					    FieldChoice::Why::link);
			}
		}
	}

	const entities::EntitySchema& _schema;
	const Words& _words;
	const Table& _base;
	const std::vector<Joined>& _joined;
	const Known& _known;
	const std::string& _number;
	const std::string& _role;
	std::vector<FieldChoice> _all;
};

} // namespace

bool keepsUtc(const Table& table)
{
	return table.column("create_uid") != nullptr && table.column("write_uid") != nullptr;
}

std::string timeOf(const Table& table, const Column& date)
{
	const auto endings = Words::shipped().list({"endings"});
	const auto& name = date.catalog.name;
	const auto stem = withoutEnding(name, endings);
	for (const auto& column : table.columns)
	{
		const auto& other = column.catalog.name;
		if (other == name || !column.isTime() || column.isDate() || column.isMoment()) continue;
		if (stem != name && withoutEnding(other, endings) == stem) return other;
		// JDR and JDS: one letter tells the day from the time.
		if (other.size() == name.size() && name.size() > 2 &&
		    other.substr(0, name.size() - 1) == name.substr(0, name.size() - 1))
			return other;
	}
	return {};
}

json specOf(const entities::EntityField& field, const Table& table, const Column& column, const std::string& alias)
{
	// The number was found there, whatever it looks like.
	if (field.name != "number" && !canBe(field, column)) return nullptr;
	const auto place = qualified(alias, column.catalog.name);
	json spec;
	switch (field.type)
	{
	case FieldType::text:
		spec = {{"column", place}};
		if (column.isText()) spec["trim"] = true;
		break;
	case FieldType::code: spec = {{"column", place}, {"trim", true}}; break;
	case FieldType::integer: spec = {{"column", place}, {"as", "integer"}}; break;
	case FieldType::decimal: spec = {{"column", place}, {"as", "decimal"}}; break;
	case FieldType::boolean:
		spec = {{"column", place}, {"as", "boolean"}};
		if (Words::shipped().contrary(column.catalog.name, field.name) > 0.5)
			spec["true"] = {"0", "N", "n", "f", "false", "否"};
		break;
	case FieldType::date: spec = {{"column", place}, {"as", "date"}}; break;
	case FieldType::timestamp: spec = {{"column", place}, {"as", "timestamp"}}; break;
	case FieldType::instant:
	{
		const auto zoned = column.catalog.typeName.find("with time zone") != std::string::npos ||
		                   column.catalog.typeName.find("tz") != std::string::npos ||
		                   column.catalog.typeName.find("datetimeoffset") != std::string::npos;
		if (column.isMoment()) spec = {{"column", place}, {"as", zoned || keepsUtc(table) ? "utc" : "local"}};
		else
		{
			spec = {{"date", place}, {"as", "local"}};
			if (const auto time = timeOf(table, column); !time.empty()) spec["time"] = qualified(alias, time);
		}
		// Nothing is fined on a time that somebody typed (CP-18): as long as nobody said better, it was typed.
		if (field.name == "completed_at") spec["basis"] = "typed";
		break;
	}
	}
	if (isOwn(field.name)) spec["own"] = true;
	return spec;
}

std::vector<FieldChoice> chooseFields(const entities::EntitySchema& schema, const Words& words, const Table& base,
                                      const std::vector<Joined>& joined, const Known& known,
                                      const std::string& numberColumn, const std::string& role)
{
	return Chooser(schema, words, base, joined, known, numberColumn, role).run();
}

} // namespace erphost::discovery
