#pragma once

#include <functional>
#include <memory>

namespace erphost {

/// Listens for somebody asking this process to end: SIGTERM, SIGINT, SIGHUP; Ctrl-C, Ctrl-Break, closing the console or
/// shutting down on Windows, or the service control manager. One per process.
class StopRequest
{
public:
	/// The callback runs on a thread of its own, once per request: a second Ctrl-C calls it again.
	static std::unique_ptr<StopRequest> listen(std::function<void()> callback);
	~StopRequest(); ///< the signals have their former effect again

private:
	struct Impl;
	explicit StopRequest(std::unique_ptr<Impl> impl);
	std::unique_ptr<Impl> _impl;
};

} // namespace erphost
