#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace erphost::odbc {

/// The rows of a batch in one piece of memory, kept from batch to batch.
class BatchRows
{
public:
	void add(std::span<const std::optional<std::string>> row)
	{
		for (const auto& value : row)
		{
			_places.push_back({_text.size(), value ? static_cast<std::int64_t>(value->size()) : -1});
			if (value) _text += *value;
		}
		++_count;
	}
	void clear()
	{
		_places.clear();
		_text.clear();
		_count = 0;
	}
	std::size_t count() const { return _count; }
	std::size_t bytes() const { return _text.size(); }
	/// All values one after the other.
	std::string_view text() const { return _text; }
	/// nullopt: NULL. Valid until the next add().
	std::optional<std::string_view> at(std::size_t row, std::size_t column) const
	{
		const auto& place = _places[row * columns + column];
		if (place.size < 0) return std::nullopt;
		return std::string_view(_text).substr(place.offset, static_cast<std::size_t>(place.size));
	}

	std::size_t columns = 0;

private:
	struct Place
	{
		std::size_t offset;
		std::int64_t size;
	};
	std::vector<Place> _places;
	std::string _text;
	std::size_t _count = 0;
};

} // namespace erphost::odbc
