#include "host/odbc/BlockReader.hpp"

#include "host/odbc/ColumnBinding.hpp"
#include "host/odbc/Diagnostics.hpp"
#include "host/odbc/Statement.hpp"
#include "host/odbc/TextArena.hpp"
#include "host/odbc/Utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

namespace erphost::odbc {
namespace {

/// Most bytes of the buffers of a block: beyond the processor's cache a larger block only costs.
constexpr std::size_t kBlockBytes = 2 * 1024 * 1024;

/// What a packed row gets in the buffers; a longer one is fetched by itself.
constexpr std::size_t kPackedBytes = 4096;

/// The shortest text that names exactly this number; 100000, not 1e+05.
template <typename Number>
std::string_view realText(std::string_view bytes, std::array<char, 64>& text)
{
	double number;
	std::memcpy(&number, bytes.data(), sizeof number);
	const auto value = static_cast<Number>(number);
	const auto size = std::fabs(value);
	const bool plain = size == 0 || (size >= Number(1e-5) && size < Number(1e16));
	const auto form = plain ? std::chars_format::fixed : std::chars_format::scientific;
	const auto end = std::isfinite(value) ? std::to_chars(text.data(), text.data() + text.size(), value, form)
	                                      : std::to_chars(text.data(), text.data() + text.size(), value);
	return {text.data(), static_cast<std::size_t>(end.ptr - text.data())};
}

} // namespace

struct BlockReader::Impl
{
	Impl(Statement from, PackedRow packing): statement(std::move(from)), layout(std::move(packing)) {}

	Result<void> describe(std::size_t rows);
	Result<void> bind();
	Result<std::size_t> fetch();
	Result<void> fill(std::size_t row, std::size_t column, Cell& cell);
	bool plain(std::size_t column) const;
	/// The value as it lies in the buffer; false: it is NULL, cut or not UTF-8, see fill().
	bool take(const ColumnBinding& binding, std::size_t row, Cell& cell) const;
	bool takeRow(Cell* row);
	Result<void> fillRow(std::size_t row);
	Result<void> fillColumn(std::size_t column, std::size_t rows);
	/// The whole value by SQLGetData, as the driver's bytes. nullopt: NULL.
	Result<std::optional<std::string>> whole(std::size_t row, std::size_t column);
	Result<void> convert(std::size_t column, std::string_view bytes, bool borrowed, Cell& cell);
	Error truncated(std::size_t column) const;

	bool isPacked(std::size_t column) const { return column == 0 && !layout.packed.empty(); }
	/// Where a column of the result stands in a row of cells.
	std::size_t place(std::size_t column) const { return layout.alone[column - (layout.packed.empty() ? 0 : 1)]; }

