#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace erphost::sync {

/// Some hundred converted rows in three allocations, on their way from the fetch thread to the writer.
struct RowBatch
{
	static constexpr std::int32_t kNull = -1;
	static constexpr std::int32_t kNumber = -2;

	/// A text is an offset into the arena; a number stands in `number`.
	struct Value
	{
		std::int64_t number = 0;
		std::int32_t size = kNull;
	};
	struct Row
	{
		Value branch, key, watermark;
		std::int64_t hash = 0;
		bool deleted = false;
	};

	std::string arena;
	std::vector<Row> rows;
	std::vector<Value> values; ///< rows × entityColumns
	std::string position;      ///< where to go on after this batch (JSON); empty: unchanged

	std::string_view text(const Value& value) const
	{
		return {arena.data() + value.number, static_cast<std::size_t>(value.size)};
	}
	Value addText(std::string_view text)
	{
		const Value value{static_cast<std::int64_t>(arena.size()), static_cast<std::int32_t>(text.size())};
		arena.append(text);
		return value;
	}
	void clear()
	{
		arena.clear();
		rows.clear();
		values.clear();
		position.clear();
	}
};

} // namespace erphost::sync
