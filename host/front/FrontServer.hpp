#pragma once

#include "host/front/ConnectionWatch.hpp"
#include "host/front/FrontContext.hpp"
#include "host/settings/HostConfig.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace erphost::front {

/// The HTTP(S) server that people and machines talk to: sign-in, roles, console files, the host's own routes, and
/// everything below /api/v1/<mount> passed on to the worker that serves it.
class FrontServer
{
public:
	struct Options
	{
		settings::HostConfig listen;
		std::string secret; ///< of the loopback protocol
		std::filesystem::path console;
		std::size_t largestBody = 1024 * 1024;
		std::size_t largestHeader = 16 * 1024;
		std::chrono::milliseconds deadline{25'000}; ///< for a worker's answer
		int threads = 128;
		ConnectionWatch::Limits limits;
	};

	/// The context outlives the server.
	FrontServer(Options options, const FrontContext& context);
	~FrontServer();

	/// Binds and serves; returns the port. "front.listen_insecure", "front.certificate_unusable", "front.port_taken".
	Result<int> start();
	/// Accepts nothing new, lets running requests end.
	void stop();

private:
	struct Impl;
	std::unique_ptr<Impl> _impl;
};

} // namespace erphost::front
