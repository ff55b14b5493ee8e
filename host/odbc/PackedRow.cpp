#include "host/odbc/PackedRow.hpp"

#include <charconv>
#include <cstring>

namespace erphost::odbc {

Result<void> unpack(const Cell& packed, const PackedRow& row, Cell* cells)
{
	const auto refused = [] { return permanent("odbc.packed_row", "a value does not fit into a packed row"); };
	const auto* at = packed.data;
	const auto* const end = packed.data + packed.size;
	std::int64_t nulls = 0, expected = -1;
	for (const auto column : row.packed)
	{
		const auto* stop =
			static_cast<const char*>(std::memchr(at, kPackSeparator, static_cast<std::size_t>(end - at)));
		if (stop == nullptr) return refused();
		auto& cell = cells[column];
		cell = {at, static_cast<std::size_t>(stop - at)};
		if (cell.size == 1 && *at == kPackedNull)
		{
			cell = {};
			++nulls;
		}
		at = stop + 1;
	}
	const auto number = std::from_chars(at, end, expected);
	if (number.ec != std::errc() || number.ptr != end || nulls != expected) return refused();
	return success();
}

} // namespace erphost::odbc
