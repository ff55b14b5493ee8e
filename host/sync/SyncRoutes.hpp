#pragma once

#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"
#include "host/sync/SyncSetup.hpp"
#include "host/worker/Route.hpp"

#include <mutex>

namespace erphost::sync {

/// The ERP API (host/README.md), mounted at /api/v1/erp. Handlers run on the server's threads; those that ask the ERP
/// use a connection of their own, one at a time.
class SyncRoutes
{
public:
	/// Everything passed must outlive it.
	SyncRoutes(store::Database& database, const Clock& clock, std::filesystem::path data);
	~SyncRoutes();

	std::vector<worker::Route> routes();

private:
	using Handler = std::function<Result<worker::Reply>(store::Transaction*, const worker::Request&)>;
	void addStatus(std::vector<worker::Route>& routes);
	void addEntities(std::vector<worker::Route>& routes);
	void addRecords(std::vector<worker::Route>& routes);
	void addMapping(std::vector<worker::Route>& routes);
	void addRows(std::vector<worker::Route>& routes);

	Result<worker::Reply> entities(store::Transaction& tx, const worker::Request& request);
	Result<worker::Reply> records(store::Transaction& tx);
	Result<worker::Reply> order(store::Transaction& tx, const std::string& command, const nlohmann::json& argument);
	Result<worker::Reply> preview(const worker::Request& request);
	Result<worker::Reply> erpRow(const worker::Request& request);
	Result<worker::Reply> searchRows(const worker::Request& request);

	/// Runs with the console's own connection; remade when the mapping changes.
	template <typename F>
	auto withErp(bool push, F body)
		-> decltype(body(std::declval<const SyncSetup&>(), std::declval<odbc::Connection&>()));

	store::Database& _database;
	const Clock& _clock;
	std::filesystem::path _data;
	std::mutex _mutex;
	std::string _etag;
	std::unique_ptr<ErpLink> _pull, _push;
};

} // namespace erphost::sync
