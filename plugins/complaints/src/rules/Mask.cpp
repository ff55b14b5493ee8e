#include "rules/Mask.hpp"

namespace complaints {

std::string maskedAddress(std::string_view address)
{
	if (address.empty()) return {};
	std::size_t end = 0;
	// Whole characters of UTF-8: the county, not the house.
	for (int characters = 0; characters < 3 && end < address.size(); ++characters)
		for (++end; end < address.size() && (static_cast<unsigned char>(address[end]) & 0xc0) == 0x80;) ++end;
	return std::string(address.substr(0, end)) + "****";
}

std::string phoneKey(std::string_view phone)
{
	std::string digits;
	for (const char letter : phone)
		if (letter >= '0' && letter <= '9') digits += letter;
	if (digits.starts_with("0086")) digits.erase(0, 4);
	else if (digits.size() == 13 && digits.starts_with("86")) digits.erase(0, 2);
	if (digits.size() == 12 && digits.starts_with("01")) digits.erase(0, 1);
	return digits;
}

} // namespace complaints
