#pragma once

#include "host/discovery/Discover.hpp"
#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"
#include "host/worker/Route.hpp"

#include <mutex>
#include <thread>

namespace erphost::discovery {

/// The API of map by example, beside the ERP API in the sync process (host/README.md). One search at a time, in a
/// thread of its own; what it found is kept in memory only, because it shows customers. Any thread.
class DiscoveryRoutes
{
public:
	/// Everything passed must outlive it.
	DiscoveryRoutes(store::Database& database, const Clock& clock, std::filesystem::path data);
	~DiscoveryRoutes(); ///< ends a search that runs

	std::vector<worker::Route> routes();

private:
	Result<worker::Reply> readConnection(const worker::Request& request);
	Result<worker::Reply> putConnection(const worker::Request& request);
	Result<worker::Reply> start(const worker::Request& request);
	worker::Reply state(const worker::Request& request);
	Result<worker::Reply> field(const worker::Request& request);
	Result<worker::Reply> level(const worker::Request& request);
	void end();

	store::Database& _database;
	const Clock& _clock;
	std::filesystem::path _data;
	std::mutex _mutex;
	std::thread _thread;
	std::atomic<bool> _stop{false};
	std::string _state = "none"; ///< none, running, done, failed
	Progress _progress;
	std::int64_t _begunAt = 0;
	nlohmann::json _proposal;
	std::optional<Error> _error;
};

} // namespace erphost::discovery
