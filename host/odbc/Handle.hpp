#pragma once

#include "host/odbc/OdbcApi.hpp"

#include <utility>

namespace erphost::odbc {

/// Owns one ODBC handle.
template <SQLSMALLINT Type>
class Handle
{
public:
	Handle() = default;
	Handle(Handle&& other) noexcept: _handle(std::exchange(other._handle, nullptr)) {}
	Handle& operator=(Handle&& other) noexcept
	{
		std::swap(_handle, other._handle);
		return *this;
	}
	~Handle()
	{
		if (_handle) SQLFreeHandle(Type, _handle);
	}
	SQLRETURN allocate(SQLHANDLE parent) { return SQLAllocHandle(Type, parent, &_handle); }
	SQLHANDLE get() const { return _handle; }
	explicit operator bool() const { return _handle != nullptr; }

private:
	SQLHANDLE _handle = nullptr;
};

using EnvironmentHandle = Handle<SQL_HANDLE_ENV>;
using ConnectionHandle = Handle<SQL_HANDLE_DBC>;
using StatementHandle = Handle<SQL_HANDLE_STMT>;

} // namespace erphost::odbc
