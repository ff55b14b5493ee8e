#pragma once

#include "host/discovery/Shape.hpp"
#include "host/odbc/Connection.hpp"

#include <atomic>
#include <functional>

namespace erphost::discovery {

/// How much of the ERP may be looked at.
struct Budget
{
	int queries = 4000;
	std::int64_t milliseconds = 180'000;
	/// A table with more rows is searched in its keys alone: nothing is read from end to end for a guess.
	std::int64_t largeTable = 2'000'000;
};

/// All that map-by-example asks an ERP: the catalog, and bounded looks at rows. One thread at a time. What cannot be
/// read (no right, a broken view) is skipped and remembered; only a lost connection or a used up budget is an error
/// ("discovery.budget", "discovery.stopped").
class ErpReader
{
public:
	/// `stop` may be null. The connection must outlive it.
	ErpReader(odbc::Connection& connection, Budget budget, std::function<std::int64_t()> steadyMs,
	          const std::atomic<bool>* stop = nullptr);

	/// Tables and views that this account may read, without their columns. "discovery.catalog_unknown" on a database
	/// whose catalog nobody described.
	Result<std::vector<Table>> tables();
	/// Columns and unique keys.
	Result<void> describe(Table& table);
	/// Foreign keys of all `tables`.
	Result<void> references(std::vector<Table>& tables);
	/// Rows in which a column holds exactly this text (a CHAR's padding aside), at most `rows`; none if it was skipped.
	Result<std::vector<std::vector<Cell>>> holding(const Table& table, const std::string& value, std::size_t rows);
	/// The rows with these values in these columns, raw as the database compares them.
	Result<std::vector<std::vector<Cell>>> matching(const Table& table, const std::vector<std::string>& columns,
	                                                const std::vector<std::vector<Cell>>& tuples, std::size_t rows);
	/// Any rows, the latest by key first if it has one.
	Result<std::vector<std::vector<Cell>>> some(const Table& table, std::size_t rows);
	/// Values of a column with how often each was met among the first rows.
	Result<std::vector<std::pair<Cell, std::int64_t>>> values(const std::string& table, const std::string& column);
	/// How often two columns' values come together, the second being filled or not: (value, filled, empty).
	struct Together
	{
		std::string value;
		std::int64_t filled = 0, empty = 0;
	};
	Result<std::vector<Together>> together(const std::string& table, const std::string& column,
	                                       const std::string& other);
	/// True if some row has no value there; of a large table, if one may.
	Result<bool> gaps(const Table& table, const std::string& column);
	/// True if no two rows agree in these columns.
	Result<bool> unique(const Table& table, const std::vector<std::string>& columns);

	int queries() const { return _queries; }
	const std::vector<std::string>& skipped() const { return _skipped; }
	/// A name as this database quotes it.
	std::string quoted(const std::string& name) const;
	odbc::Product product() const { return _connection.server().product; }

private:
	Result<std::vector<odbc::Connection::Row>> ask(const std::string& sql, const std::vector<Cell>& parameters,
	                                               std::size_t rows);
	/// An error that concerns this table alone becomes an entry of skipped().
	template <typename T>
	Result<T> orSkip(Result<T> result, const std::string& table);
	std::string list(const Table& table) const;

	odbc::Connection& _connection;
	Budget _budget;
	std::function<std::int64_t()> _steadyMs;
	const std::atomic<bool>* _stop;
	std::int64_t _begun;
	int _queries = 0;
	std::vector<std::string> _skipped;
};

} // namespace erphost::discovery
