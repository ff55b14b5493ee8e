#pragma once

#include "host/messages/Messages.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace erphost::messages {

/// The texts of all modules in one language. Changed only while a process starts; from then on, any thread.
class Catalogue
{
public:
	/// The compiled-in catalogue of "zh" or "en".
	static const Catalogue& of(std::string_view language) { return changeable(language); }
	static Catalogue& changeable(std::string_view language);

	/// Takes the texts whose code begins with `prefix`; known codes keep theirs.
	void add(const nlohmann::json& texts, std::string_view prefix);

	const Text* find(std::string_view code) const;
	const std::map<std::string, Text, std::less<>>& texts() const { return _texts; }
	/// What was wrong with the files: broken JSON, a code in two files. Empty in a good build (a test sees to it).
	const std::vector<std::string>& faults() const { return _faults; }

private:
	explicit Catalogue(std::string_view language);

	std::map<std::string, Text, std::less<>> _texts;
	std::vector<std::string> _faults;
};

/// The names in braces of a text, sorted, without repetition.
std::vector<std::string> placeholders(std::string_view text);

/// The text with every {name} replaced by its value; a name without a value becomes a dash.
std::string fill(std::string_view text, const Error::Params& params);

} // namespace erphost::messages
