#include "host/sync/UpdateWriter.hpp"

#include "host/platform/Failpoint.hpp"
#include "host/sync/Conversion.hpp"

#include <algorithm>

namespace erphost::sync {

namespace {

constexpr int kAttempts =
	3; // a user may save the row between our reading and writing; nobody does so three times in a row

bool permitted(const SourceMap& source, const odbc::CatalogColumn& column, const std::optional<std::string>& present)
{
	if (!source.limited) return true;
	return std::any_of(source.permit.begin(), source.permit.end(),
	                   [&](const auto& value) { return sameValue(column, value, present); });
}

} // namespace

PushResult resultOf(Error error, bool connectionUsable, bool committing)
{
	if (error.code == "odbc.commit_unknown" || (committing && !connectionUsable))
		return {PushResult::Kind::unknown, std::move(error)};
	if (!connectionUsable) return {PushResult::Kind::lost, std::move(error)};
	// A missing right or table is not the record's fault: it waits until somebody has put the ERP or the mapping right.
	if (error.cls == ErrorClass::transient || error.cls == ErrorClass::configuration)
		return {PushResult::Kind::retry, std::move(error)};
	return {PushResult::Kind::refused, std::move(error)};
}

UpdateWriter::UpdateWriter(odbc::Connection& connection, const RecordTable& table, const entities::TimeZone& zone):
	_connection(connection), _table(table), _zone(zone)
{
}

Result<std::string> UpdateWriter::where(const OutboxRow& record, std::vector<std::optional<std::string>>& parameters)
{
	std::string text;
	for (const auto& [column, source] : _table.map().key)
	{
		EH_TRY(const auto value, valueOf(source, column, record, _zone));
		if (!value)
			return permanent("erp.payload_invalid", "the record does not say which row it is about")
			    .with("column", column)
			    .with("member", source.value)
			    .with("record", record.recordId);
		text += (text.empty() ? "" : " AND ") + _table.equals(column, value, parameters);
	}
	return text;
}

Result<std::vector<ColumnChange>> UpdateWriter::examine(const OutboxRow& record)
{
	std::vector<std::optional<std::string>> parameters;
	EH_TRY(const auto condition, where(record, parameters));
	std::string columns;
	for (const auto& [column, source] : _table.map().set)
		columns += (columns.empty() ? "" : ", ") + _table.text(column);
	EH_TRY(const auto rows,
	       _connection.query("SELECT " + columns + " FROM " + _table.table() + " WHERE " + condition, parameters, 2));
	if (rows.empty())
		return permanent("erp.row_missing", "the ERP has no such row")
		    .with("table", _table.map().table)
		    .with("key", record.businessKey)
		    .with("record", record.recordId);
	if (rows.size() > 1)
		return permanent("erp.row_ambiguous", "the key of the record fits several rows")
		    .with("table", _table.map().table)
		    .with("key", record.businessKey)
		    .with("record", record.recordId);
	std::vector<ColumnChange> changes;
	for (std::size_t i = 0; i < _table.map().set.size(); ++i)
	{
		const auto& [column, source] = _table.map().set[i];
		ColumnChange change;
		change.column = column;
		change.present = rows[0][i];
		EH_TRY(change.target, valueOf(source, column, record, _zone));
		const auto& known = _table.column(column);
		if (source.append)
		{
			change.append = true;
			const auto appended =
				appendText(change.present, change.target.value_or(""), source.separator, source.maximum);
			change.action = appended.kind == Appended::Kind::already ? ColumnChange::Action::same
			                : appended.kind == Appended::Kind::full  ? ColumnChange::Action::full
			                                                         : ColumnChange::Action::write;
			change.target = appended.text;
		}
		// A column of ours is emptied where the record says that nothing holds any more (a deadline of a closed case).
		else if (source.value.starts_with('$') && !change.target && !(source.ours && saysNull(source, record)))
			change.action = ColumnChange::Action::same; // the record says nothing about this column
		else if (sameValue(known, change.present, change.target)) change.action = ColumnChange::Action::same;
		else
			change.action = permitted(source, known, change.present) ? ColumnChange::Action::write
			                                                         : ColumnChange::Action::superseded;
		changes.push_back(std::move(change));
	}
	return changes;
}

Result<bool> UpdateWriter::compareAndSet(const OutboxRow& record, const std::vector<ColumnChange>& changes)
{
	std::string assignments, conditions;
	std::vector<std::optional<std::string>> values, comparisons, keys;
	for (const auto& change : changes)
	{
		if (change.action != ColumnChange::Action::write) continue;
		EH_CHECK(odbc::checkFits(_table.column(change.column), change.target, _table.dialect().product()));
		assignments += (assignments.empty() ? "" : ", ") + _table.quoted(change.column) + " = ?";
		values.push_back(change.target);
		conditions += " AND " + _table.equals(change.column, change.present, comparisons);
	}
	EH_TRY(const auto condition, where(record, keys));
	values.insert(values.end(), keys.begin(), keys.end());
	values.insert(values.end(), comparisons.begin(), comparisons.end());
	EH_TRY(const auto rows,
	       _connection.execute("UPDATE " + _table.table() + " SET " + assignments + " WHERE " + condition + conditions,
	                           values));
	if (rows > 1)
		return permanent("erp.row_ambiguous", "the key of the record fits several rows")
		    .with("table", _table.map().table)
		    .with("key", record.businessKey)
		    .with("record", record.recordId);
	return rows == 1;
}

PushResult UpdateWriter::failure(Error error, bool committing) const
{
	return resultOf(std::move(error), _connection.usable(), committing);
}

PushResult UpdateWriter::send(const OutboxRow& record)
{
	bool written = false;
	for (int attempt = 0; attempt < kAttempts; ++attempt)
	{
		auto changes = examine(record);
		if (!changes) return failure(std::move(changes).error(), false);
		bool needed = false;
		for (const auto& change : *changes)
		{
			const auto about = [&](Error&& error) {
				return std::move(error)
				    .with("table", _table.map().table)
				    .with("column", change.column)
				    .with("key", record.businessKey)
				    .with("record", record.recordId);
			};
			if (change.action == ColumnChange::Action::superseded && !written)
				return {PushResult::Kind::superseded,
				        about(conflict("erp.superseded", "an ERP user has set another value meanwhile"))};
			// Written and committed, yet another value stands there: a trigger, or a column that cannot hold it.
			if (written && change.action != ColumnChange::Action::same)
				return {PushResult::Kind::refused,
				        about(permanent("erp.readback_differs", "the ERP shows another value than was written"))};
			if (change.action == ColumnChange::Action::full)
				return {PushResult::Kind::refused,
				        about(permanent("erp.append_full", "the remark column has no room left"))};
			needed = needed || change.action == ColumnChange::Action::write;
		}
		if (!needed) return {};
		if (auto begun = _connection.begin(); !begun) return failure(std::move(begun).error(), false);
		EH_FAILPOINT("push.before_send");
		auto set = compareAndSet(record, *changes);
		if (!set || !*set)
		{
			const auto undone = _connection.rollback();
			if (!set) return failure(std::move(set).error(), false);
			if (!undone) return failure(undone.error(), false);
			continue; // somebody saved the row in between: read again
		}
		if (auto committed = _connection.commit(); !committed)
		{
			const auto undone = _connection.usable() ? _connection.rollback() : success();
			static_cast<void>(undone);
			return failure(std::move(committed).error(), true);
		}
		EH_FAILPOINT("push.after_send");
		written = true;
		attempt = kAttempts - 2; // one more reading: the read-back
	}
	return {PushResult::Kind::retry, transient("erp.row_busy", "the row is being changed by others all the time")
	                                     .with("table", _table.map().table)
	                                     .with("key", record.businessKey)};
}

} // namespace erphost::sync
