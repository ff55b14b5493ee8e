#include "host/sync/InterfaceWriter.hpp"

#include "host/odbc/BatchWriter.hpp"
#include "host/platform/Failpoint.hpp"
#include "host/sync/Conversion.hpp"

namespace erphost::sync {

InterfaceWriter::InterfaceWriter(odbc::Connection& connection, const RecordTable& table,
                                 const entities::TimeZone& zone):
	_connection(connection),
	_table(table), _zone(zone)
{
}

Result<std::vector<std::optional<std::string>>> InterfaceWriter::values(const OutboxRow& record) const
{
	std::vector<std::optional<std::string>> row;
	for (const auto& [column, source] : _table.map().set)
	{
		EH_TRY(auto value, valueOf(source, column, record, _zone));
		row.push_back(std::move(value));
	}
	return row;
}

Result<std::map<std::string, InterfaceWriter::Present>> InterfaceWriter::read(const std::vector<std::string>& recordIds)
{
	const auto& map = _table.map();
	std::map<std::string, Present> found;
	std::string columns =
		_table.text(map.idColumn) + ", " + _table.text(map.epochColumn) + ", " + _table.text(map.versionColumn);
	for (const auto& [column, source] : map.set) columns += ", " + _table.text(column);
	for (std::size_t from = 0; from < recordIds.size(); from += 50)
	{
		std::string condition;
		std::vector<std::optional<std::string>> parameters;
		for (std::size_t i = from; i < std::min(recordIds.size(), from + 50); ++i)
			condition += (condition.empty() ? "" : " OR ") + _table.equals(map.idColumn, recordIds[i], parameters);
		EH_TRY(auto rows,
		       _connection.query("SELECT " + columns + " FROM " + _table.table() + " WHERE " + condition, parameters));
		for (auto& row : rows)
		{
			Present present;
			parseInteger(withoutPadding(row[1].value_or("0")), present.epoch);
			parseInteger(withoutPadding(row[2].value_or("0")), present.version);
			present.values.assign(row.begin() + 3, row.end());
			found.emplace(std::string(withoutPadding(row[0].value_or(""))), std::move(present));
		}
	}
	return found;
}

void InterfaceWriter::write(const std::vector<OutboxRow>& records, const Rows& rows, std::vector<PushResult>& results)
{
	if (rows.empty()) return;
	const auto& map = _table.map();
	const auto all = [&](Error error, bool committing) {
		const auto result = resultOf(std::move(error), _connection.usable(), committing);
		for (const auto row : rows) results[row] = result;
	};
	if (!_connection.usable()) return all(transient("erp.away", "the connection was lost before"), false);
	if (auto begun = _connection.begin(); !begun) return all(std::move(begun).error(), false);

	const auto fill = [&]() -> Result<void> {
		odbc::BatchWriter::Options options;
		options.table = map.table;
		options.keys = {_table.column(map.idColumn).name};
		options.columns = {_table.column(map.idColumn).name, _table.column(map.epochColumn).name,
		                   _table.column(map.versionColumn).name};
		if (!map.stateColumn.empty()) options.columns.push_back(_table.column(map.stateColumn).name);
		for (const auto& [column, source] : map.set) options.columns.push_back(_table.column(column).name);
		EH_TRY(auto writer, odbc::BatchWriter::open(_connection, std::move(options)));
		for (const auto row : rows)
		{
			const auto& record = records[row];
			std::vector<std::optional<std::string>> line = {record.recordId, std::to_string(record.epoch),
			                                                std::to_string(record.version)};
			if (!map.stateColumn.empty()) line.emplace_back("0"); // waiting for the ERP's own job
			EH_TRY(auto set, values(record));
			for (auto& value : set) line.push_back(std::move(value));
			EH_CHECK(writer->add(line));
		}
		EH_CHECK(writer->flush());
		return {};
	};
	EH_FAILPOINT("push.before_send");
	if (auto filled = fill(); !filled)
	{
		const auto undone = _connection.rollback();
		const bool usable = _connection.usable() && undone.ok();
		// A value, a constraint: halve until the record that is to blame stands alone.
		const auto kind = resultOf(filled.error(), usable, false).kind;
		if (rows.size() > 1 && kind == PushResult::Kind::refused)
		{
			const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2);
			write(records, Rows(rows.begin(), middle), results);
			write(records, Rows(middle, rows.end()), results);
			return;
		}
		auto error = std::move(filled).error();
		if (rows.size() == 1)
			error.params.insert(error.params.end(), {{"record", records[rows[0]].recordId}, {"table", map.table}});
		return all(std::move(error), false);
	}
	if (auto committed = _connection.commit(); !committed) return all(std::move(committed).error(), true);
	EH_FAILPOINT("push.after_send");
	verify(records, rows, results);
}

void InterfaceWriter::verify(const std::vector<OutboxRow>& records, const Rows& rows, std::vector<PushResult>& results)
{
	std::vector<std::string> ids;
	for (const auto row : rows) ids.push_back(records[row].recordId);
	auto present = read(ids);
	for (const auto row : rows)
	{
		const auto& record = records[row];
		if (!present)
		{
			results[row] = {PushResult::Kind::unknown, present.error()};
			continue;
		}
		const auto found = present->find(record.recordId);
		auto wanted = values(record);
		std::string differs = found == present->end() || !wanted ? _table.map().idColumn : "";
		if (differs.empty())
			for (std::size_t i = 0; i < wanted->size(); ++i)
				if (!sameValue(_table.column(_table.map().set[i].first), (*wanted)[i], found->second.values[i]))
					differs = _table.map().set[i].first;
		if (differs.empty()) results[row] = {};
		else
			results[row] = {PushResult::Kind::refused,
			                permanent("erp.readback_differs", "the ERP shows another value than was written")
			                    .with("table", _table.map().table)
			                    .with("column", differs)
			                    .with("key", record.businessKey)
			                    .with("record", record.recordId)};
	}
}

std::vector<PushResult> InterfaceWriter::send(const std::vector<OutboxRow>& records)
{
	std::vector<PushResult> results(records.size());
	std::vector<std::string> ids;
	for (const auto& record : records) ids.push_back(record.recordId);
	auto present = read(ids);
	if (!present)
	{
		const auto result = resultOf(present.error(), _connection.usable(), false);
		std::fill(results.begin(), results.end(), result);
		return results;
	}
	Rows rows, there;
	for (std::size_t i = 0; i < records.size(); ++i)
	{
		const auto& record = records[i];
		if (auto wanted = values(record); !wanted)
		{
			results[i] = {PushResult::Kind::refused, std::move(wanted).error()};
			continue;
		}
		const auto found = present->find(record.recordId);
		const auto ours = std::pair(record.epoch, record.version);
		const auto theirs = found == present->end() ? std::pair<std::int64_t, std::int64_t>(-1, -1)
		                                            : std::pair(found->second.epoch, found->second.version);
		if (theirs > ours)
			results[i] = {PushResult::Kind::superseded,
			              conflict("erp.newer_in_erp", "the ERP holds a newer version of this record")
			                  .with("record", record.recordId)
			                  .with("key", record.businessKey)};
		else if (theirs == ours) there.push_back(i); // written before, and the answer was lost
		else rows.push_back(i);
	}
	verify(records, there, results);
	for (const auto row : there)
		if (results[row].kind == PushResult::Kind::refused) rows.push_back(row);
	write(records, rows, results);
	return results;
}

} // namespace erphost::sync
