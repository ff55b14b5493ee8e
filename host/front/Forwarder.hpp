#pragma once

#include "host/front/Peers.hpp"
#include "host/worker/Route.hpp"

#include <Poco/Net/HTTPClientSession.h>

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>

namespace erphost::front {

/// One request for a worker.
struct ForwardRequest
{
	std::string process; ///< "sync", "plugin:survey"
	std::string method;
	std::string target; ///< below the mount, with query, not decoded
	std::string body;
	std::string contentType;
	std::string idempotencyKey;
	std::string ifMatch; ///< as the client sent it
	std::string language;
	std::string correlationId;
	worker::Caller caller;
	std::chrono::milliseconds deadline{25'000};
};

/// A worker's answer as it came.
struct ForwardReply
{
	int status = 0;
	std::vector<std::pair<std::string, std::string>> headers; ///< the ones meant for the client
	std::string body;
};

/// Passes requests on to workers over kept-alive loopback connections. Any thread.
///
/// A connection that breaks is no answer: requests without effect and keyed ones are sent once more, all others are
/// told honestly that the outcome is unknown ("worker.broken_answer"). While a worker starts or is being replaced by
/// another version, what did not reach it, or what it sent back because it stops, waits for the next one.
class Forwarder
{
public:
	/// `mostWaiting`: requests that wait for a worker at the same time.
	Forwarder(const Peers& peers, std::string secret, int mostWaiting):
		_peers(peers), _secret(std::move(secret)), _mostWaiting(mostWaiting)
	{
	}

	/// Errors: those of Peers::portOf, "worker.timeout", "worker.broken_answer".
	Result<ForwardReply> forward(const ForwardRequest& request);

private:
	struct Kept
	{
		std::unique_ptr<Poco::Net::HTTPClientSession> session;
		std::chrono::steady_clock::time_point since;
	};
	enum class Outcome
	{
		answered,
		unreachable, ///< nothing was sent
		undone,      ///< it stops, and did nothing of it
		broken,      ///< something was sent, no whole answer came
		late
	};

	std::unique_ptr<Poco::Net::HTTPClientSession> take(int port, bool& reused);
	void giveBack(int port, std::unique_ptr<Poco::Net::HTTPClientSession> session);
	Result<int> findPort(const std::string& process, int stale, std::chrono::steady_clock::time_point until);
	Outcome attempt(int port, const ForwardRequest& request, bool mayReuse, ForwardReply& reply);

	const Peers& _peers;
	std::string _secret;
	const int _mostWaiting;
	std::atomic<int> _waiting{0};
	std::mutex _mutex;
	std::map<int, std::vector<Kept>> _kept; ///< by port
};

/// X-Erphost-User.
std::string callerHeader(const worker::Caller& caller);

} // namespace erphost::front
