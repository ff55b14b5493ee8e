#include "host/platform/TextCodec.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <windows.h>

namespace erphost {
namespace {

struct CodePage
{
	std::string_view name;
	UINT number;
};

constexpr std::array kCodePages{
	CodePage{"gbk", 936},           CodePage{"cp936", 936},        CodePage{"gb2312", 936},
	CodePage{"euccn", 936},         CodePage{"gb18030", 54936},    CodePage{"big5", 950},
	CodePage{"cp950", 950},         CodePage{"latin1", 1252},      CodePage{"cp1252", 1252},
	CodePage{"windows-1252", 1252}, CodePage{"iso-8859-1", 28591}, CodePage{"utf8", CP_UTF8},
	CodePage{"utf-8", CP_UTF8},     CodePage{"utf8mb3", CP_UTF8},  CodePage{"utf8mb4", CP_UTF8},
	CodePage{"ascii", 20127},       CodePage{"us-ascii", 20127}};

class CodePageCodec : public TextCodec
{
public:
	explicit CodePageCodec(UINT page): _page(page) {}
	std::optional<std::string> toUtf8(std::string_view bytes) override { return convert(_page, CP_UTF8, bytes); }
	std::optional<std::string> fromUtf8(std::string_view text) override { return convert(CP_UTF8, _page, text); }

private:
	static std::optional<std::string> convert(UINT from, UINT to, std::string_view input)
	{
		if (input.empty()) return std::string();
		const auto length = static_cast<int>(input.size());
		const int units = MultiByteToWideChar(from, MB_ERR_INVALID_CHARS, input.data(), length, nullptr, 0);
		if (units <= 0) return std::nullopt;
		std::wstring wide(static_cast<std::size_t>(units), L'\0');
		MultiByteToWideChar(from, MB_ERR_INVALID_CHARS, input.data(), length, wide.data(), units);
		// UTF-8 and GB18030 hold everything and refuse the flags; for the others a best fit would be a silent change.
		const bool complete = to == CP_UTF8 || to == 54936;
		const DWORD flags = complete ? 0 : WC_NO_BEST_FIT_CHARS;
		BOOL replaced = FALSE;
		const int size =
			WideCharToMultiByte(to, flags, wide.data(), units, nullptr, 0, nullptr, complete ? nullptr : &replaced);
		if (size <= 0 || replaced) return std::nullopt;
		std::string output(static_cast<std::size_t>(size), '\0');
		WideCharToMultiByte(to, flags, wide.data(), units, output.data(), size, nullptr, nullptr);
		return output;
	}
	UINT _page;
};

} // namespace

Result<std::unique_ptr<TextCodec>> TextCodec::open(std::string_view charset)
{
	std::string name(charset);
	std::transform(name.begin(), name.end(), name.begin(),
	               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
	for (const auto& page : kCodePages)
		if (page.name == name && IsValidCodePage(page.number))
			return std::unique_ptr<TextCodec>(std::make_unique<CodePageCodec>(page.number));
	return misconfigured("text.unknown_charset", "the system knows no character set of this name")
	    .with("charset", std::string(charset));
}

} // namespace erphost
