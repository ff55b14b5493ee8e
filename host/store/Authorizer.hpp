#pragma once

#include "host/store/AccessPolicy.hpp"

#include <set>
#include <string>
#include <string_view>

struct sqlite3;

namespace erphost::store {

/// SQLite's question "may this statement do that?", answered from an AccessPolicy. One per connection, used by the
/// thread that uses the connection.
class Authorizer
{
public:
	enum class Mode
	{
		off,    ///< the host's own statements
		plugin, ///< rows of the owner's tables may be written, own and readable ones read; no schema change
		expand  ///< a plugin's migration: tables, indexes, views and columns of the owner's prefix may be added
	};

	explicit Authorizer(const AccessPolicy& policy);

	/// Puts itself between the connection and its statements. Without an owner it stays out of the way.
	void attach(sqlite3* handle);

	/// SQLite prepares a statement again, inside a step, when the schema has changed: so the mode is set before each
	/// prepare and each step.
	void use(Mode mode)
	{
		_mode = mode;
		if (!_throughViews.empty()) _throughViews.clear(); // asked at every step
	}

	/// For a migration: acts for this owner, whatever the connection's policy, until the next call. Empty: as before.
	void actFor(sqlite3* handle, const std::string& owner);

	/// One index that the migration at work may drop; empty: none.
	void allowDrop(std::string index) { _droppable = std::move(index); }

	/// What was refused last ("read host_user"), for the error's text.
	const std::string& refused() const { return _refused; }

private:
	static int callback(void* self, int action, const char* first, const char* second, const char* database,
	                    const char* accessor);
	bool decide(int action, std::string_view first, std::string_view second, std::string_view accessor);
	bool decideExpand(int action, std::string_view first, std::string_view second, std::string_view accessor);
	bool owns(std::string_view table) const;
	bool mayRead(std::string_view table, std::string_view column, std::string_view accessor);

	sqlite3* _handle = nullptr;
	std::string _policyPrefix;
	std::string _prefix;
	std::set<std::string, std::less<>> _readable;
	/// Tables that the present statement reads by way of published views.
	std::set<std::string, std::less<>> _throughViews;
	Mode _mode = Mode::off;
	std::string _droppable;
	std::string _refused;
};

} // namespace erphost::store
