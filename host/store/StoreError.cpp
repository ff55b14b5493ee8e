#include "host/store/StoreError.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <string>

namespace erphost::store {

namespace {

struct Known
{
	int code;
	const char* name;
	ErrorClass cls;
};

constexpr std::array kKnown{
	Known{SQLITE_BUSY, "store.busy", ErrorClass::transient},
	Known{SQLITE_LOCKED, "store.busy", ErrorClass::transient},
	Known{SQLITE_INTERRUPT, "store.interrupted", ErrorClass::transient},
	Known{SQLITE_NOMEM, "store.memory", ErrorClass::transient},
	Known{SQLITE_FULL, "store.full", ErrorClass::configuration},
	Known{SQLITE_IOERR, "store.io", ErrorClass::configuration},
	Known{SQLITE_CORRUPT, "store.damaged", ErrorClass::configuration},
	Known{SQLITE_NOTADB, "store.damaged", ErrorClass::configuration},
	Known{SQLITE_READONLY, "store.read_only", ErrorClass::configuration},
	Known{SQLITE_PERM, "store.cannot_open", ErrorClass::configuration},
	Known{SQLITE_CANTOPEN, "store.cannot_open", ErrorClass::configuration},
	Known{SQLITE_TOOBIG, "store.too_big", ErrorClass::permanent},
	Known{SQLITE_CONSTRAINT, "store.constraint", ErrorClass::bug},
	Known{SQLITE_AUTH, "store.denied", ErrorClass::bug},
};

} // namespace

Error errorOf(sqlite3* handle, int code, std::string_view statement)
{
	const int extended = handle ? sqlite3_extended_errcode(handle) : code;
	std::string message = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
	const std::string name(statement);
	const auto detail = [&](Error error) {
		return std::move(error).with("statement", name).with("cause", message).with("sqlite", std::to_string(extended));
	};
	const std::string text = name.empty() ? message : name + ": " + message;

	if (extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY)
		return detail(conflict("store.duplicate", text));
	for (const auto& known : kKnown)
		if ((code & 0xff) == known.code) return detail({known.name, known.cls, text, {}});
	return detail(bug("store.sql", text));
}

bool isStoreTrouble(const Error& error)
{
	constexpr std::array<std::string_view, 9> trouble{"store.busy",      "store.interrupted", "store.memory",
	                                                  "store.full",      "store.io",          "store.damaged",
	                                                  "store.read_only", "store.cannot_open", "store.lost"};
	return std::find(trouble.begin(), trouble.end(), error.code) != trouble.end();
}

} // namespace erphost::store
