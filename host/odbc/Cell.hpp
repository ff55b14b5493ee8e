#pragma once

#include <cstddef>
#include <string_view>

namespace erphost::odbc {

/// One value of a block: UTF-8 text, or NULL. Borrowed from the reader until the next block.
///
/// Canonical forms: integers without leading zeros; decimals as the server gives them, with all digits of their scale;
/// dates yyyy-mm-dd; times hh:mm:ss[.ffffff]; timestamps yyyy-mm-dd hh:mm:ss[.ffffff] with trailing zeros of the
/// fraction kept as given; binary as lower-case hex; booleans 0/1.
struct Cell
{
	const char* data = nullptr; ///< null pointer: SQL NULL; empty text has a non-null pointer
	std::size_t size = 0;
	bool isNull() const { return data == nullptr; }
	std::string_view view() const { return {data ? data : "", size}; }
};

} // namespace erphost::odbc
