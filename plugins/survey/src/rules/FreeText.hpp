#pragma once

#include "rules/Fact.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// One entry of the list of phrases (SV-39).
struct Phrase
{
	std::string text;
	FactClass outcome = FactClass::yes; ///< yes, average, no
};

/// SV-39: the class of what a customer said; nullopt where the list does not say, so that he is asked back. The longest
/// phrase wins where several overlap (不满意 is not 满意). Never guessed: a negation that no phrase explains
/// (不太满意), or two phrases of different classes side by side, is asked back.
std::optional<FactClass> classOf(std::string_view said, const std::vector<Phrase>& phrases);

} // namespace survey
