#pragma once

#include "erphost/Result.hpp"
#include "erphost/abi.h"

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The seam between the C contract and the C++ on top of it: texts, errors, and the wall that no exception passes.
/// Used by both sides, so that a status means the same in each.
namespace erphost::abi {

inline eh_str str(std::string_view text)
{
	return {text.data(), text.size()};
}

inline std::string_view view(eh_str text)
{
	return {text.size ? text.data : "", static_cast<std::size_t>(text.size)};
}

inline std::string text(eh_str value)
{
	return std::string(view(value));
}

constexpr eh_status statusOf(ErrorClass value)
{
	switch (value)
	{
	case ErrorClass::transient: return EH_TRANSIENT;
	case ErrorClass::permanent: return EH_PERMANENT;
	case ErrorClass::conflict: return EH_CONFLICT;
	case ErrorClass::configuration: return EH_CONFIGURATION;
	case ErrorClass::bug: return EH_BUG;
	}
	return EH_BUG;
}

constexpr ErrorClass classOf(eh_status status)
{
	switch (status)
	{
	case EH_TRANSIENT: return ErrorClass::transient;
	case EH_PERMANENT: return ErrorClass::permanent;
	case EH_CONFLICT: return ErrorClass::conflict;
	case EH_CONFIGURATION: return ErrorClass::configuration;
	default: return ErrorClass::bug;
	}
}

/// Reports an error through a sink and returns its status: `return fail(error, sink);`
inline eh_status fail(const Error& error, const eh_error_sink* sink)
{
	if (sink && sink->report)
	{
		std::vector<eh_pair> params;
		params.reserve(error.params.size());
		for (const auto& [key, value] : error.params) params.push_back({str(key), str(value)});
		sink->report(sink->context, str(error.code), str(error.message), params.data(), params.size());
	}
	return statusOf(error.cls);
}

/// Receives what a callee reports. Lives on the stack of one call.
class Catcher
{
public:
	Catcher(): _sink{sizeof(eh_error_sink), this, &Catcher::report} {}
	Catcher(const Catcher&) = delete;
	Catcher& operator=(const Catcher&) = delete;

	const eh_error_sink* sink() const { return &_sink; }

	/// The error that belongs to a negative status.
	Error error(eh_status status)
	{
		if (_error.code.empty()) _error = {"abi.unexplained", ErrorClass::bug, "A call failed without saying why.", {}};
		_error.cls = classOf(status);
		return std::move(_error);
	}

	Result<void> check(eh_status status)
	{
		if (status >= 0) return {};
		return error(status);
	}

private:
	static void report(void* context, eh_str code, eh_str message, const eh_pair* params, uint64_t count)
	{
		Error& error = static_cast<Catcher*>(context)->_error;
		error.code = text(code);
		error.message = text(message);
		error.params.clear();
		for (uint64_t i = 0; i < count; ++i) error.params.emplace_back(text(params[i].key), text(params[i].value));
	}

	eh_error_sink _sink;
	Error _error;
};

/// Receives one text.
class TextCatcher
{
public:
	TextCatcher(): _sink{sizeof(eh_text_sink), this, &TextCatcher::write} {}
	TextCatcher(const TextCatcher&) = delete;
	TextCatcher& operator=(const TextCatcher&) = delete;

	const eh_text_sink* sink() const { return &_sink; }
	std::string& value() { return _value; }

private:
	static void write(void* context, eh_str value) { static_cast<TextCatcher*>(context)->_value = text(value); }

	eh_text_sink _sink;
	std::string _value;
};

/// Runs `body` (returning Result<void>) on one side of the seam; nothing it throws reaches the other.
template <typename Body>
eh_status guarded(const eh_error_sink* sink, Body&& body) noexcept
{
	try
	{
		const Result<void> outcome = body();
		return outcome ? EH_OK : fail(outcome.error(), sink);
	}
	catch (const std::exception& e)
	{
		return fail(bug("plugin.exception", e.what()), sink);
	}
	catch (...)
	{
		return fail(bug("plugin.exception", "An exception of an unknown type."), sink);
	}
}

} // namespace erphost::abi
