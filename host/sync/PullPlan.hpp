#pragma once

#include "host/odbc/BlockReader.hpp"
#include "host/odbc/Catalog.hpp"
#include "host/odbc/Dialect.hpp"
#include "host/sync/Mapping.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace erphost::sync {

/// A column that is read, resolved in the ERP's catalog.
struct SourceColumn
{
	ColumnRef ref;
	std::string table; ///< for messages
	odbc::CatalogColumn catalog;
	std::string expression; ///< quoted, with alias
};

/// A query, its parameters and how its rows travel.
struct PullQuery
{
	std::string sql;
	std::vector<std::optional<std::string>> parameters;
	odbc::PackedRow row;

	Result<std::unique_ptr<odbc::BlockReader>> open(odbc::Connection& connection) const;
};

/// The SELECTs that bring an entity in, for one dialect. Pure; immutable.
class PullPlan
{
public:
	/// Catalog columns by alias.
	using Catalogs = std::map<std::string, std::vector<odbc::CatalogColumn>>;

	/// "erp.column_missing" (configuration: entity, table, column). `packing`: columns travel as one where the dialect
	/// knows how; a reader then may fail with "odbc.packed_row".
	static Result<PullPlan> make(const EntityMap& map, const odbc::Dialect& dialect, const Catalogs& catalogs,
	                             bool packing = false);

	/// A page of all rows in key order, after the raw key `after` (empty: from the start).
	PullQuery keyPage(const std::vector<std::string>& after, std::size_t rows) const;
	/// A page in order of (watermark `stream`, key). `after` is (watermark, key…): beyond exactly that row; or only
	/// (watermark): from that value on; or empty: from the oldest that has one.
	PullQuery watermarkPage(std::size_t stream, const std::vector<std::string>& after, std::size_t rows) const;
	/// Rows whose first watermark is NULL, in key order.
	PullQuery unmarkedPage(const std::vector<std::string>& after, std::size_t rows) const;
	/// Only keys and watermarks in key order: for the sweep.
	PullQuery sweepPage(const std::vector<std::string>& after, std::size_t rows) const;
	/// The rows of these raw keys.
	PullQuery byKeys(const std::vector<std::vector<std::string>>& keys) const;
	std::string countSelect() const;
	/// Tables and joins as in FROM, and a column's expression: for checks that ask the ERP something of their own.
	const std::string& source() const { return _from; }
	std::string expression(std::size_t column) const;

	const std::vector<SourceColumn>& columns() const { return _columns; }
	/// Positions of columns in a row of keyPage, watermarkPage, byKeys; npos where there is none.
	const std::vector<std::size_t>& keyIndex() const { return _keys; }
	const std::vector<std::size_t>& watermarkIndex() const { return _watermarks; }
	std::size_t branchIndex() const { return _branch; }
	std::size_t deletedIndex() const { return _deleted; }
	std::size_t fieldIndex(std::size_t field) const { return _fields[field].first; }
	std::size_t timeIndex(std::size_t field) const { return _fields[field].second; }
	static constexpr std::size_t npos = static_cast<std::size_t>(-1);

	const EntityMap& map() const { return *_map; }
	std::size_t streams() const { return _watermarks.size(); }

private:
	std::size_t add(const ColumnRef& ref);
	std::string parameter(std::size_t column) const;
	std::string keyset(const std::vector<std::size_t>& columns, const std::vector<std::string>& after,
	                   std::vector<std::optional<std::string>>& parameters) const;
	PullQuery page(const std::vector<std::size_t>& order, const std::string& where,
	               std::vector<std::optional<std::string>> parameters, std::size_t rows, bool keysOnly) const;
	std::string selectList(bool keysOnly, odbc::PackedRow& row) const;

	const EntityMap* _map = nullptr;
	const odbc::Dialect* _dialect = nullptr;
	const Catalogs* _catalogs = nullptr; ///< while being made
	std::optional<Error> _missing;
	bool _packing = false;
	std::string _from;
	std::vector<SourceColumn> _columns;
	std::vector<std::size_t> _keys, _watermarks;
	std::size_t _coalesce = npos, _branch = npos, _deleted = npos;
	std::vector<std::pair<std::size_t, std::size_t>> _fields;
};

/// A placeholder that the server compares with a column of this kind without losing its index or its digits.
std::string typedParameter(odbc::Product product, const odbc::CatalogColumn& column);

/// A name in a catalog, exactly or ignoring ASCII case; null if there is none.
const odbc::CatalogColumn* findColumn(const std::vector<odbc::CatalogColumn>& columns, std::string_view name);

} // namespace erphost::sync
