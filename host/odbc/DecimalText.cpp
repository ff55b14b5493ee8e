#include "host/odbc/DecimalText.hpp"

#include <charconv>

namespace erphost::odbc {

std::optional<DecimalText> DecimalText::parse(std::string_view text, bool scientific)
{
	DecimalText out;
	if (!text.empty() && text[0] == '-')
	{
		out.negative = true;
		text.remove_prefix(1);
	}
	int shift = 0;
	if (scientific)
		if (const auto e = text.find_first_of("eE"); e != std::string_view::npos)
		{
			auto power = text.substr(e + 1);
			if (!power.empty() && power[0] == '+') power.remove_prefix(1);
			const auto end = std::from_chars(power.data(), power.data() + power.size(), shift);
			if (power.empty() || end.ec != std::errc() || end.ptr != power.data() + power.size()) return std::nullopt;
			text = text.substr(0, e);
		}
	bool point = false, any = false;
	for (const char c : text)
	{
		if (c == '.' && !point)
		{
			point = true;
			continue;
		}
		if (c < '0' || c > '9') return std::nullopt;
		any = true;
		if (out.digits.empty() && c == '0')
		{
			if (point) --out.exponent;
			continue;
		}
		out.digits.push_back(c);
		if (!point) ++out.exponent;
	}
	if (!any) return std::nullopt;
	while (!out.digits.empty() && out.digits.back() == '0') out.digits.pop_back();
	out.exponent = out.digits.empty() ? 0 : out.exponent + shift;
	return out;
}

} // namespace erphost::odbc
