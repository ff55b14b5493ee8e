#pragma once

#include "erphost/abi.h"
#include "host/platform/Clock.hpp"
#include "host/store/Transaction.hpp"

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace erphost::files {
class FileStore;
}

namespace erphost::worker {

/// The named statements of a plugin, kept for the life of the process: the store's statement caches hold their
/// addresses. Any thread.
class PluginStatements
{
public:
	/// The statement of that name; the same name with another text is "plugin.statement_changed" (bug).
	Result<const Sql*> find(std::string_view name, std::string_view text);

private:
	struct Owned
	{
		std::string name, text;
		Sql sql;
	};
	std::mutex _mutex;
	std::map<std::string, std::unique_ptr<Owned>, std::less<>> _statements;
};

/// What a transaction means to the plugin that runs in it: who is behind it.
struct PluginContext
{
	std::string pluginId;
	PluginStatements* statements = nullptr;
	const Clock* clock = nullptr;
	const files::FileStore* files = nullptr;
	std::string actor;         ///< user id, or "plugin:<id>"
	std::string correlationId; ///< runs from request through event and outbox into the ERP row
};

/// The store service of the contract (EH_SERVICE_STORE) without transact, which needs the host.
void fillStoreService(eh_store& service);

} // namespace erphost::worker

/// A statement lent to a plugin: lives until its transaction ends, reused when the plugin prepares the name again.
struct eh_stmt
{
	erphost::store::Statement statement;
	const erphost::Sql* sql;
	bool idle = false;
	std::int64_t changes = 0;
};

/// A transaction lent to a plugin, on the stack of the call.
struct eh_tx
{
	erphost::store::Transaction& transaction;
	const erphost::worker::PluginContext& context;
	std::deque<eh_stmt> statements{};
	std::string goLiveDate{};
};
