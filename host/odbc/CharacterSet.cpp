#include "host/odbc/CharacterSet.hpp"

#include "host/odbc/Utf8.hpp"
#include "host/platform/TextCodec.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <mutex>

namespace erphost::odbc {
namespace {

std::string lower(std::string_view text)
{
	std::string out(text);
	std::transform(out.begin(), out.end(), out.begin(),
	               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
	return out;
}

/// The databases' names for what the system calls otherwise: PostgreSQL's underscores, SQL Server's bare numbers.
std::string systemName(const std::string& charset)
{
	if (charset == "936" || charset == "cp936") return "gbk";
	if (charset == "950") return "big5";
	if (charset == "euc_cn") return "gb2312";
	if (!charset.empty() &&
	    std::all_of(charset.begin(), charset.end(), [](unsigned char c) { return std::isdigit(c); }))
		return "cp" + charset;
	return charset;
}

} // namespace

bool isUnicode(std::string_view charset)
{
	const auto name = lower(charset);
	return name.empty() || name == "utf8mb4" || name == "utf8" || name == "utf16" || name == "utf16le" ||
	       name == "utf32" || name == "gb18030" || name == "65001" || name == "sql_ascii" || name == "binary";
}

std::shared_ptr<const CharacterSet> CharacterSet::named(std::string_view charset)
{
	if (isUnicode(charset)) return nullptr;
	static std::mutex mutex;
	static std::map<std::string, std::shared_ptr<const CharacterSet>> known;
	const auto name = lower(charset);
	const std::lock_guard lock(mutex);
	if (const auto found = known.find(name); found != known.end()) return found->second;

	auto set = std::make_shared<CharacterSet>();
	set->_bytes.assign(0x10000, 0);
	const bool plane = name == "utf8mb3" || name == "ucs2";
	std::unique_ptr<TextCodec> codec;
	if (!plane)
	{
		auto opened = TextCodec::open(systemName(name));
		if (!opened) return known[name] = nullptr;
		codec = std::move(*opened);
	}
	for (char32_t character = 0; character < 0x10000; ++character)
	{
		if (character >= 0xD800 && character <= 0xDFFF) continue;
		std::string text;
		utf8::append(text, character);
		if (plane) set->_bytes[character] = static_cast<unsigned char>(text.size());
		else if (const auto bytes = codec->fromUtf8(text);
		         bytes && codec->toUtf8(*bytes) == text) // there and back, or it changed
			set->_bytes[character] = static_cast<unsigned char>(bytes->size());
	}
	// Windows put the euro sign into its GBK as one byte; MySQL's has none.
	if (name == "gbk") set->_bytes[0x20AC] = 0;
	return known[name] = set;
}

} // namespace erphost::odbc
