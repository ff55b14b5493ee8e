#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace erphost::discovery {

/// How well a name of the ERP fits what somebody would call it.
/// Pure but for the character table behind initials(), which is asked of the operating system once. Any thread.

/// Pinyin initials of a Chinese word, as old ERPs name their columns: "完工日期" → "WGRQ". Other characters stay, in
/// upper case.
std::string initials(std::string_view word);

/// 0 (not at all) … 1 (exactly this word). Words are in order of preference; a Chinese one is tried by its initials
/// too. A word that begins with "!" means the contrary and counts in contrary() only.
double fits(std::string_view name, const std::vector<std::string>& words);

/// The name without an ending such as 日期, RQ, _date; itself if it has none.
std::string withoutEnding(std::string_view name, const std::vector<std::string>& endings);

/// Characters (not bytes) of a UTF-8 text.
std::size_t characters(std::string_view text);

/// config/discovery/words.json.
class Words
{
public:
	static const Words& shipped();
	explicit Words(const nlohmann::json& document): _document(document) {}

	std::vector<std::string> list(std::initializer_list<std::string_view> path) const;
	/// fits() with the words of a field.
	double field(std::string_view name, std::string_view field) const;
	/// The same for a date or time column, whose ending says only what it holds.
	double moment(std::string_view name, std::string_view field) const;
	/// fits() with the words that mean the contrary of a yes/no field ("停用" for "active").
	double contrary(std::string_view name, std::string_view field) const;
	/// What a code means among the values of a field; empty: nobody knows.
	std::string codeMeaning(std::string_view field, std::string_view code) const;
	/// Value → words of a field's codes; an empty object if it has none.
	nlohmann::json codes(const std::string& field) const
	{
		return _document["codes"].value(field, nlohmann::json::object());
	}
	const nlohmann::json& roles() const { return _document["roles"]; }
	const nlohmann::json& kinds() const { return _document["kinds"]; }
	/// A table that we brought ourselves.
	bool ownTable(std::string_view table) const;

private:
	nlohmann::json _document;
};

} // namespace erphost::discovery
