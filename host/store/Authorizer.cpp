#include "host/store/Authorizer.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace erphost::store {

namespace {

std::string lower(std::string_view text)
{
	std::string result(text);
	std::transform(result.begin(), result.end(), result.begin(),
	               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
	return result;
}

std::string prefixOf(const std::string& owner)
{
	return owner.empty() ? std::string() : lower(owner) + "_";
}

bool isSchemaTable(std::string_view table)
{
	return table == "sqlite_master" || table == "sqlite_schema";
}

const char* verb(int action)
{
	switch (action)
	{
	case SQLITE_READ: return "read";
	case SQLITE_INSERT: return "insert into";
	case SQLITE_UPDATE: return "update";
	case SQLITE_DELETE: return "delete from";
	case SQLITE_PRAGMA: return "pragma";
	case SQLITE_ATTACH: return "attach";
	case SQLITE_FUNCTION: return "function";
	case SQLITE_TRANSACTION:
	case SQLITE_SAVEPOINT: return "transaction control";
	case SQLITE_ALTER_TABLE: return "alter table of";
	case SQLITE_DROP_TABLE:
	case SQLITE_DROP_INDEX:
	case SQLITE_DROP_VIEW:
	case SQLITE_DROP_TRIGGER: return "drop";
	case SQLITE_CREATE_TABLE:
	case SQLITE_CREATE_INDEX:
	case SQLITE_CREATE_VIEW:
	case SQLITE_CREATE_TRIGGER: return "create";
	case SQLITE_CREATE_TEMP_TABLE:
	case SQLITE_CREATE_TEMP_INDEX:
	case SQLITE_CREATE_TEMP_VIEW:
	case SQLITE_CREATE_TEMP_TRIGGER: return "create temporary";
	default: return "action";
	}
}

} // namespace

Authorizer::Authorizer(const AccessPolicy& policy): _policyPrefix(prefixOf(policy.owner)), _prefix(_policyPrefix)
{
	for (const auto& table : policy.readable) _readable.insert(lower(table));
}

void Authorizer::attach(sqlite3* handle)
{
	_handle = handle;
	if (!_policyPrefix.empty()) sqlite3_set_authorizer(handle, &Authorizer::callback, this);
}

void Authorizer::actFor(sqlite3* handle, const std::string& owner)
{
	_handle = handle;
	_prefix = owner.empty() ? _policyPrefix : prefixOf(owner);
	_mode = owner.empty() ? Mode::off : Mode::expand;
	// Setting an authorizer expires every cached statement; connections of the host's own roles do without.
	if (_policyPrefix.empty()) sqlite3_set_authorizer(handle, owner.empty() ? nullptr : &Authorizer::callback, this);
}

bool Authorizer::owns(std::string_view table) const
{
	const auto name = lower(table);
	return !_prefix.empty() && name.size() > _prefix.size() && name.compare(0, _prefix.size(), _prefix) == 0;
}

bool Authorizer::mayRead(std::string_view table, std::string_view column, std::string_view accessor)
{
	if (owns(table) || _readable.count(lower(table)) > 0) return true;
	// What a published view reads is the publisher's business.
	if (!accessor.empty() && !owns(accessor) && _readable.count(lower(accessor)) > 0)
	{
		_throughViews.insert(lower(table));
		return true;
	}
	// "SELECT count(*) FROM x" is asked with an empty column: also for the table behind a view, no longer saying which
	// view, and where x is only a WITH name. The bodies of both are asked about by themselves: so only a real table
	// that nothing else led to has to be refused here.
	if (column.empty())
		return _throughViews.count(lower(table)) > 0 ||
		       sqlite3_table_column_metadata(_handle, "main", std::string(table).c_str(), nullptr, nullptr, nullptr,
		                                     nullptr, nullptr, nullptr) != SQLITE_OK;
	return false;
}

bool Authorizer::decide(int action, std::string_view first, std::string_view second, std::string_view accessor)
{
	switch (action)
	{
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE: return true;
	case SQLITE_FUNCTION: return lower(second) != "load_extension";
	case SQLITE_READ: return mayRead(first, second, accessor);
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE: return owns(first);
	default: return false;
	}
}

bool Authorizer::decideExpand(int action, std::string_view first, std::string_view second, std::string_view accessor)
{
	switch (action)
	{
	case SQLITE_CREATE_TABLE:
	case SQLITE_CREATE_VIEW: return owns(first);
	case SQLITE_CREATE_INDEX: return owns(second) && (owns(first) || first.substr(0, 17) == "sqlite_autoindex_");
	case SQLITE_REINDEX: return owns(first);
	case SQLITE_ALTER_TABLE: return owns(second);
	case SQLITE_DROP_INDEX: return owns(second) && !_droppable.empty() && lower(first) == lower(_droppable);
	case SQLITE_DELETE: return isSchemaTable(first) && !_droppable.empty();
	// Only SQLite itself writes its schema table, while it carries out one of the above.
	case SQLITE_INSERT:
	case SQLITE_UPDATE: return owns(first) || isSchemaTable(first);
	case SQLITE_READ: return isSchemaTable(first) || mayRead(first, second, accessor);
	default: return decide(action, first, second, accessor);
	}
}

int Authorizer::callback(void* self, int action, const char* first, const char* second, const char*,
                         const char* accessor)
{
	auto& me = *static_cast<Authorizer*>(self);
	if (me._mode == Mode::off) return SQLITE_OK;
	const auto text = [](const char* value) { return value ? std::string_view(value) : std::string_view(); };
	const bool allowed = me._mode == Mode::plugin ? me.decide(action, text(first), text(second), text(accessor))
	                                              : me.decideExpand(action, text(first), text(second), text(accessor));
	if (allowed) return SQLITE_OK;
	me._refused = std::string(verb(action)) + " " + std::string(action == SQLITE_FUNCTION ? text(second) : text(first));
	return SQLITE_DENY;
}

} // namespace erphost::store
