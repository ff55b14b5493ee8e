#pragma once

#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace erphost::odbc {

/// Memory for the texts of one block that do not lie in the driver's buffers; reused block after block.
class TextArena
{
public:
	void clear()
	{
		_used = 0;
		_current = 0;
		_large.clear();
	}
	char* allocate(std::size_t size)
	{
		if (size > kChunk / 4) return _large.emplace_back(new char[size]).get();
		if (_chunks.empty() || _used + size > kChunk)
		{
			if (!_chunks.empty()) ++_current;
			if (_current >= _chunks.size()) _chunks.emplace_back(new char[kChunk]);
			_used = 0;
		}
		auto* at = _chunks[_current].get() + _used;
		_used += size;
		return at;
	}
	std::string_view copy(std::string_view text)
	{
		auto* at = allocate(text.empty() ? 1 : text.size());
		std::memcpy(at, text.data(), text.size());
		return {at, text.size()};
	}

private:
	static constexpr std::size_t kChunk = 64 * 1024;
	std::vector<std::unique_ptr<char[]>> _chunks;
	std::vector<std::unique_ptr<char[]>> _large;
	std::size_t _current = 0;
	std::size_t _used = 0;
};

} // namespace erphost::odbc
