#include "host/odbc/ParameterBlock.hpp"

#include <algorithm>
#include <cstring>

namespace erphost::odbc {
namespace {

constexpr std::size_t kArrayBytes = 8 * 1024 * 1024;
constexpr std::size_t kLongBytes = 4000;

unsigned digit(char c)
{
	return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
}

std::size_t roundUp(std::size_t width)
{
	return (std::max<std::size_t>(width, 8) + 31) / 32 * 32; // few different widths: few new bindings
}

} // namespace

ParameterBlock::ParameterBlock(const std::vector<CatalogColumn>& columns, std::size_t, Layout layout): _layout(layout)
{
	for (const auto& column : columns)
	{
		auto& mine = _columns.emplace_back();
		mine.binary = column.kind == ColumnKind::binary;
		mine.cType = mine.binary ? static_cast<SQLSMALLINT>(SQL_C_BINARY) : api::kTextType;
		mine.sqlType = static_cast<SQLSMALLINT>(mine.binary      ? SQL_VARBINARY
		                                        : api::kWideText ? SQL_WVARCHAR
		                                                         : SQL_VARCHAR);
		mine.longType = static_cast<SQLSMALLINT>(mine.binary      ? SQL_LONGVARBINARY
		                                         : api::kWideText ? SQL_WLONGVARCHAR
		                                                          : SQL_LONGVARCHAR);
	}
}

std::size_t ParameterBlock::rowsThatFit(const BatchRows& rows, std::size_t first) const
{
	// UTF-16 may be twice as long as the UTF-8 it comes from.
	const std::size_t factor = api::kWideText ? 2 : 1;
	std::vector<std::size_t> widths(_columns.size(), 8);
	std::size_t total = 8 * widths.size();
	std::size_t count = 0;
	for (std::size_t row = first; row < rows.count(); ++row, ++count)
	{
		for (std::size_t column = 0; column < widths.size(); ++column)
		{
			const auto value = rows.at(row, column);
			const auto size = value ? value->size() * factor : 0;
			if (size <= widths[column]) continue;
			total += size - widths[column];
			widths[column] = size;
		}
		if (count > 0 && total * (count + 1) > kArrayBytes) break;
	}
	return std::max<std::size_t>(count, 1);
}

Result<std::string_view> ParameterBlock::bytesOf(const Column& column, std::string_view value, Statement& statement)
{
	if (column.binary)
	{
		_scratch.resize(value.size() / 2);
		for (std::size_t i = 0; i < _scratch.size(); ++i)
			_scratch[i] = static_cast<char>(digit(value[2 * i]) << 4 | digit(value[2 * i + 1]));
		return std::string_view(_scratch);
	}
	if (auto& codec = statement.connection().codec)
	{
		auto raw = codec->fromUtf8(value);
		if (!raw) return permanent("odbc.bad_text", "a text has characters that the ERP's character set lacks");
		_scratch = std::move(*raw);
		return std::string_view(_scratch);
	}
	if constexpr (api::kWideText)
	{
		auto wide = api::toUtf16(value);
		if (!wide) return permanent("odbc.bad_text", "a text is not valid UTF-8");
		_wide = std::move(*wide);
		return std::string_view(reinterpret_cast<const char*>(_wide.data()), _wide.size() * 2);
	}
	return value;
}

Result<void> ParameterBlock::load(const BatchRows& rows, std::size_t first, std::size_t count, Statement& statement)
{
	const auto bind = [&](std::size_t number, const Column& column, std::size_t width, char* data, SQLLEN* indicator) {
		const auto type = width > kLongBytes ? column.longType : column.sqlType;
		return SQL_SUCCEEDED(SQLBindParameter(statement.handle(), static_cast<SQLUSMALLINT>(number + 1),
		                                      SQL_PARAM_INPUT, column.cType, type, std::max<SQLULEN>(width, 1), 0, data,
		                                      static_cast<SQLLEN>(width), indicator));
	};
	_count = count;
	if (_layout == Layout::scalars)
	{
		_values.clear();
		_offsets.clear();
		if (_columns.empty()) return success();
		auto& indicators = _columns.front().indicators;
		indicators.assign(count * _columns.size(), SQL_NULL_DATA);
		for (std::size_t i = 0; i < count * _columns.size(); ++i)
		{
			_offsets.push_back(_values.size());
			const auto value = rows.at(first + i / _columns.size(), i % _columns.size());
			if (!value) continue;
			EH_TRY(const auto bytes, bytesOf(_columns[i % _columns.size()], *value, statement));
			indicators[i] = static_cast<SQLLEN>(bytes.size());
			_values.insert(_values.end(), bytes.begin(), bytes.end());
			_values.resize((_values.size() + 2) / 2 * 2); // a zero byte, and UTF-16 stays aligned
		}
		_values.push_back(0);
		for (std::size_t i = 0; i < indicators.size(); ++i)
			if (!bind(i, _columns[i % _columns.size()], static_cast<std::size_t>(std::max<SQLLEN>(indicators[i], 0)),
			          _values.data() + std::min(_offsets[i], _values.size() - 1), &indicators[i]))
				return statement.fail("bind");
		return success();
	}
	for (std::size_t c = 0; c < _columns.size(); ++c)
	{
		auto& column = _columns[c];
		std::size_t width = 8;
		for (std::size_t row = 0; row < count; ++row)
			if (const auto value = rows.at(first + row, c))
				width = std::max(width, value->size() * (api::kWideText ? 2 : 1));
		width = roundUp(width + 1);
		const bool grown = width > column.width || count > column.indicators.size();
		if (grown || width * 8 < column.width) // a long text is over
		{
			column.width = width;
			column.data.assign(column.width * count, 0);
			column.indicators.assign(count, SQL_NULL_DATA);
			if (!bind(c, column, column.width, column.data.data(), column.indicators.data()))
				return statement.fail("bind");
		}
		for (std::size_t row = 0; row < count; ++row)
		{
			const auto value = rows.at(first + row, c);
			column.indicators[row] = SQL_NULL_DATA;
			if (!value) continue;
			EH_TRY(const auto bytes, bytesOf(column, *value, statement));
			std::memcpy(column.data.data() + row * column.width, bytes.data(), bytes.size());
			column.indicators[row] = static_cast<SQLLEN>(bytes.size());
		}
	}
	return success();
}

Result<void> ParameterBlock::execute(Statement& statement)
{
	if (_layout == Layout::arrays && _boundRows != _count)
	{
		const auto size = reinterpret_cast<SQLPOINTER>(static_cast<SQLULEN>(_count));
		if (!SQL_SUCCEEDED(SQLSetStmtAttr(statement.handle(), SQL_ATTR_PARAMSET_SIZE, size, 0)))
			return statement.fail("bind");
		SQLSetStmtAttr(statement.handle(), SQL_ATTR_PARAMS_PROCESSED_PTR, &_processed, 0);
		_boundRows = _count;
	}
	const Watchdog::Call call(statement.connection().slot, "execute");
	const auto result = SQLExecute(statement.handle());
	if (!SQL_SUCCEEDED(result) && result != SQL_NO_DATA) return statement.fail("execute");
	return success();
}

} // namespace erphost::odbc
