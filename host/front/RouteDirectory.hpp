#pragma once

#include "host/front/Forwarder.hpp"
#include "host/front/Peers.hpp"
#include "host/platform/Clock.hpp"
#include "host/worker/RoutePath.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace erphost::front {

/// What front must know of a plugin's route before it lets a request in: whether it is public, and how much may come.
/// Asked of the worker (GET /_routes) once per start of it, and kept while it is away. Any thread.
class RouteDirectory
{
public:
	struct Facts
	{
		bool isPublic = false;
		std::size_t maximumBodyBytes = 0; ///< 0: as usual
	};

	/// All of it outlives the directory.
	RouteDirectory(const Peers& peers, Forwarder& forwarder, const Clock& clock):
		_peers(peers), _forwarder(forwarder), _clock(clock)
	{
	}

	/// The facts of a route of "plugin:<mount>"; nothing if there is no such route, or the worker never said.
	std::optional<Facts> find(const std::string& process, const std::string& method, const std::string& path);

private:
	struct Entry
	{
		std::string method;
		worker::RoutePath path;
		Facts facts;
	};
	struct Known
	{
		int port = 0;
		std::int64_t askedAtMs = 0;
		std::shared_ptr<const std::vector<Entry>> entries;
	};

	std::shared_ptr<const std::vector<Entry>> entriesOf(const std::string& process);
	std::shared_ptr<const std::vector<Entry>> ask(const std::string& process);

	const Peers& _peers;
	Forwarder& _forwarder;
	const Clock& _clock;
	std::mutex _mutex;
	std::map<std::string, Known> _known;
};

} // namespace erphost::front
