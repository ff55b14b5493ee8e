#include "host/platform/Base64.hpp"

#include <sodium.h>

namespace erphost {

std::string toBase64(const unsigned char* bytes, std::size_t count)
{
	std::string text(sodium_base64_ENCODED_LEN(count, sodium_base64_VARIANT_ORIGINAL), '\0');
	sodium_bin2base64(text.data(), text.size(), bytes, count, sodium_base64_VARIANT_ORIGINAL);
	text.pop_back();
	return text;
}

bool fromBase64(std::string_view text, unsigned char* into, std::size_t count)
{
	std::size_t length = 0;
	const char* end = nullptr;
	return sodium_base642bin(into, count, text.data(), text.size(), nullptr, &length, &end,
	                         sodium_base64_VARIANT_ORIGINAL) == 0 &&
	       length == count && end == text.data() + text.size();
}

} // namespace erphost
