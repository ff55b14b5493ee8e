#include "host/odbc/BatchStatements.hpp"

#include "host/odbc/Dialect.hpp"
#include "host/odbc/ParameterBlock.hpp"

#include <nlohmann/json.hpp>

namespace erphost::odbc {
namespace {

/// One array a column, as text: what execute() of a prepared statement takes.
class ArrayStatements : public BatchStatements
{
public:
	using BatchStatements::BatchStatements;
	Result<void> send(const BatchRows& rows) override
	{
		const bool split = canSplit(rows);
		auto& statement = split ? _split : _literal;
		if (!statement)
		{
			const auto& dialect = _connection.dialect();
			EH_CHECK(prepare(statement,
			                 split ? dialect.splitUpsert(_table, _names, _types, _keys, _keep) : text(rows.count())));
		}
		_arrays.resize(_columns.size());
		for (std::size_t column = 0; column < _columns.size(); ++column)
		{
			auto& array = _arrays[column];
			if (!array) array.emplace();
			array->clear();
			if (split && splits(column)) join(rows, column, *array);
			else quote(rows, column, *array);
		}
		return statement->execute(_arrays, true);
	}

private:
	bool splits(std::size_t column) const { return _connection.dialect().splits(_types[column]); }
	/// One empty text would be no element, and a text with a separator in it several.
	bool canSplit(const BatchRows& rows) const
	{
		return rows.count() > 1 && rows.text().find(kPackSeparator) == std::string_view::npos &&
		       rows.text().find(kPackedNull) == std::string_view::npos;
	}
	static void join(const BatchRows& rows, std::size_t column, std::string& array)
	{
		for (std::size_t row = 0; row < rows.count(); ++row)
		{
			if (row > 0) array.push_back(kPackSeparator);
			if (const auto value = rows.at(row, column)) array.append(*value);
			else array.push_back(kPackedNull);
		}
	}
	void quote(const BatchRows& rows, std::size_t column, std::string& array) const
	{
		array.push_back('{');
		for (std::size_t row = 0; row < rows.count(); ++row)
		{
			if (row > 0) array.push_back(',');
			appendArrayElement(array, rows.at(row, column), _columns[column].kind);
		}
		array.push_back('}');
	}

	std::optional<Statement> _literal, _split;
	std::vector<std::optional<std::string>> _arrays;
};

class JsonStatements : public BatchStatements
{
public:
	using BatchStatements::BatchStatements;
	Result<void> send(const BatchRows& rows) override
	{
		if (!_statement)
		{
			EH_CHECK(prepare(_statement, text(rows.count())));
		}
		const auto document = jsonOf(rows);
		const std::vector<std::optional<std::string>> parameters{document, document};
		EH_CHECK(_statement->execute(parameters, true));
		return _statement->drain();
	}

private:
	std::optional<Statement> _statement;
};

/// Multi-row VALUES; the last batch, being smaller, has a statement of its own.
class ValuesStatements : public BatchStatements
{
public:
	using BatchStatements::BatchStatements;
	Result<void> send(const BatchRows& rows) override
	{
		if (!_statement || _rows != rows.count())
		{
			_statement.reset();
			EH_CHECK(prepare(_statement, text(rows.count())));
			_rows = rows.count();
			_block.emplace(_columns, _rows, ParameterBlock::Layout::scalars);
		}
		EH_CHECK(_block->load(rows, 0, rows.count(), *_statement));
		return _block->execute(*_statement);
	}

private:
	std::optional<ParameterBlock> _block; ///< outlives the statement that points into it
	std::optional<Statement> _statement;
	std::size_t _rows = 0;
};

/// The one-row statement with ODBC parameter arrays; row by row with arrays of one.
class ParameterStatements : public BatchStatements
{
public:
	using BatchStatements::BatchStatements;
	Result<void> send(const BatchRows& rows) override
	{
		if (!_statement)
		{
			EH_CHECK(prepare(_statement, text(1)));
			_block.emplace(_columns, rows.count(), ParameterBlock::Layout::arrays);
		}
		const bool single = _connection.dialect().batch() == Dialect::Batch::single;
		for (std::size_t first = 0; first < rows.count();)
		{
			// A single long text makes every row of its column that wide: such batches go in pieces.
			const auto count = single ? 1 : _block->rowsThatFit(rows, first);
			EH_CHECK(_block->load(rows, first, count, *_statement));
			EH_CHECK(_block->execute(*_statement));
			first += count;
		}
		return success();
	}

private:
	std::optional<ParameterBlock> _block;
	std::optional<Statement> _statement;
};

} // namespace

BatchStatements::BatchStatements(Connection& connection, const BatchWriter::Options& options,
                                 std::vector<CatalogColumn> columns):
	_connection(connection),
	_table(options.table), _columns(std::move(columns)), _names(options.columns), _keys(options.keys),
	_keep(options.keepOnUpdate)
{
	for (const auto& column : _columns) _types.push_back(column.cast);
}

Result<void> BatchStatements::prepare(std::optional<Statement>& into, std::string_view sql) const
{
	EH_TRY(auto statement, Statement::make(_connection.impl()));
	EH_CHECK(statement.prepare(sql));
	into.emplace(std::move(statement));
	return {};
}

std::string BatchStatements::text(std::size_t rows) const
{
	return _connection.dialect().batchUpsert(_table, _names, _types, _keys, _keep, rows);
}

std::unique_ptr<BatchStatements> BatchStatements::make(Connection& connection, const BatchWriter::Options& options,
                                                       std::vector<CatalogColumn> columns)
{
	switch (connection.dialect().batch())
	{
	case Dialect::Batch::arrays: return std::make_unique<ArrayStatements>(connection, options, std::move(columns));
	case Dialect::Batch::json: return std::make_unique<JsonStatements>(connection, options, std::move(columns));
	case Dialect::Batch::values: return std::make_unique<ValuesStatements>(connection, options, std::move(columns));
	case Dialect::Batch::single:
	case Dialect::Batch::parameters: break;
	}
	return std::make_unique<ParameterStatements>(connection, options, std::move(columns));
}

void appendArrayElement(std::string& literal, std::optional<std::string_view> value, ColumnKind kind)
{
	if (!value)
	{
		literal += "NULL";
		return;
	}
	switch (kind)
	{
	case ColumnKind::integer:
	case ColumnKind::decimal:
	case ColumnKind::boolean:
	case ColumnKind::date: literal += *value; return; // checked: nothing in them needs quotes
	case ColumnKind::binary: literal.append("\"\\\\x").append(*value).push_back('"'); return;
	default: break;
	}
	literal.push_back('"');
	auto rest = *value;
	for (auto at = rest.find_first_of("\"\\"); at != std::string_view::npos; at = rest.find_first_of("\"\\"))
	{
		literal.append(rest.substr(0, at)).push_back('\\');
		literal.push_back(rest[at]);
		rest.remove_prefix(at + 1);
	}
	literal.append(rest).push_back('"');
}

std::string jsonOf(const BatchRows& rows)
{
	auto document = nlohmann::json::array();
	for (std::size_t row = 0; row < rows.count(); ++row)
	{
		auto values = nlohmann::json::array();
		for (std::size_t column = 0; column < rows.columns; ++column)
		{
			const auto value = rows.at(row, column);
			values.push_back(value ? nlohmann::json(std::string(*value)) : nlohmann::json(nullptr));
		}
		document.push_back(std::move(values));
	}
	return document.dump();
}

} // namespace erphost::odbc