	Statement statement;
	PackedRow layout;
	std::vector<ColumnBinding> bindings;
	std::vector<ColumnInfo> infos;
	std::vector<char> plains; ///< plain() of every column
	bool allPlain = false;    ///< and no column is a packed one
	std::vector<Cell> cells;  ///< row after row
	TextArena arena;
	std::size_t rowset = 1; ///< rows that one SQLFetch brings
	std::size_t block = 1;  ///< rows that one next() returns
	SQLULEN fetched = 0;
	std::size_t positioned = 0; ///< row of the rowset that SQLSetPos chose, from 1
	bool canReread = false;     ///< SQLGetData works on bound columns
	bool ended = false;
};

Result<void> BlockReader::Impl::describe(std::size_t rows)
{
	auto& connection = statement.connection();
	EH_TRY(const auto count, statement.columnCount());
	if (count == 0) return bug("odbc.no_result", "a statement without a result was opened for reading");
	{
		const Watchdog::Call call(connection.slot, "describe");
		for (SQLUSMALLINT i = 1; i <= static_cast<SQLUSMALLINT>(count); ++i)
		{
			api::ColumnDescription description;
			if (!SQL_SUCCEEDED(api::describeColumn(statement.handle(), i, description)))
				return statement.fail("describe");
			bindings.emplace_back(description, api::columnTypeName(statement.handle(), i), connection.server.product);
		}
	}
	if (layout.columns == 0)
	{
		layout.columns = static_cast<std::size_t>(count);
		layout.alone.resize(layout.columns);
		std::iota(layout.alone.begin(), layout.alone.end(), std::size_t{0});
	}
	if (static_cast<std::size_t>(count) != layout.alone.size() + (layout.packed.empty() ? 0 : 1))
		return bug("odbc.packed_columns", "the result does not have the columns that were asked for");
	if (!layout.packed.empty()) bindings[0].width = kPackedBytes + bindings[0].terminator;
	canReread = (connection.getDataExtensions & SQL_GD_BOUND) != 0;
	// MariaDB's driver says it can, but after SQLSetPos SQLGetData goes on where it stood in the row before.
	const bool anyRow = canReread && (connection.getDataExtensions & SQL_GD_BLOCK) != 0 &&
	                    connection.server.product != Product::mariadb;
	const bool anyLong = std::any_of(bindings.begin(), bindings.end(), [](const auto& b) { return b.isLong; });
	// SQLite enforces no declared length: every column may turn out long.
	const bool single = !anyRow && (anyLong || connection.server.product == Product::sqlite);
	if (!canReread)
	{
		// From the first long column on in order by SQLGetData: all that a modest driver can do.
		bool after = false;
		for (auto& binding : bindings)
		{
			after = after || binding.isLong;
			binding.bound = !after;
		}
	}
	std::size_t rowBytes = 0;
	for (const auto& binding : bindings) rowBytes += binding.width + sizeof(SQLLEN);
	block =
		std::clamp<std::size_t>(kBlockBytes / std::max<std::size_t>(rowBytes, 1), 1, std::max<std::size_t>(rows, 1));
	rowset = single ? 1 : block;
	if (single) block = std::max<std::size_t>(rows, 1); // no buffers are multiplied
	for (auto& binding : bindings)
	{
		binding.allocate(rowset);
		infos.push_back(binding.info);
	}
	for (std::size_t column = 0; column < bindings.size(); ++column) plains.push_back(plain(column));
	allPlain = layout.packed.empty() && std::all_of(plains.begin(), plains.end(), [](char is) { return is != 0; });
	cells.resize(block * layout.columns);
	return bind();
}

Result<void> BlockReader::Impl::bind()
{
	const auto set = [&](SQLINTEGER attribute, SQLULEN value) {
		return SQL_SUCCEEDED(SQLSetStmtAttr(statement.handle(), attribute, reinterpret_cast<SQLPOINTER>(value), 0));
	};
	if (!set(SQL_ATTR_ROW_ARRAY_SIZE, rowset) && rowset > 1)
	{
		rowset = 1;
		set(SQL_ATTR_ROW_ARRAY_SIZE, 1);
	}
	SQLSetStmtAttr(statement.handle(), SQL_ATTR_ROWS_FETCHED_PTR, &fetched, 0);
	for (std::size_t i = 0; i < bindings.size(); ++i)
	{
		auto& binding = bindings[i];
		if (!binding.bound) continue;
		if (!SQL_SUCCEEDED(SQLBindCol(statement.handle(), static_cast<SQLUSMALLINT>(i + 1), binding.cType,
		                              binding.buffer.get(), static_cast<SQLLEN>(binding.width),
		                              binding.indicators.get())))
			return statement.fail("bind");
	}
	return success();
}

Error BlockReader::Impl::truncated(std::size_t column) const
{
	return permanent("odbc.truncated", "the driver cut a value and cannot give the rest")
	    .with("column", infos[column].name)
	    .with("type", infos[column].typeName);
}

Result<std::optional<std::string>> BlockReader::Impl::whole(std::size_t row, std::size_t column)
{
	auto& binding = bindings[column];
	const Watchdog::Call call(statement.connection().slot, "fetch");
	if (rowset > 1 && positioned != row + 1)
	{
		if (!SQL_SUCCEEDED(
				SQLSetPos(statement.handle(), static_cast<SQLSETPOSIROW>(row + 1), SQL_POSITION, SQL_LOCK_NO_CHANGE)))
			return statement.fail("fetch");
		positioned = row + 1;
	}
	std::string out;
	// The indicator usually says how much there is: then one call is enough.
	std::size_t room = 64 * 1024;
	if (binding.bound && binding.indicators[row] >= 0)
		room = static_cast<std::size_t>(binding.indicators[row]) + binding.terminator;
	while (true)
	{
		const auto had = out.size();
		out.resize(had + room);
		SQLLEN indicator = SQL_NO_TOTAL;
		const auto result = SQLGetData(statement.handle(), static_cast<SQLUSMALLINT>(column + 1), binding.cType,
		                               out.data() + had, static_cast<SQLLEN>(room), &indicator);
		if (result == SQL_NO_DATA)
		{
			out.resize(had);
			return std::optional<std::string>(std::move(out));
		}
		if (!SQL_SUCCEEDED(result)) return statement.fail("fetch");
		if (indicator == SQL_NULL_DATA) return std::optional<std::string>();
		const auto usable = room - binding.terminator;
		if (indicator != SQL_NO_TOTAL && static_cast<std::size_t>(indicator) <= usable)
		{
			out.resize(had + static_cast<std::size_t>(indicator));
			return std::optional<std::string>(std::move(out));
		}
		out.resize(had + usable);
		room = indicator == SQL_NO_TOTAL ? std::max<std::size_t>(room, 64 * 1024) * 2
		                                 : static_cast<std::size_t>(indicator) - usable + binding.terminator;
	}
}

/// Makes canonical UTF-8 of the driver's bytes. `borrowed`: they live as long as the block.
Result<void> BlockReader::Impl::convert(std::size_t column, std::string_view bytes, bool borrowed, Cell& cell)
{
	const auto& binding = bindings[column];
	const auto keep = [&](std::string_view text, bool lives) {
		const auto kept = lives ? text : arena.copy(text);
		cell = {kept.data() ? kept.data() : "", kept.size()};
	};
	const auto bad = [&] {
		return permanent("odbc.bad_text", "a value is not text of the expected character set")
		    .with("column", infos[column].name);
	};
	switch (binding.form)
	{
	case ColumnBinding::Form::real:
	case ColumnBinding::Form::single:
	{
		std::array<char, 64> text;
		keep(binding.form == ColumnBinding::Form::real ? realText<double>(bytes, text) : realText<float>(bytes, text),
		     false);
		return success();
	}
	case ColumnBinding::Form::bit: keep(bytes[0] ? "1" : "0", true); return success();
	case ColumnBinding::Form::binary:
	{
		static constexpr char kDigits[] = "0123456789abcdef";
		auto* out = arena.allocate(bytes.size() * 2 + 1);
		for (std::size_t i = 0; i < bytes.size(); ++i)
		{
			const auto byte = static_cast<unsigned char>(bytes[i]);
			out[2 * i] = kDigits[byte >> 4];
			out[2 * i + 1] = kDigits[byte & 15];
		}
		cell = {out, bytes.size() * 2};
		return success();
	}
	case ColumnBinding::Form::lower:
	case ColumnBinding::Form::text: break;
	}
	if constexpr (api::kWideText)
	{
		std::u16string units(bytes.size() / 2, u'\0');
		std::memcpy(units.data(), bytes.data(), units.size() * 2);
		const auto text = api::fromUtf16(units.data(), units.size());
		if (!text) return bad();
		keep(*text, false);
		return success();
	}
	if (auto& codec = statement.connection().codec; codec && binding.info.kind == ColumnKind::text)
	{
		const auto text = codec->toUtf8(bytes);
		if (!text) return bad();
		keep(*text, false);
		return success();
	}
	if (!utf8::valid(bytes.data(), bytes.size())) return bad();
	if (binding.form == ColumnBinding::Form::lower) // drivers differ about the case of a UUID
	{
		auto* out = arena.allocate(bytes.size() + 1);
		std::transform(bytes.begin(), bytes.end(), out,
		               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
		cell = {out, bytes.size()};
		return success();
	}
	keep(bytes, borrowed);
	return success();
}

Result<void> BlockReader::Impl::fill(std::size_t row, std::size_t column, Cell& cell)
{
	auto& binding = bindings[column];
	if (binding.bound)
	{
		const auto indicator = binding.indicators[row];
		if (indicator == SQL_NULL_DATA)
		{
			cell = {};
			return success();
		}
		if (!binding.cut(row))
			return convert(column, {binding.at(row), static_cast<std::size_t>(std::max<SQLLEN>(indicator, 0))},
			               rowset > 1, cell);
		if (!canReread) return truncated(column);
	}
	EH_TRY(const auto value, whole(row, column));
	if (!value)
	{
		if (binding.bound) return truncated(column); // it was not NULL a moment ago
		cell = {};
		return success();
	}
	if (binding.bound && binding.indicators[row] >= 0 &&
	    value->size() != static_cast<std::size_t>(binding.indicators[row]))
		return truncated(column);
	return convert(column, *value, false, cell);
}

/// Nearly all values are short, whole and plain text already: they take the short way.
bool BlockReader::Impl::plain(std::size_t column) const
{
	const auto& binding = bindings[column];
	return binding.bound && binding.form == ColumnBinding::Form::text && !api::kWideText &&
	       (!statement.connection().codec || binding.info.kind != ColumnKind::text);
}

bool BlockReader::Impl::take(const ColumnBinding& binding, std::size_t row, Cell& cell) const
{
	const auto indicator = binding.indicators[row];
	if (indicator < 0 || indicator > static_cast<SQLLEN>(binding.width - binding.terminator)) return false;
	const auto size = static_cast<std::size_t>(indicator);
	const auto* data = binding.at(row);
	if (!utf8::valid(data, size)) return false;
	cell = {data, size};
	return true;
}

Result<void> BlockReader::Impl::fillColumn(std::size_t column, std::size_t rows)
{
	const auto& binding = bindings[column];
	const bool isPlain = plains[column] != 0;
	if (isPacked(column))
	{
		Cell packed;
		for (std::size_t row = 0; row < rows; ++row)
		{
			if (!isPlain || !take(binding, row, packed)) EH_CHECK(fill(row, column, packed));
			EH_CHECK(unpack(packed, layout, cells.data() + row * layout.columns));
		}
		return success();
	}
	auto* cell = cells.data() + place(column);
	for (std::size_t row = 0; row < rows; ++row, cell += layout.columns)
		if (!isPlain || !take(binding, row, *cell)) EH_CHECK(fill(row, column, *cell));
	return success();
}

/// Copies a row of which every value is short, whole and plain; false: there is another, or one that is not UTF-8.
bool BlockReader::Impl::takeRow(Cell* row)
{
	if (!allPlain) return false;
	std::size_t size = 0;
	for (const auto& binding : bindings)
	{
		const auto indicator = binding.indicators[0];
		if (indicator == SQL_NULL_DATA) continue;
		if (indicator < 0 || indicator > static_cast<SQLLEN>(binding.width - binding.terminator)) return false;
		size += static_cast<std::size_t>(indicator) + 1;
	}
	auto* const begin = arena.allocate(size + 1);
	auto* at = begin;
	for (std::size_t column = 0; column < bindings.size(); ++column)
	{
		const auto indicator = bindings[column].indicators[0];
		auto& cell = row[place(column)];
		cell = {};
		if (indicator == SQL_NULL_DATA) continue;
		cell = {at, static_cast<std::size_t>(indicator)};
		std::memcpy(at, bindings[column].buffer.get(), cell.size);
		at += cell.size;
		*at++ = '\0'; // so that two halves of a character in neighbours do not pass for one
	}
	return utf8::valid(begin, size);
}

/// One row at a time, copied out of buffers that the next fetch overwrites.
Result<void> BlockReader::Impl::fillRow(std::size_t row)
{
	auto* cell = cells.data() + row * layout.columns;
	if (takeRow(cell)) return success();
	for (std::size_t column = 0; column < bindings.size(); ++column)
	{
		Cell taken;
		if (plains[column] && take(bindings[column], 0, taken)) taken.data = arena.copy(taken.view()).data();
		else EH_CHECK(fill(0, column, taken));
		if (isPacked(column)) EH_CHECK(unpack(taken, layout, cell));
		else cell[place(column)] = taken;
	}
	return success();
}

Result<std::size_t> BlockReader::Impl::fetch()
{
	const Watchdog::Call call(statement.connection().slot, "fetch");
	fetched = 0;
	positioned = 0;
	const auto result = SQLFetch(statement.handle());
	if (result == SQL_NO_DATA) return std::size_t{0};
	if (!SQL_SUCCEEDED(result)) return statement.fail("fetch");
	const auto count = static_cast<std::size_t>(fetched);
	if (result == SQL_SUCCESS_WITH_INFO)
	{
		// Said to have cut something: then an indicator must say what.
		const auto records = diagnostics(SQL_HANDLE_STMT, statement.handle());
		const bool said = std::any_of(records.begin(), records.end(), [](const auto& r) { return r.state == "01004"; });
		const bool seen = std::any_of(bindings.begin(), bindings.end(), [&](const ColumnBinding& binding) {
			if (!binding.bound) return false;
			for (std::size_t row = 0; row < count; ++row)
				if (binding.indicators[row] != SQL_NULL_DATA && binding.cut(row)) return true;
			return false;
		});
		if (said && !seen) return permanent("odbc.truncated", "the driver cut a value and does not say which");
	}
	return count;
}

BlockReader::BlockReader(std::unique_ptr<Impl> impl): _impl(std::move(impl)) {}

BlockReader::~BlockReader() = default;

Result<std::unique_ptr<BlockReader>> BlockReader::open(Connection& connection, std::string_view sql,
                                                       std::span<const std::optional<std::string>> parameters,
                                                       std::size_t blockRows, const PackedRow& row)
{
	EH_TRY(auto statement, Statement::make(connection.impl()));
	if (parameters.empty())
	{
		EH_CHECK(statement.executeDirect(sql));
	}
	else
	{
		EH_CHECK(statement.prepare(sql));
		EH_CHECK(statement.execute(parameters));
	}
	auto impl = std::make_unique<Impl>(std::move(statement), row);
	EH_CHECK(impl->describe(blockRows));
	return std::unique_ptr<BlockReader>(new BlockReader(std::move(impl)));
}

const std::vector<ColumnInfo>& BlockReader::columns() const
{
	return _impl->infos;
}

Result<std::size_t> BlockReader::next()
{
	auto& it = *_impl;
	if (it.ended) return std::size_t{0};
	it.arena.clear();
	it.ended = true; // unless everything goes well: after an error some drivers fail for ever
	const auto columns = it.bindings.size();
	std::size_t rows = 0;
	if (it.rowset == 1)
	{
		while (rows < it.block)
		{
			EH_TRY(const auto count, it.fetch());
			if (count == 0) return rows;
			EH_CHECK(it.fillRow(rows++));
		}
		it.ended = false;
		return rows;
	}
	EH_TRY(rows, it.fetch());
	if (rows == 0) return rows;
	for (std::size_t column = 0; column < columns; ++column) EH_CHECK(it.fillColumn(column, rows));
	it.ended = false;
	return rows;
}

Cell BlockReader::at(std::size_t row, std::size_t column) const
{
	return _impl->cells[row * _impl->layout.columns + column];
}

} // namespace erphost::odbc
