#pragma once

#include "host/front/Authenticator.hpp"
#include "host/front/BodyBudget.hpp"
#include "host/front/ConsoleFiles.hpp"
#include "host/front/Forwarder.hpp"
#include "host/front/FrontContext.hpp"
#include "host/front/Metrics.hpp"
#include "host/front/PublicLimit.hpp"
#include "host/front/RouteDirectory.hpp"
#include "host/worker/RouteTable.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace erphost::front {

/// A request as it came from the network, whole.
struct WebRequest
{
	std::string method;
	std::string target; ///< not decoded, with query
	std::string body;
	std::string contentType;
	std::string session; ///< cookie
	std::string authorization;
	std::string csrf;
	std::string fetchSite; ///< Sec-Fetch-Site
	std::string idempotencyKey;
	std::string ifMatch;
	std::string ifNoneMatch;
	std::string acceptLanguage;
	std::string correlationId; ///< the client's own, if it sent a good one
	bool gzip = false;
	bool local = false; ///< from this machine
	std::string remote; ///< the address it came from
	/// Declared length of the body; nothing if it comes in chunks.
	std::optional<std::uint64_t> bodyBytes;
	bool isPublic = false; ///< found by lookAtHead: a public route, so that nobody needs to be signed in
};

struct WebReply
{
	int status = 200;
	std::vector<std::pair<std::string, std::string>> headers;
	std::string body;
};

/// Decides what a request gets; knows nothing of sockets. Any thread.
class Dispatcher
{
public:
	/// Everything outlives the dispatcher.
	Dispatcher(const FrontContext& context, worker::RouteTable table, Forwarder& forwarder, const ConsoleFiles& console,
	           Metrics& metrics, std::chrono::milliseconds deadline);

	/// What may follow a head before any of the body is read.
	struct BodyPermit
	{
		std::size_t limit = 0; ///< bytes
		std::optional<BodyBudget::Share> share{};
	};
	/// Judges a request by its head; marks it as public if it is. "request.too_many" (429) for an address that uses
	/// public routes too often, "server.busy" (503) while too many large bodies are in memory.
	Result<BodyPermit> lookAtHead(WebRequest& head, std::size_t usualLimit) const;

	/// Never throws. All security headers are on the answer.
	WebReply answer(WebRequest request, std::size_t openConnections) const;

	/// A problem for a request that never became one: too large, too slow.
	WebReply refusal(const Error& error, const std::string& acceptLanguage) const;

private:
	struct Visit;
	WebReply api(const WebRequest& request, const std::string& path, const std::string& correlation) const;
	WebReply own(const WebRequest& request, const Visit& visit) const;
	WebReply pass(const WebRequest& request, const Visit& visit) const;
	WebReply openApi(const Visit& visit) const;
	WebReply file(const WebRequest& request, const std::string& path, const std::string& correlation) const;
	WebReply readiness() const;
	WebReply metricsText(const WebRequest& request, std::size_t openConnections, const std::string& correlation) const;
	Result<void> admit(const WebRequest& request, const std::string& path, const std::optional<Visitor>& visitor) const;

	RouteDirectory::Facts factsOf(const WebRequest& head) const;

	const FrontContext& _context;
	Authenticator _authenticator;
	worker::RouteTable _table;
	Forwarder& _forwarder;
	const ConsoleFiles& _console;
	Metrics& _metrics;
	std::chrono::milliseconds _deadline;
	mutable RouteDirectory _directory;
	mutable PublicLimit _publicLimit;
	mutable BodyBudget _publicBodies;
	mutable BodyBudget _largeBodies;
};

} // namespace erphost::front
