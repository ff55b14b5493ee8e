#pragma once

#include "rules/Problem.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// Reads one JSON object of a questionnaire: whatever is not as it should be becomes a problem with its place, and
/// reading goes on, so that the writer sees all of them at once. A member that is null counts as absent.
class JsonReader
{
public:
	/// `members` are all that the object may have.
	JsonReader(const nlohmann::json& value, std::string pointer, Problems& problems,
	           std::initializer_list<std::string_view> members);

	/// False if the value is no object: then nothing else is worth asking.
	bool isObject() const { return _value.is_object(); }
	const std::string& pointer() const { return _pointer; }
	std::string at(std::string_view member) const { return _pointer + "/" + std::string(member); }

	/// The member, or null if it is absent.
	const nlohmann::json* find(std::string_view member) const;

	/// A text of 1 to `maximum` bytes; empty if it is absent, which is a problem only where it is `required`.
	std::string text(std::string_view member, std::size_t maximum, bool required);
	/// {zh, en}, both with something in them.
	std::optional<Text> bilingual(std::string_view member, bool required);
	bool boolean(std::string_view member, bool fallback);
	std::optional<bool> optionalBoolean(std::string_view member);
	std::optional<std::int64_t> integer(std::string_view member);
	std::vector<std::string> texts(std::string_view member, std::size_t maximum);
	/// The elements of a list, empty if it is absent.
	const nlohmann::json& list(std::string_view member, std::size_t maximum, bool required);

	/// Adds a problem about a member, or about the object where that is empty.
	void complain(std::string_view member, std::string code, std::string zh, std::string en);

private:
	void wrongType(std::string_view member, const char* zh, const char* en);

	const nlohmann::json& _value;
	std::string _pointer;
	Problems& _problems;
};

} // namespace survey
