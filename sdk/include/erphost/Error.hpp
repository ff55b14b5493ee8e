#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace erphost {

/// What a caller may do about an error. Retry, dead letter, HTTP status and console text follow from it.
enum class ErrorClass
{
	transient,     ///< may work if tried again later: the ERP is away, the store is busy
	permanent,     ///< will never work with this input: a refused value, an unknown record
	conflict,      ///< somebody else was faster: stale version, lease taken, duplicate
	configuration, ///< an administrator must change something first: mapping, rights, driver
	bug            ///< a broken promise inside erphost or a plugin
};

constexpr std::string_view name(ErrorClass value)
{
	switch (value)
	{
	case ErrorClass::transient: return "transient";
	case ErrorClass::permanent: return "permanent";
	case ErrorClass::conflict: return "conflict";
	case ErrorClass::configuration: return "configuration";
	case ErrorClass::bug: return "bug";
	}
	return "bug";
}

/// An error as a value.
///
/// `code` is stable and lower case with dots ("erp.column_missing"); the message catalogue turns code and
/// params into a sentence in the reader's language. `message` is the English sentence for logs, and what is
/// shown where the catalogue lacks the code. Neither may hold personal data.
struct Error
{
	using Params = std::vector<std::pair<std::string, std::string>>;

	std::string code;
	ErrorClass cls = ErrorClass::bug;
	std::string message;
	Params params;

	/// Adds a parameter for the message catalogue; returns the error, so that it can stand in a return.
	Error&& with(std::string key, std::string value) &&
	{
		params.emplace_back(std::move(key), std::move(value));
		return std::move(*this);
	}

	/// The value of a parameter, empty if it is absent.
	std::string_view param(std::string_view key) const
	{
		for (const auto& [name, value] : params)
			if (name == key) return value;
		return {};
	}
};

inline Error transient(std::string code, std::string message)
{
	return {std::move(code), ErrorClass::transient, std::move(message), {}};
}
inline Error permanent(std::string code, std::string message)
{
	return {std::move(code), ErrorClass::permanent, std::move(message), {}};
}
inline Error conflict(std::string code, std::string message)
{
	return {std::move(code), ErrorClass::conflict, std::move(message), {}};
}
inline Error misconfigured(std::string code, std::string message)
{
	return {std::move(code), ErrorClass::configuration, std::move(message), {}};
}
inline Error bug(std::string code, std::string message)
{
	return {std::move(code), ErrorClass::bug, std::move(message), {}};
}

} // namespace erphost
