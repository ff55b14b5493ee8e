#include "host/platform/TextCodec.hpp"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <iconv.h>

namespace erphost {
namespace {

const iconv_t kNone = reinterpret_cast<iconv_t>(-1);

/// ERPs and MySQL have their own names for what iconv knows.
std::string systemName(std::string_view charset)
{
	std::string name(charset);
	std::transform(name.begin(), name.end(), name.begin(),
	               [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
	if (name == "UTF8MB4" || name == "UTF8MB3" || name == "UTF8") return "UTF-8";
	if (name == "LATIN1") return "CP1252"; // what MySQL and Windows mean by it
	if (name == "GB2312" || name == "EUCCN") return "EUC-CN";
	if (name == "UCS2" || name == "UTF16") return "UTF-16BE";
	if (name == "ASCII") return "US-ASCII";
	return name;
}

std::optional<std::string> convert(iconv_t codec, std::string_view input)
{
	iconv(codec, nullptr, nullptr, nullptr, nullptr);
	std::string output(input.size() * 2 + 16, '\0');
	char* from = const_cast<char*>(input.data());
	std::size_t fromLeft = input.size();
	std::size_t written = 0;
	while (true)
	{
		char* to = output.data() + written;
		std::size_t toLeft = output.size() - written;
		const auto irreversible = iconv(codec, &from, &fromLeft, &to, &toLeft);
		written = static_cast<std::size_t>(to - output.data());
		if (irreversible == 0) break;
		if (irreversible != static_cast<std::size_t>(-1) || errno != E2BIG) return std::nullopt;
		output.resize(output.size() * 2);
	}
	output.resize(written);
	return output;
}

class IconvCodec : public TextCodec
{
public:
	IconvCodec(iconv_t decoder, iconv_t encoder): _decoder(decoder), _encoder(encoder) {}
	IconvCodec(const IconvCodec&) = delete;
	~IconvCodec() override
	{
		iconv_close(_decoder);
		iconv_close(_encoder);
	}
	std::optional<std::string> toUtf8(std::string_view bytes) override { return convert(_decoder, bytes); }
	std::optional<std::string> fromUtf8(std::string_view text) override { return convert(_encoder, text); }

private:
	iconv_t _decoder;
	iconv_t _encoder;
};

} // namespace

Result<std::unique_ptr<TextCodec>> TextCodec::open(std::string_view charset)
{
	const auto name = systemName(charset);
	const auto decoder = iconv_open("UTF-8", name.c_str());
	const auto encoder = iconv_open(name.c_str(), "UTF-8");
	if (decoder != kNone && encoder != kNone)
		return std::unique_ptr<TextCodec>(std::make_unique<IconvCodec>(decoder, encoder));
	if (decoder != kNone) iconv_close(decoder);
	if (encoder != kNone) iconv_close(encoder);
	return misconfigured("text.unknown_charset", "the system knows no character set of this name")
	    .with("charset", std::string(charset));
}

} // namespace erphost
