#pragma once

#include "host/odbc/BatchRows.hpp"
#include "host/odbc/BatchWriter.hpp"
#include "host/odbc/Catalog.hpp"
#include "host/odbc/Statement.hpp"

namespace erphost::odbc {

/// How a batch reaches the server: one class per Dialect::Batch. Values are checked already. Internal to BatchWriter.
class BatchStatements
{
public:
	static std::unique_ptr<BatchStatements> make(Connection& connection, const BatchWriter::Options& options,
	                                             std::vector<CatalogColumn> columns);
	BatchStatements(Connection& connection, const BatchWriter::Options& options, std::vector<CatalogColumn> columns);
	virtual ~BatchStatements() = default;

	virtual Result<void> send(const BatchRows& rows) = 0;

protected:
	/// The statement for so many rows.
	std::string text(std::size_t rows) const;
	Result<void> prepare(std::optional<Statement>& into, std::string_view sql) const;

	Connection& _connection;
	std::string _table;
	std::vector<CatalogColumn> _columns;
	std::vector<std::string> _names, _types, _keys, _keep;
};

/// Appends one element to a PostgreSQL array literal that was begun with "{".
void appendArrayElement(std::string& literal, std::optional<std::string_view> value, ColumnKind kind);
/// A batch as a JSON array of arrays of texts and nulls.
std::string jsonOf(const BatchRows& rows);

} // namespace erphost::odbc
