#pragma once

#include "rules/Answer.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace survey {

/// What a customer's text message says.
struct LetterReply
{
	std::optional<Level> level; ///< nullopt: no letter, to be asked back
	std::string remark;         ///< the text without the letter
};

/// SV-53: A very satisfied, B satisfied, C dissatisfied, D very dissatisfied, in any case and width, with blanks
/// around. A letter counts where it stands alone at the beginning: "Bus" is a word, "b 谢谢" and "Ｂ，谢谢" are a B
/// with a remark.
LetterReply letterReply(std::string_view text);

/// The letter of a level; '\0' for average, which has none.
char letterOf(Level level);

} // namespace survey
