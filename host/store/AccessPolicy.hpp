#pragma once

#include <string>
#include <vector>

namespace erphost::store {

/// What SQL run through a Database may touch; enforced by SQLite's authorizer when a statement is prepared.
/// A guard-rail against mistakes, not a sandbox.
struct AccessPolicy
{
	/// Empty: everything (the host's own roles). Otherwise the plugin id: it writes tables named "<id>_…" only.
	std::string owner;
	/// Tables and views of others that may be read: entity tables ("erp_work_order"), published views. A published
	/// view reads tables directly, or views that are listed too.
	std::vector<std::string> readable;
};

} // namespace erphost::store
