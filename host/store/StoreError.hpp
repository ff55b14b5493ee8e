#pragma once

#include "erphost/Error.hpp"

#include <string_view>

struct sqlite3;

namespace erphost::store {

/// What SQLite reports, as one of our errors: "store.busy" (transient), "store.full", "store.damaged", "store.io",
/// "store.read_only", "store.cannot_open" (configuration), "store.duplicate" (conflict), "store.constraint",
/// "store.denied", "store.sql" (bug), … `statement` names what ran; SQLite's own text never holds values of a row.
/// On the thread that uses the connection, right after the failing call. `handle` may be null.
Error errorOf(sqlite3* handle, int code, std::string_view statement);

/// True for trouble with the store itself (busy, full, damaged disk), which no other input would avoid: such an error
/// says nothing about the event or record that met it, so nothing is parked or given up because of it.
bool isStoreTrouble(const Error& error);

} // namespace erphost::store
