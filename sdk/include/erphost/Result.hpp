#pragma once

#include "erphost/Error.hpp"

#include <cassert>
#include <optional>
#include <utility>
#include <variant>

namespace erphost {

/// Either a value or an Error; never thrown, never ignored.
template <typename T>
class [[nodiscard]] Result
{
public:
	using Value = T;

	Result(T value): _state(std::in_place_index<0>, std::move(value)) {}
	Result(Error error): _state(std::in_place_index<1>, std::move(error)) {}

	bool ok() const { return _state.index() == 0; }
	explicit operator bool() const { return ok(); }

	T& operator*() & { return value(); }
	const T& operator*() const& { return value(); }
	T&& operator*() && { return std::move(value()); }
	T* operator->() { return &value(); }
	const T* operator->() const { return &value(); }

	T& value() &
	{
		assert(ok());
		return std::get<0>(_state);
	}
	const T& value() const&
	{
		assert(ok());
		return std::get<0>(_state);
	}

	Error& error() &
	{
		assert(!ok());
		return std::get<1>(_state);
	}
	const Error& error() const&
	{
		assert(!ok());
		return std::get<1>(_state);
	}
	Error&& error() && { return std::move(std::get<1>(_state)); }

private:
	std::variant<T, Error> _state;
};

template <>
class [[nodiscard]] Result<void>
{
public:
	using Value = void;

	Result() = default;
	Result(Error error): _error(std::move(error)) {}

	bool ok() const { return !_error; }
	explicit operator bool() const { return ok(); }

	Error& error() &
	{
		assert(_error);
		return *_error;
	}
	const Error& error() const&
	{
		assert(_error);
		return *_error;
	}
	Error&& error() && { return std::move(*_error); }

private:
	std::optional<Error> _error;
};

inline Result<void> success()
{
	return {};
}

} // namespace erphost

#define EH_CONCAT_IMPL(a, b) a##b
#define EH_CONCAT(a, b) EH_CONCAT_IMPL(a, b)

/// EH_TRY(auto row, store.read(...)): declares `row` with the value, or returns the error from the enclosing function.
#define EH_TRY(declaration, expression) EH_TRY_IMPL(EH_CONCAT(ehResult, __COUNTER__), declaration, expression)
#define EH_TRY_IMPL(result, declaration, expression)                                                                   \
	auto result = (expression);                                                                                        \
	if (!result) return std::move(result).error();                                                                     \
	declaration = *std::move(result)

/// EH_CHECK(step()): returns the error from the enclosing function, if there is one.
#define EH_CHECK(expression)                                                                                           \
	do                                                                                                                 \
	{                                                                                                                  \
		if (auto ehResult = (expression); !ehResult) return std::move(ehResult).error();                               \
	} while (false)
