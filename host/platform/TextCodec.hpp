#pragma once

#include "erphost/Result.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace erphost {

/// Converts between UTF-8 and a named 8-bit or multi-byte character set ("GBK", "latin1", "Big5"), by the means of the
/// operating system. Strict: what has no equivalent is an error, never a question mark. One thread at a time.
class TextCodec
{
public:
	/// "text.unknown_charset" (configuration) if the system does not know the name. MySQL's names are understood as
	/// well.
	static Result<std::unique_ptr<TextCodec>> open(std::string_view charset);
	virtual ~TextCodec() = default;

	/// nullopt: the bytes are not text of this character set.
	virtual std::optional<std::string> toUtf8(std::string_view bytes) = 0;
	/// nullopt: a character has no equivalent, or the input is not UTF-8.
	virtual std::optional<std::string> fromUtf8(std::string_view text) = 0;
};

} // namespace erphost
