#include "Answer.hpp"

namespace survey {

namespace {

template <typename Values>
auto named(const Values& values, std::string_view text) -> std::optional<typename Values::value_type>
{
	for (const auto value : values)
		if (name(value) == text) return value;
	return std::nullopt;
}

} // namespace

std::optional<Disposition> dispositionNamed(std::string_view text)
{
	return named(kDispositions, text);
}

std::optional<Level> levelNamed(std::string_view text)
{
	return named(kLevels, text);
}

} // namespace survey
