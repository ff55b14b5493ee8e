#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace erphost::packages::zip {

// The parts of PKWARE's APPNOTE that a package uses. All numbers are little-endian.
constexpr std::uint32_t kLocalMark = 0x04034b50;
constexpr std::uint32_t kDirectoryMark = 0x02014b50;
constexpr std::uint32_t kEndMark = 0x06054b50;
constexpr std::size_t kLocalSize = 30;
constexpr std::size_t kDirectorySize = 46;
constexpr std::size_t kEndSize = 22;

constexpr std::uint32_t kStored = 0;
constexpr std::uint32_t kDeflated = 8;
constexpr int kRawDeflate = -15; ///< zlib's window bits: deflated bytes without a header of zlib's own
constexpr std::uint32_t kVersion = 20;
constexpr std::uint32_t kUnixMadeBy = 3;
constexpr std::uint32_t kRegularFile = 0100000; ///< of the file type in a Unix mode
constexpr std::uint32_t kFileType = 0170000;
constexpr std::uint32_t kUtf8Flag = 0x0800;
constexpr std::uint32_t kEncryptedFlags = 0x0041;

/// Reads numbers from a record; the caller has made sure that it is long enough.
class Fields
{
public:
	explicit Fields(std::string_view record): _record(record) {}
	std::uint32_t u16() { return number(2); }
	std::uint32_t u32() { return number(4); }

private:
	std::uint32_t number(std::size_t bytes)
	{
		std::uint32_t value = 0;
		for (std::size_t i = 0; i < bytes; ++i)
			value |= static_cast<std::uint32_t>(static_cast<unsigned char>(_record[_at + i])) << (8 * i);
		_at += bytes;
		return value;
	}
	std::string_view _record;
	std::size_t _at = 0;
};

inline void put16(std::string& into, std::uint32_t value)
{
	for (int i = 0; i < 2; ++i) into += static_cast<char>((value >> (8 * i)) & 0xFF);
}

inline void put32(std::string& into, std::uint32_t value)
{
	for (int i = 0; i < 4; ++i) into += static_cast<char>((value >> (8 * i)) & 0xFF);
}

} // namespace erphost::packages::zip
