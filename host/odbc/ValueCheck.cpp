#include "host/odbc/ValueCheck.hpp"

#include "host/odbc/DecimalText.hpp"
#include "host/odbc/Dialects.hpp"
#include "host/odbc/Utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <tuple>

namespace erphost::odbc {
namespace {

bool isDigit(char c)
{
	return c >= '0' && c <= '9';
}

bool digits(std::string_view text)
{
	return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

int number(std::string_view text)
{
	int value = 0;
	std::from_chars(text.data(), text.data() + text.size(), value);
	return value;
}

std::string hexName(char32_t character)
{
	std::array<char, 12> text;
	const auto end = std::to_chars(text.data(), text.data() + text.size(), static_cast<std::uint32_t>(character), 16);
	std::string out(text.data(), end.ptr);
	std::transform(out.begin(), out.end(), out.begin(),
	               [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
	return "U+" + (out.size() < 4 ? std::string(4 - out.size(), '0') : std::string()) + out;
}

int daysOf(int year, int month)
{
	static constexpr std::array kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

/// Digits behind the point that are more than zeros.
std::size_t significantFraction(std::string_view fraction)
{
	while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
	return fraction.size();
}

/// Least and greatest of the integer types, per product and signedness.
std::pair<std::string, std::string> rangeOf(std::string_view type, Product product, bool isUnsigned)
{
	const auto has = [&](std::string_view word) { return sqltext::mentions(type, word); };
	if (product == Product::sqlite) return {"-9223372036854775808", "9223372036854775807"};
	if (has("year")) return {"0", "2155"};
	if (has("tiny"))
		return isUnsigned || product == Product::sqlserver ? std::pair{"0", "255"} : std::pair{"-128", "127"};
	if (has("small") || has("int2")) return isUnsigned ? std::pair{"0", "65535"} : std::pair{"-32768", "32767"};
	if (has("medium")) return isUnsigned ? std::pair{"0", "16777215"} : std::pair{"-8388608", "8388607"};
	if (has("big") || has("int8") || has("rowversion") || type == "timestamp")
		return isUnsigned ? std::pair{"0", "18446744073709551615"}
		                  : std::pair{"-9223372036854775808", "9223372036854775807"};
	return isUnsigned ? std::pair{"0", "4294967295"} : std::pair{"-2147483648", "2147483647"};
}

/// -1, 0, 1 of two whole numbers written without leading zeros.
int compare(std::string_view a, std::string_view b)
{
	const bool negativeA = !a.empty() && a[0] == '-', negativeB = !b.empty() && b[0] == '-';
	if (negativeA != negativeB) return negativeA ? -1 : 1;
	if (negativeA) return compare(b.substr(1), a.substr(1));
	if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
	const auto order = a.compare(b);
	return order < 0 ? -1 : order > 0 ? 1 : 0;
}

} // namespace

ValueCheck::ValueCheck(const CatalogColumn& column, Product product): _column(column), _product(product)
{
	const auto type = [&](std::string_view word) { return sqltext::mentions(column.typeName, word); };
	_unsigned = type("unsigned");
	_year = type("year");
	_money = type("money");
	_smallMoney = type("smallmoney");
	_smallDateTime = type("smalldatetime");
	_timestamp = type("timestamp");
	// DATETIME of SQL Server: from 1753, in steps of 3.33 milliseconds.
	_oldDateTime = product == Product::sqlserver && type("datetime") && !type("datetime2") && !type("datetimeoffset");
	if (column.kind == ColumnKind::integer) std::tie(_least, _greatest) = rangeOf(column.typeName, product, _unsigned);
	if (column.kind == ColumnKind::text) _charset = CharacterSet::named(column.charset);
	// MySQL counts CHAR and VARCHAR in characters, the TEXT family in bytes; SQL Server n-types in UTF-16, others in
	// bytes.
	_lengthInBytes = (product == Product::mariadb && type("text")) ||
	                 (product == Product::sqlserver && !type("nchar") && !type("nvarchar"));
	_utf16Units = product == Product::sqlserver && !_lengthInBytes;
	_single = (type("float") && product == Product::mariadb) ||
	          (type("real") && product != Product::sqlite && product != Product::mariadb) || type("float4");
	_mayHoldNul = product == Product::mariadb;
}

Error ValueCheck::refuse(std::string rule, std::string reason, std::string character) const
{
	return permanent("odbc.value_refused", "column " + _column.name + " cannot hold the value: " + reason)
	    .with("column", _column.name)
	    .with("type", _column.typeName)
	    .with("rule", std::move(rule))
	    .with("reason", std::move(reason))
	    .with("character", std::move(character));
}

Result<void> ValueCheck::operator()(std::optional<std::string_view> value) const
{
	if (!value)
	{
		if (!_column.nullable) return refuse("null", "NULL");
		return success();
	}
	switch (_column.kind)
	{
	case ColumnKind::text: return text(*value);
	case ColumnKind::integer: return integer(*value);
	case ColumnKind::decimal: return decimal(*value);
	case ColumnKind::real: return real(*value);
	case ColumnKind::date: return date(*value);
	case ColumnKind::time: return time(*value);
	case ColumnKind::timestamp: return timestamp(*value);
	case ColumnKind::binary: return binary(*value);
	case ColumnKind::guid: return guid(*value);
	case ColumnKind::boolean:
		if (*value == "0" || *value == "1") return success();
		return refuse("boolean", "not 0 or 1");
	}
	return success();
}

Result<void> ValueCheck::text(std::string_view value) const
{
	if (!utf8::valid(value.data(), value.size())) return refuse("utf8", "not UTF-8");
	if (!_mayHoldNul && value.find('\0') != std::string_view::npos)
		return refuse("character", "character U+0000", "U+0000");
	std::size_t bytes = value.size();
	if (_charset)
	{
		bytes = 0;
		for (std::size_t at = 0; at < value.size();)
		{
			const auto character = *utf8::decode(value, at);
			if (!_charset->has(character))
				return refuse("character", "character " + hexName(character), hexName(character));
			bytes += _charset->bytes(character);
		}
	}
	if (_column.size == 0 || value.size() <= _column.size)
		return success(); // no charset needs more bytes than UTF-8 but UTF-16
	std::size_t length = bytes;
	if (_utf16Units)
	{
		length = utf8::length(value);
		for (const char c : value) length += (static_cast<unsigned char>(c) & 0xF8u) == 0xF0u; // two units
	}
	else if (!_lengthInBytes) length = utf8::length(value);
	if (length > _column.size)
		return refuse("length", "length " + std::to_string(length) + " > " + std::to_string(_column.size));
	return success();
}

Result<void> ValueCheck::integer(std::string_view value) const
{
	const bool negative = !value.empty() && value[0] == '-';
	auto rest = value.substr(negative ? 1 : 0);
	if (!digits(rest)) return refuse("number", "not a whole number");
	while (rest.size() > 1 && rest[0] == '0') rest.remove_prefix(1);
	if (_year && rest != "0" && compare(rest, "1901") < 0) return refuse("range", "range 1901..2155");
	const auto plain = negative && rest != "0" ? "-" + std::string(rest) : std::string(rest);
	if (compare(plain, _least) < 0 || compare(plain, _greatest) > 0)
		return refuse("range", "range " + _least + ".." + _greatest);
	return success();
}

Result<void> ValueCheck::decimal(std::string_view value) const
{
	if (_product == Product::postgresql && value == "NaN" && !_money) return success();
	const auto parsed = DecimalText::parse(value, false);
	if (!parsed) return refuse("number", "not a decimal number");
	if (_unsigned && parsed->negative && !parsed->digits.empty()) return refuse("range", "negative");
	const auto whole = parsed->wholeDigits(), fraction = parsed->fractionDigits();
	if (_product == Product::sqlite)
	{
		// NUMERIC affinity: whole numbers up to 64 bits are kept, everything else becomes a double with 15 sure digits.
		if (parsed->digits.size() <= 15) return success();
		if (fraction == 0 && whole <= 18) return success();
		return refuse("digits", "digits " + std::to_string(parsed->digits.size()) + " > 15");
	}
	std::size_t size = static_cast<std::size_t>(_column.size),
				scale = static_cast<std::size_t>(std::max(_column.scale, 0));
	if (_money)
	{
		scale = _product == Product::postgresql ? 2 : 4;
		size = scale + (_smallMoney ? 5 : _product == Product::postgresql ? 16 : 14);
	}
	if (size == 0) // PostgreSQL's numeric without a size
	{
		size = 131072 + 16383;
		scale = 16383;
	}
	if (fraction > scale) return refuse("scale", "scale " + std::to_string(fraction) + " > " + std::to_string(scale));
	if (whole > size - scale)
		return refuse("digits", "digits " + std::to_string(whole) + " > " + std::to_string(size - scale));
	return success();
}

Result<void> ValueCheck::real(std::string_view value) const
{
	if (value == "NaN" || value == "Infinity" || value == "-Infinity" || value == "inf" || value == "-inf" ||
	    value == "nan")
		return _product == Product::postgresql ? success() : Result<void>(refuse("number", "not a finite number"));
	const auto parsed = DecimalText::parse(value, true);
	if (!parsed) return refuse("number", "not a number");
	// Every number is some double; the text must come back from it, or digits would be lost.
	std::array<char, 40> text;
	std::to_chars_result end{};
	if (_single)
	{
		float number = 0;
		const auto result = std::from_chars(value.data(), value.data() + value.size(), number);
		if (result.ec != std::errc() || !std::isfinite(number)) return refuse("range", "out of range");
		end = std::to_chars(text.data(), text.data() + text.size(), number);
	}
	else
	{
		double number = 0;
		const auto result = std::from_chars(value.data(), value.data() + value.size(), number);
		if (result.ec != std::errc() || !std::isfinite(number)) return refuse("range", "out of range");
		end = std::to_chars(text.data(), text.data() + text.size(), number);
	}
	const auto back = DecimalText::parse({text.data(), static_cast<std::size_t>(end.ptr - text.data())}, true);
	// 17 digits (9 of a float) name a double without being its shortest text.
	const std::size_t sure = _single ? 9 : 17;
	if (!back || (parsed->digits.size() > sure && *back != *parsed))
		return refuse("digits", "digits " + std::to_string(parsed->digits.size()) + " > " + std::to_string(sure));
	if (_single && parsed->digits.size() > 6 && *back != *parsed)
		return refuse("digits", "digits " + std::to_string(parsed->digits.size()) + " > 6");
	return success();
}

Result<void> ValueCheck::dateAndTime(std::string_view day, std::string_view hour) const
{
	if (!day.empty())
	{
		if (day.size() != 10 || day[4] != '-' || day[7] != '-' || !digits(day.substr(0, 4)) ||
		    !digits(day.substr(5, 2)) || !digits(day.substr(8, 2)))
			return refuse("date", "not a date (yyyy-mm-dd)");
		const int year = number(day.substr(0, 4)), month = number(day.substr(5, 2)), date = number(day.substr(8, 2));
		const bool zero = year == 0 && month == 0 && date == 0; // MySQL's "no date"
		if (zero && _product == Product::mariadb) return success();
		if (year < 1 || month < 1 || month > 12 || date < 1 || date > daysOf(year, month))
			return refuse("date", "no such day: " + std::string(day));
		if (_oldDateTime && year < 1753) return refuse("range", "before 1753");
		if (_smallDateTime && (year < 1900 || year > 2078)) return refuse("range", "range 1900..2078");
	}
	if (hour.empty()) return success();
	const auto point = hour.find('.');
	const auto clock = hour.substr(0, point);
	const auto fraction = point == std::string_view::npos ? std::string_view() : hour.substr(point + 1);
	if (point != std::string_view::npos && !digits(fraction)) return refuse("time", "not a time (hh:mm:ss)");
	const bool shape = clock.size() >= 8 && clock[clock.size() - 3] == ':' && clock[clock.size() - 6] == ':';
	if (!shape) return refuse("time", "not a time (hh:mm:ss)");
	const auto hours = clock.substr(0, clock.size() - 6), minutes = clock.substr(clock.size() - 5, 2),
			   seconds = clock.substr(clock.size() - 2);
	if (!digits(hours) || !digits(minutes) || !digits(seconds) || hours.size() > 3)
		return refuse("time", "not a time (hh:mm:ss)");
	const int most = _product == Product::mariadb && day.empty() ? 838 : 23;
	if (number(hours) > most || number(minutes) > 59 || number(seconds) > 59) return refuse("time", "no such time");
	const auto used = significantFraction(fraction);
	std::size_t scale = _product == Product::sqlite ? 9 : static_cast<std::size_t>(std::max(_column.scale, 0));
	if (_oldDateTime)
	{
		scale = _smallDateTime ? 0 : 3;
		if (used == 3 && fraction[2] != '3' && fraction[2] != '7')
			return refuse("scale", "milliseconds end in 0, 3 or 7");
	}
	if (used > scale) return refuse("scale", "scale " + std::to_string(used) + " > " + std::to_string(scale));
	return success();
}

Result<void> ValueCheck::date(std::string_view value) const
{
	if (_product == Product::postgresql && (value == "infinity" || value == "-infinity")) return success();
	if (value.empty()) return refuse("date", "not a date (yyyy-mm-dd)");
	return dateAndTime(value, {});
}

Result<void> ValueCheck::time(std::string_view value) const
{
	if (_product == Product::mariadb && !value.empty() && value[0] == '-') value.remove_prefix(1);
	if (_product == Product::postgresql && value == "24:00:00") return success();
	if (value.empty()) return refuse("time", "not a time (hh:mm:ss)");
	return dateAndTime({}, value);
}

Result<void> ValueCheck::timestamp(std::string_view value) const
{
	if (_product == Product::postgresql && (value == "infinity" || value == "-infinity")) return success();
	if (_product == Product::sqlite && value.size() == 10) return dateAndTime(value, {});
	if (value.size() < 19 || (value[10] != ' ' && value[10] != 'T'))
		return refuse("date", "not a timestamp (yyyy-mm-dd hh:mm:ss)");
	if (_product == Product::mariadb && _timestamp &&
	    (value.substr(0, 19) < "1970-01-01 00:00:01" || value.substr(0, 19) > "2038-01-19 03:14:07"))
		return refuse("range", "range 1970..2038");
	return dateAndTime(value.substr(0, 10), value.substr(11));
}

Result<void> ValueCheck::binary(std::string_view value) const
{
	const bool hex =
		std::all_of(value.begin(), value.end(), [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f'); });
	if (!hex || value.size() % 2 != 0) return refuse("hex", "not lower-case hexadecimal");
	const auto bytes = value.size() / 2;
	if (_column.size != 0 && bytes > _column.size)
		return refuse("length", "length " + std::to_string(bytes) + " > " + std::to_string(_column.size));
	// BINARY(n) is filled up with zero bytes: another value would come back.
	if ((_column.typeName == "binary" || _column.typeName == "bit") && bytes != _column.size)
		return refuse("length", "length " + std::to_string(bytes) + " < " + std::to_string(_column.size));
	return success();
}

Result<void> ValueCheck::guid(std::string_view value) const
{
	bool good = value.size() == 36;
	for (std::size_t i = 0; good && i < value.size(); ++i)
	{
		const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		const char c = value[i];
		good = dash ? c == '-' : isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
	}
	if (!good) return refuse("guid", "not a UUID");
	return success();
}

Result<void> checkFits(const CatalogColumn& column, std::optional<std::string_view> value, Product product)
{
	return ValueCheck(column, product)(value);
}

} // namespace erphost::odbc
