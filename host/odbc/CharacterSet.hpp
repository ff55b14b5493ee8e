#pragma once

#include <memory>
#include <string_view>
#include <vector>

namespace erphost::odbc {

/// Which characters a database's character set has: asked of the operating system once, then a table. Any thread.
class CharacterSet
{
public:
	/// nullptr: everything fits (Unicode), or nobody knows the set (then the server decides).
	static std::shared_ptr<const CharacterSet> named(std::string_view charset);

	bool has(char32_t character) const { return character < 0x10000 ? _bytes[character] != 0 : false; }
	/// Bytes of a character that it has.
	unsigned bytes(char32_t character) const { return character < 0x10000 ? _bytes[character] : 0; }

private:
	std::vector<unsigned char> _bytes;
};

/// UTF-8 without the characters beyond U+FFFF, or UTF-8 itself.
bool isUnicode(std::string_view charset);

} // namespace erphost::odbc
