#include "host/sync/ErpCheck.hpp"

#include "host/messages/Messages.hpp"
#include "host/sync/DateTimeText.hpp"
#include "host/sync/RecordTable.hpp"
#include "host/sync/RowBuilder.hpp"

#include <algorithm>
#include <cstdlib>

namespace erphost::sync {

namespace {

constexpr std::size_t kSampleRows = 200;
constexpr std::int64_t kSkewSeconds = 60;

using Level = CheckFinding::Level;

/// The check of one ERP; collects findings instead of stopping at the first.
class Checker
{
public:
	Checker(const SyncSetup& setup, const Clock& clock, std::size_t shownRows, CheckReport& report):
		_setup(setup), _clock(clock), _shownRows(shownRows), _report(report)
	{
	}
	void run();

private:
	const SyncSetup& _setup;
	const Clock& _clock;
	const std::size_t _shownRows;
	CheckReport& _report;

	void add(Level level, Error error) { _report.findings.push_back({level, std::move(error)}); }
	void clocks(odbc::Connection& connection);
	void entity(odbc::Connection& connection, const EntityMap& map);
	bool catalogs(odbc::Connection& connection, const EntityMap& map, PullPlan::Catalogs& into);
	void key(odbc::Connection& connection, const PullPlan& plan);
	void changes(odbc::Connection& connection, const PullPlan& plan);
	void sample(odbc::Connection& connection, const PullPlan& plan);
	void record(odbc::Connection& connection, const RecordMap& map);
	void writable(odbc::Connection& connection, const std::string& table, const std::string& column);
	void pullRights(odbc::Connection& connection, const std::string& table);
	void idUnique(odbc::Connection& connection, const RecordMap& map);
};

std::string masked(std::string_view text)
{
	std::size_t end = text.empty() ? 0 : 1;
	while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
	return std::string(text.substr(0, end)) + "***";
}

std::vector<std::string> allTables(const EntityMap& map)
{
	std::vector<std::string> tables;
	if (!map.from.table.empty()) tables.push_back(map.from.table);
	for (const auto& join : map.joins)
		if (!join.table.empty()) tables.push_back(join.table);
	return tables;
}

/// Columns that the mapping names, with the alias they belong to.
std::vector<ColumnRef> allColumns(const EntityMap& map)
{
	std::vector<ColumnRef> columns = map.key;
	columns.insert(columns.end(), map.changes.columns.begin(), map.changes.columns.end());
	for (const auto* one : {&map.changes.coalesce, &map.branchColumn, &map.deletedColumn}) columns.push_back(*one);
	for (const auto& field : map.fields)
		for (const auto* one : {&field.column, &field.date, &field.time}) columns.push_back(*one);
	for (const auto& join : map.joins)
		for (const auto& [left, right] : join.on)
		{
			columns.push_back(left);
			columns.push_back({join.alias, right});
		}
	std::erase_if(columns, [](const ColumnRef& ref) { return ref.empty(); });
	std::sort(columns.begin(), columns.end());
	columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
	return columns;
}

bool Checker::catalogs(odbc::Connection& connection, const EntityMap& map, PullPlan::Catalogs& into)
{
	bool complete = true;
	const auto describe = [&](const TableRef& table) {
		auto columns = table.select.empty() ? odbc::describeTable(connection, table.table)
		                                    : odbc::describeSelect(connection, table.select);
		if (columns) into[table.alias] = *std::move(columns);
		else
		{
			complete = false;
			add(Level::error, std::move(columns).error().with("entity", map.entity).with("table", table.table));
		}
	};
	describe(map.from);
	for (const auto& join : map.joins) describe(join);
	for (const auto& ref : allColumns(map))
	{
		const auto& alias = ref.alias.empty() ? map.from.alias : ref.alias;
		const auto catalog = into.find(alias);
		if (catalog == into.end() || findColumn(catalog->second, ref.column) != nullptr) continue;
		complete = false;
		auto table = map.from.table;
		for (const auto& join : map.joins)
			if (join.alias == alias) table = join.table;
		add(Level::error, misconfigured("erp.column_missing", "the ERP has no such column")
		                      .with("entity", map.entity)
		                      .with("table", table)
		                      .with("column", ref.column));
	}
	return complete;
}

void Checker::key(odbc::Connection& connection, const PullPlan& plan)
{
	const auto& map = plan.map();
	std::string columns, names, nulls, texts;
	for (std::size_t i = 0; i < plan.keyIndex().size(); ++i)
	{
		const auto index = plan.keyIndex()[i];
		columns += (i > 0 ? ", " : "") + plan.expression(index);
		texts += (i > 0 ? ", " : "") +
		         connection.dialect().asText(plan.expression(index), plan.columns()[index].catalog.typeName);
		names += (i > 0 ? " + " : "") + map.key[i].text();
		auto empty =
			connection.query("SELECT COUNT(*) FROM " + plan.source() + " WHERE " + plan.expression(index) + " IS NULL");
		if (empty && !empty->empty() && (*empty)[0][0].value_or("0") != "0")
			add(Level::error, misconfigured("erp.check.key_null", "a key column has no value in some rows")
			                      .with("entity", map.entity)
			                      .with("column", map.key[i].text())
			                      .with("count", *(*empty)[0][0]));
	}
	auto twice =
		connection.query(connection.dialect().limited("SELECT " + texts + " FROM " + plan.source() + " GROUP BY " +
	                                                      columns + " HAVING COUNT(*) > 1 ORDER BY " + columns,
	                                                  1));
	if (!twice)
		return add(Level::error, std::move(twice).error().with("entity", map.entity).with("table", map.from.table));
	if (twice->empty()) return;
	std::string example;
	for (const auto& part : (*twice)[0])
		example += (example.empty() ? "" : "|") + std::string(withoutPadding(part.value_or("")));
	add(Level::error, misconfigured("erp.check.key_not_unique", "the key is not unique")
	                      .with("entity", map.entity)
	                      .with("table", map.from.table)
	                      .with("columns", names)
	                      .with("key", example));
}

void Checker::changes(odbc::Connection& connection, const PullPlan& plan)
{
	const auto& map = plan.map();
	for (std::size_t i = 0; i < plan.watermarkIndex().size(); ++i)
	{
		const auto index = plan.watermarkIndex()[i];
		const auto& column = plan.columns()[index];
		const auto expression = plan.expression(index);
		auto most = connection.query("SELECT " +
		                             connection.dialect().asText("MAX(" + expression + ")", column.catalog.typeName) +
		                             " FROM " + plan.source());
		if (!most)
		{
			add(Level::error, std::move(most).error().with("entity", map.entity).with("column", column.ref.text()));
			continue;
		}
		const auto highest = most->empty() ? std::optional<std::string>() : (*most)[0][0];
		DateTime time;
		std::int64_t number = 0;
		const auto kind = column.catalog.kind;
		const bool byKind = kind == odbc::ColumnKind::timestamp || kind == odbc::ColumnKind::date ||
		                    kind == odbc::ColumnKind::integer || kind == odbc::ColumnKind::binary ||
		                    kind == odbc::ColumnKind::decimal;
		const bool isTime = highest && parseDateTime(*highest, time) == DateTimeKind::value;
		if (!byKind && highest && !isTime && !parseInteger(withoutPadding(*highest), number))
			add(Level::error, misconfigured("erp.check.change_unfit", "the change column cannot show changes")
			                      .with("entity", map.entity)
			                      .with("column", column.ref.text())
			                      .with("type", column.catalog.typeName));
		const auto now = _clock.nowMs() / 1000;
		if (isTime && kind != odbc::ColumnKind::integer &&
		    time.localSeconds() > std::max(now, _setup.mapping().timeZone.toLocalSeconds(now)) + 3600)
			add(Level::warning, misconfigured("erp.check.change_future", "the change column has a time in the future")
			                        .with("entity", map.entity)
			                        .with("column", column.ref.text())
			                        .with("value", *highest));
		if (i > 0 || !map.changes.coalesce.empty()) continue;
		auto empty = connection.query("SELECT COUNT(*) FROM " + plan.source() + " WHERE " + expression + " IS NULL");
		if (empty && !empty->empty() && (*empty)[0][0].value_or("0") != "0")
			add(Level::warning, misconfigured("erp.check.change_nulls", "the change column has no value in some rows")
			                        .with("entity", map.entity)
			                        .with("column", column.ref.text())
			                        .with("count", *(*empty)[0][0]));
	}
}

void Checker::sample(odbc::Connection& connection, const PullPlan& plan)
{
	const auto& map = plan.map();
	const auto& schema = _setup.schema(map.entity);
	RowBuilder builder(plan, schema, _setup.mapping().timeZone);
	nlohmann::json line = {{"entity", map.entity}, {"rows", nullptr}, {"sample", nlohmann::json::array()}};
	if (auto count = connection.query(plan.countSelect()); count && !count->empty())
	{
		std::int64_t rows = 0;
		parseInteger((*count)[0][0].value_or("0"), rows);
		line["rows"] = rows;
		if (rows == 0)
			add(Level::warning, misconfigured("erp.check.empty", "the table has no rows")
			                        .with("entity", map.entity)
			                        .with("table", map.from.table));
	}
	const auto query = plan.keyPage({}, kSampleRows);
	auto reader = query.open(connection);
	const auto failed = [&](Error error) {
		// Text that is no text: the driver hands out bytes of another character set.
		if (error.code == "odbc.bad_text")
		{
			auto column = std::string(error.param("column"));
			add(Level::error, misconfigured("erp.check.charset", "the character set is wrong")
			                      .with("entity", map.entity)
			                      .with("column", std::move(column)));
		}
		else add(Level::error, std::move(error).with("entity", map.entity).with("table", map.from.table));
	};
	if (!reader) return failed(std::move(reader).error());
	RowBatch batch;
	std::map<std::size_t, std::int64_t> filled, garbled;
	for (;;)
	{
		auto rows = (*reader)->next();
		if (!rows) return failed(std::move(rows).error());
		if (*rows == 0) break;
		for (std::size_t i = 0; i < *rows; ++i)
		{
			builder.add(**reader, i, batch);
			for (std::size_t column = 0; column < plan.columns().size(); ++column)
			{
				const auto cell = (*reader)->at(i, column);
				if (cell.isNull() || withoutPadding(cell.view()).empty()) continue;
				++filled[column];
				if (looksGarbled(cell.view())) ++garbled[column];
			}
		}
	}
	for (const auto& [column, count] : garbled)
		if (count * 2 > filled[column])
			add(Level::error, misconfigured("erp.check.charset", "the character set is wrong")
			                      .with("entity", map.entity)
			                      .with("column", plan.columns()[column].ref.text()));
	for (const auto& found : builder.issues().byCodeAndField)
	{
		const auto& place = found.first; // no structured binding: Clang 14 lets no lambda see one
		const auto& issue = found.second;
		const auto about = [&](const char* code) {
			std::string type;
			std::size_t column = 0;
			for (; column < plan.columns().size(); ++column)
				if (plan.columns()[column].ref.text() == issue.column) break;
			if (column < plan.columns().size()) type = plan.columns()[column].catalog.typeName;
			constexpr const char* kAs[] = {"text", "integer", "decimal", "boolean",
			                               "date", "local",   "utc",     "timestamp"};
			const auto* field = map.field(place.second);
			return misconfigured(code, "a column does not fit the mapping")
			    .with("entity", map.entity)
			    .with("field", place.second)
			    .with("column", issue.column)
			    .with("value", issue.value)
			    .with("type", type)
			    .with("as", field != nullptr ? kAs[static_cast<int>(field->as)] : "");
		};
		if (place.first == "erp.code_unknown" || place.first == "erp.branch_unknown")
			add(Level::error, about("erp.check.code_unknown"));
		else if (place.first == "erp.value_unreadable")
		{
			std::int64_t all = 0;
			for (std::size_t column = 0; column < plan.columns().size(); ++column)
				if (plan.columns()[column].ref.text() == issue.column) all = filled[column];
			// Some bad values are data, only bad values are a mistake of the mapping.
			if (issue.count >= all) add(Level::error, about("erp.check.type_unfit"));
			else add(Level::warning, about("erp.check.value_unreadable"));
		}
	}
	const auto columns = entities::entityColumns(schema);
	for (std::size_t i = 0; i < std::min(batch.rows.size(), _shownRows); ++i)
	{
		nlohmann::json shown = {{"key", batch.text(batch.rows[i].key)}, {"branch", batch.text(batch.rows[i].branch)}};
		for (std::size_t c = 0; c < columns.size(); ++c)
		{
			const auto& value = batch.values[i * columns.size() + c];
			auto& target = shown[columns[c].name];
			if (value.size == RowBatch::kNumber) target = value.number;
			else if (value.size >= 0)
				target = schema.fields[columns[c].field].personal ? masked(batch.text(value))
				                                                  : std::string(batch.text(value));
		}
		line["sample"].push_back(std::move(shown));
	}
	_report.entities.push_back(std::move(line));
}

void Checker::pullRights(odbc::Connection& connection, const std::string& table)
{
	const auto select = connection.dialect().rightsSelect(table);
	if (select.empty()) return;
	const auto answer = connection.query(select);
	if (answer && !answer->empty() && (*answer)[0][0].value_or("0") == "1")
		add(Level::warning,
		    misconfigured("erp.check.pull_writes", "the reading account may write").with("table", table));
}

void Checker::entity(odbc::Connection& connection, const EntityMap& map)
{
	PullPlan::Catalogs known;
	if (!catalogs(connection, map, known)) return;
	auto plan = PullPlan::make(map, connection.dialect(), known);
	if (!plan) return add(Level::error, std::move(plan).error());
	sample(connection, *plan);
	key(connection, *plan);
	changes(connection, *plan);
}

void Checker::writable(odbc::Connection& connection, const std::string& table, const std::string& column)
{
	// Touches no row, but the server checks the right to.
	if (auto begun = connection.begin(); !begun) return add(Level::error, std::move(begun).error());
	const auto touched = connection.execute("UPDATE " + connection.dialect().quote(table) + " SET " + column + " = " +
	                                        column + " WHERE 1 = 0");
	const auto undone = connection.rollback();
	static_cast<void>(undone);
	if (touched) return;
	const auto& code = touched.error().code;
	if (code == "odbc.denied" || code == "odbc.read_only")
		add(Level::error,
		    misconfigured("erp.check.push_denied", "the writing account may not write").with("table", table));
	else add(Level::error, Error(touched.error()).with("table", table));
}

/// A record is sent again when its answer was lost: only a unique id keeps it from standing in the ERP twice.
void Checker::idUnique(odbc::Connection& connection, const RecordMap& map)
{
	const auto keys = odbc::uniqueKeys(connection, map.table);
	if (!keys) return; // a driver that cannot say
	for (const auto& key : *keys)
	{
		odbc::CatalogColumn column;
		column.name = key.front();
		if (key.size() == 1 && findColumn({column}, map.idColumn) != nullptr) return;
	}
	add(Level::error, misconfigured("erp.check.id_not_unique", "the id of an interface table is not unique")
	                      .with("type", map.type)
	                      .with("table", map.table)
	                      .with("column", map.idColumn));
}

void Checker::record(odbc::Connection& connection, const RecordMap& map)
{
	auto table = RecordTable::open(connection, map);
	if (!table) return add(Level::error, std::move(table).error());
	if (map.interface) idUnique(connection, map);
	// A hand list is clicked by people: with a login that may only read it is how the host works.
	if (map.set.empty() || map.mode == PushMode::handList) return;
	writable(connection, map.table, table->quoted(map.set.front().first));
}

void Checker::clocks(odbc::Connection& connection)
{
	const auto answer = connection.query(connection.dialect().currentUtcSelect());
	DateTime theirs;
	if (!answer || answer->empty() || parseDateTime((*answer)[0][0].value_or(""), theirs) != DateTimeKind::value)
		return;
	const auto skew = theirs.localSeconds() - _clock.nowMs() / 1000;
	if (std::abs(skew) > kSkewSeconds)
		add(Level::warning, misconfigured("erp.check.clock_skew", "the ERP server's clock is off")
		                        .with("seconds", std::to_string(skew)));
}

void Checker::run()
{
	ErpLink pull(_setup.link("pull", false), nullptr, _clock);
	auto connection = pull.use();
	if (!connection) return add(Level::error, std::move(connection).error());
	const auto& server = (*connection)->server();
	_report.server = {{"product", server.productName},     {"version", server.productVersion},
	                  {"driver", server.driverName},       {"driverVersion", server.driverVersion},
	                  {"odbcVersion", server.odbcVersion}, {"bits", static_cast<int>(sizeof(void*) * 8)}};
	clocks(**connection);
	std::vector<std::string> checkedRights;
	for (const auto& map : _setup.mapping().entities)
	{
		if (!(*connection)->usable()) break;
		entity(**connection, map);
		for (const auto& table : allTables(map))
			if (std::find(checkedRights.begin(), checkedRights.end(), table) == checkedRights.end())
			{
				checkedRights.push_back(table);
				pullRights(**connection, table);
			}
	}
	if (_setup.mapping().records.empty()) return;
	ErpLink push(_setup.link("push", true), nullptr, _clock);
	auto writing = push.use();
	if (!writing) return add(Level::error, std::move(writing).error());
	for (const auto& map : _setup.mapping().records) record(**writing, map);
	for (const auto& map : _setup.mapping().entities)
		if (map.changes.mode == ChangeMode::queue)
			writable(**writing, map.changes.queueTable, (*writing)->dialect().quote(map.changes.acknowledgeColumn));
}

} // namespace

bool looksGarbled(std::string_view text)
{
	// GBK or UTF-8 bytes taken for Latin-1 become letters of U+0080…U+00FF in a row; what a server could not convert, a
	// row of "?".
	int latin = 0, other = 0, questions = 0;
	for (std::size_t i = 0; i < text.size();)
	{
		const auto c = static_cast<unsigned char>(text[i]);
		if (c == 0xEF && text.substr(i, 3) == "\xEF\xBF\xBD") return true;
		if (c == '?') ++questions;
		else if (c == 0xC2 || c == 0xC3) ++latin;
		else if (c >= 0x80) ++other;
		i += c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	}
	return (latin >= 2 && other == 0) || (questions >= 3 && other == 0);
}

bool CheckReport::fits() const
{
	return std::none_of(findings.begin(), findings.end(), [](const auto& f) { return f.level == Level::error; });
}

nlohmann::json CheckReport::json(std::string_view language) const
{
	nlohmann::json out = {
		{"fits", fits()}, {"server", server}, {"entities", entities}, {"findings", nlohmann::json::array()}};
	for (const auto& finding : findings)
	{
		const auto text = messages::explain(finding.error, language);
		auto params = nlohmann::json::object();
		for (const auto& [name, value] : finding.error.params) params[name] = value;
		out["findings"].push_back({{"level", finding.level == Level::error ? "error" : "warning"},
		                           {"code", finding.error.code},
		                           {"params", params},
		                           {"title", text.title},
		                           {"detail", text.detail},
		                           {"remedy", text.remedy}});
	}
	return out;
}

CheckReport checkErp(const SyncSetup& setup, const Clock& clock, std::size_t shownRows)
{
	CheckReport report;
	Checker(setup, clock, shownRows, report).run();
	return report;
}

} // namespace erphost::sync
