#include "host/odbc/BatchWriter.hpp"

#include "host/odbc/BatchStatements.hpp"
#include "host/odbc/Dialect.hpp"
#include "host/odbc/ValueCheck.hpp"

#include <algorithm>
#include <unordered_set>

namespace erphost::odbc {
namespace {

/// A batch is sent earlier when its texts grow beyond this: servers limit a packet, drivers copy buffers.
constexpr std::size_t kBatchBytes = 4 * 1024 * 1024;

} // namespace

struct BatchWriter::Impl
{
	Result<void> check(std::span<const std::optional<std::string>> row) const;
	/// The key of a row as one text, to find a repetition within a batch.
	std::string keyOf(std::span<const std::optional<std::string>> row) const;
	Result<void> send();

	std::vector<ValueCheck> checks;
	std::vector<std::size_t> keys;
	std::unique_ptr<BatchStatements> statements;
	BatchRows rows;
	std::unordered_set<std::string> seen;
	std::size_t batchRows = 1;
	std::int64_t added = 0;
	std::int64_t sent = 0;
};

BatchWriter::BatchWriter(std::unique_ptr<Impl> impl): _impl(std::move(impl)) {}

BatchWriter::~BatchWriter() = default;

Result<std::unique_ptr<BatchWriter>> BatchWriter::open(Connection& connection, Options options)
{
	EH_TRY(const auto catalog, describeTable(connection, options.table));
	const auto product = connection.server().product;
	auto impl = std::make_unique<Impl>();
	std::vector<CatalogColumn> columns;
	for (const auto& name : options.columns)
	{
		const auto found =
			std::find_if(catalog.begin(), catalog.end(), [&](const auto& column) { return column.name == name; });
		if (found == catalog.end())
			return misconfigured("erp.column_missing", "the ERP's table has no such column")
			    .with("table", options.table)
			    .with("column", name);
		columns.push_back(*found);
		impl->checks.emplace_back(*found, product);
	}
	for (const auto& key : options.keys)
	{
		const auto found = std::find(options.columns.begin(), options.columns.end(), key);
		if (found == options.columns.end())
			return bug("odbc.key_not_written", "a key column is not among the columns of the batch")
			    .with("column", key);
		impl->keys.push_back(static_cast<std::size_t>(found - options.columns.begin()));
	}
	const auto most = connection.dialect().batchRows(columns.size());
	impl->batchRows = std::clamp<std::size_t>(options.batchRows, 1, most);
	impl->rows.columns = columns.size();
	impl->statements = BatchStatements::make(connection, options, std::move(columns));
	return std::unique_ptr<BatchWriter>(new BatchWriter(std::move(impl)));
}

Result<void> BatchWriter::Impl::check(std::span<const std::optional<std::string>> row) const
{
	if (row.size() != checks.size())
		return bug("odbc.row_width", "a row has not as many values as the batch has columns");
	for (std::size_t i = 0; i < row.size(); ++i)
	{
		const auto value = row[i] ? std::optional<std::string_view>(*row[i]) : std::nullopt;
		if (auto fits = checks[i](value); !fits) return std::move(fits.error()).with("row", std::to_string(added + 1));
	}
	return success();
}

std::string BatchWriter::Impl::keyOf(std::span<const std::optional<std::string>> row) const
{
	std::string key;
	for (const auto column : keys)
	{
		const auto& value = row[column];
		key.append(std::to_string(value ? value->size() : 0)).push_back(value ? ':' : '!');
		if (value) key += *value;
	}
	return key;
}

Result<void> BatchWriter::Impl::send()
{
	if (rows.count() == 0) return success();
	EH_CHECK(statements->send(rows));
	sent += static_cast<std::int64_t>(rows.count());
	rows.clear();
	seen.clear();
	return success();
}

Result<void> BatchWriter::add(std::span<const std::optional<std::string>> row)
{
	auto& it = *_impl;
	EH_CHECK(it.check(row));
	// One statement must not touch a row twice: PostgreSQL refuses, and the order of the others is nobody's promise.
	if (!it.keys.empty() && it.batchRows > 1 && !it.seen.insert(it.keyOf(row)).second)
	{
		EH_CHECK(it.send());
		it.seen.insert(it.keyOf(row));
	}
	it.rows.add(row);
	++it.added;
	if (it.rows.count() >= it.batchRows || it.rows.bytes() >= kBatchBytes) return it.send();
	return success();
}

Result<std::int64_t> BatchWriter::flush()
{
	EH_CHECK(_impl->send());
	return _impl->sent;
}

} // namespace erphost::odbc
