#include "host/sync/RowBuilder.hpp"

#include "host/sync/KeyText.hpp"

#include <algorithm>

namespace erphost::sync {

void RowIssues::add(const std::string& code, const std::string& field, const std::string& column, std::string_view key,
                    std::string_view value)
{
	auto& issue = byCodeAndField[{code, field}];
	if (issue.count++ > 0) return;
	issue.column = column;
	issue.key = key;
	issue.value = value.substr(0, 40);
	while (!issue.value.empty() && (static_cast<unsigned char>(issue.value.back()) & 0xC0) == 0x80)
		issue.value.pop_back();
	if (!issue.value.empty() && (static_cast<unsigned char>(issue.value.back()) & 0x80) != 0) issue.value.pop_back();
}

std::optional<Error> RowIssues::summary(const std::string& entity) const
{
	// A row that stays out weighs more than a value that is missing.
	for (const char* code : {"erp.key_null", "erp.branch_unknown", "erp.code_unknown", "erp.value_unreadable"})
		for (const auto& [place, issue] : byCodeAndField)
			if (place.first == code)
				return misconfigured(code, "some rows of the ERP do not fit the mapping")
				    .with("entity", entity)
				    .with("field", place.second)
				    .with("column", issue.column)
				    .with("key", issue.key)
				    .with("value", issue.value)
				    .with("count", std::to_string(issue.count));
	return std::nullopt;
}

RowBuilder::RowBuilder(const PullPlan& plan, const entities::EntitySchema& schema, const entities::TimeZone& zone):
	_plan(plan), _schema(schema)
{
	const auto& fields = plan.map().fields;
	for (const auto& field : fields) _conversions.emplace_back(field, zone);
	for (const auto& column : entities::entityColumns(schema))
	{
		Column made;
		made.twin = column.twin;
		for (std::size_t i = 0; i < fields.size(); ++i)
			if (fields[i].field == schema.fields[column.field].name)
			{
				made.map = i;
				// A row that was only touched has another watermark and nothing else: that is no change, and what we
				// write ourselves must not come back as one.
				const auto& marks = plan.map().changes.columns;
				made.hashed =
					!fields[i].own && (fields[i].column.empty() ||
				                       std::find(marks.begin(), marks.end(), fields[i].column) == marks.end());
			}
		_columns.push_back(made);
	}
}

void appendWatermark(std::string& into, const ErpCell& cell, bool first)
{
	if (!first) into += '|';
	if (!cell.null) into.append(cell.text);
}

template <typename F>
bool RowBuilder::head(F cell, RowBatch& batch, RowBatch::Row& row)
{
	const auto& map = _plan.map();
	const auto arenaBefore = batch.arena.size();
	_key.clear();
	const auto& keys = _plan.keyIndex();
	for (std::size_t i = 0; i < keys.size(); ++i)
	{
		const ErpCell part = cell(keys[i]);
		if (part.null)
		{
			_issues.add("erp.key_null", map.key[i].text(), map.key[i].text(), _key, {});
			return false;
		}
		appendKeyPart(_key, part.text, i == 0);
	}
	row.key = batch.addText(_key);

	if (_plan.branchIndex() == PullPlan::npos) row.branch = batch.addText(map.branchValue);
	else
	{
		const ErpCell branch = cell(_plan.branchIndex());
		auto text = withoutPadding(branch.text);
		if (!map.branchCodes.empty())
		{
			if (const auto found = map.branchCodes.find(text); found != map.branchCodes.end()) text = found->second;
			else if (map.branchRefuse)
			{
				_issues.add("erp.branch_unknown", "branch", map.branchColumn.text(), _key, text);
				batch.arena.resize(arenaBefore);
				return false;
			}
		}
		row.branch = batch.addText(text);
	}

	_watermark.clear();
	const auto& marks = _plan.watermarkIndex();
	for (std::size_t i = 0; i < marks.size(); ++i) appendWatermark(_watermark, cell(marks[i]), i == 0);
	row.watermark = batch.addText(_watermark);

	if (_plan.deletedIndex() != PullPlan::npos)
	{
		const ErpCell deleted = cell(_plan.deletedIndex());
		row.deleted = !deleted.null && std::find(map.deletedValues.begin(), map.deletedValues.end(),
		                                         withoutPadding(deleted.text)) != map.deletedValues.end();
	}
	return true;
}

template <typename F>
bool RowBuilder::build(F cell, RowBatch& batch)
{
	const auto& map = _plan.map();
	const auto arenaBefore = batch.arena.size();
	const auto valuesBefore = batch.values.size();
	RowBatch::Row row;
	if (!head(cell, batch, row)) return false;

	_hash.clear();
	FieldValue value;
	for (std::size_t i = 0; i < _columns.size(); ++i)
	{
		const auto& column = _columns[i];
		RowBatch::Value stored;
		if (column.map != PullPlan::npos)
		{
			// The twin of an instant follows it: the conversion just made serves both.
			if (!column.twin)
			{
				const auto first = _plan.fieldIndex(column.map);
				const auto time = _plan.timeIndex(column.map);
				value = _conversions[column.map].convert(first == PullPlan::npos ? ErpCell{} : cell(first),
				                                         time == PullPlan::npos ? ErpCell{} : cell(time));
				if (value.kind == FieldValue::Kind::unreadable || value.kind == FieldValue::Kind::refused)
				{
					const bool refused = value.kind == FieldValue::Kind::refused;
					const auto& field = map.fields[column.map];
					const auto* known = _schema.field(field.field);
					_issues.add(refused ? "erp.code_unknown" : "erp.value_unreadable", field.field,
					            (field.date.empty() ? field.column : field.date).text(), _key,
					            known != nullptr && known->personal ? std::string_view() : cell(first).text);
					if (refused)
					{
						batch.arena.resize(arenaBefore);
						batch.values.resize(valuesBefore);
						return false;
					}
				}
			}
			if (column.twin)
			{
				if (value.twin.data() != nullptr && !value.twin.empty()) stored = batch.addText(value.twin);
			}
			else if (value.kind == FieldValue::Kind::number) stored = {value.number, RowBatch::kNumber};
			else if (value.kind == FieldValue::Kind::text) stored = batch.addText(value.text);
		}
		if (column.hashed)
		{
			if (stored.size == RowBatch::kNull) _hash.null();
			else if (stored.size == RowBatch::kNumber) _hash.number(stored.number);
			else _hash.text(batch.text(stored));
		}
		batch.values.push_back(stored);
	}
	row.hash = _hash.digest();
	batch.rows.push_back(row);
	return true;
}

bool RowBuilder::add(const std::function<ErpCell(std::size_t)>& cell, RowBatch& batch)
{
	return build([&](std::size_t i) { return cell(i); }, batch);
}

bool RowBuilder::addHead(const odbc::BlockReader& reader, std::size_t number, RowBatch& batch)
{
	RowBatch::Row row;
	const auto cell = [&](std::size_t i) {
		const auto found = reader.at(number, i);
		return ErpCell{found.view(), found.isNull()};
	};
	if (!head(cell, batch, row)) return false;
	batch.rows.push_back(row);
	return true;
}

bool RowBuilder::add(const odbc::BlockReader& reader, std::size_t row, RowBatch& batch)
{
	return build(
		[&](std::size_t i) {
			const auto cell = reader.at(row, i);
			return ErpCell{cell.view(), cell.isNull()};
		},
		batch);
}

} // namespace erphost::sync
