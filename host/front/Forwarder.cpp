#include "host/front/Forwarder.hpp"

#include "host/worker/WorkerServer.hpp"

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>

#include <sodium.h>

#include <algorithm>
#include <array>
#include <istream>
#include <ostream>

namespace erphost::front {

using Poco::Net::HTTPClientSession;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;
using Steady = std::chrono::steady_clock;

namespace {

/// Shorter than the workers' keep-alive time, so that a kept connection is rarely one that is just being closed.
constexpr std::chrono::seconds kKeptFor{4};
/// How long a request waits for a worker that starts or is being replaced.
constexpr std::chrono::milliseconds kPatience{10'000};
/// A kept connection occupies a thread of the worker, which has 16: enough must stay free for new connections.
constexpr std::size_t kMostKept = 6;

constexpr std::array kPassedBack = {
	"Content-Type", "ETag", "Location", "Retry-After", "Allow", "Idempotency-Replayed", "Content-Disposition"};

bool mayRepeat(const ForwardRequest& request)
{
	return request.method == "GET" || request.method == "HEAD" || !request.idempotencyKey.empty();
}

} // namespace

std::string callerHeader(const worker::Caller& caller)
{
	auto grants = nlohmann::json::array();
	for (const auto& [role, branch] : caller.grants) grants.push_back({{"role", role}, {"branch", branch}});
	const auto text = nlohmann::json{
		{"id", caller.id},
		{"name", caller.name},
		{"grants", std::move(grants)},
		{"language",
	     caller.language}}.dump();
	constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
	std::string encoded(sodium_base64_encoded_len(text.size(), kVariant), '\0');
	sodium_bin2base64(encoded.data(), encoded.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
	                  kVariant);
	encoded.resize(encoded.size() - 1); // its terminating zero
	return encoded;
}

std::unique_ptr<HTTPClientSession> Forwarder::take(int port, bool& reused)
{
	{
		const std::lock_guard lock(_mutex);
		auto& kept = _kept[port];
		const auto oldest = Steady::now() - kKeptFor;
		while (!kept.empty())
		{
			auto last = std::move(kept.back());
			kept.pop_back();
			if (last.since < oldest)
			{
				kept.clear(); // the others are older still
				break;
			}
			reused = true;
			return std::move(last.session);
		}
	}
	auto session = std::make_unique<HTTPClientSession>("127.0.0.1", static_cast<Poco::UInt16>(port));
	session->setKeepAlive(true);
	reused = false;
	return session;
}

void Forwarder::giveBack(int port, std::unique_ptr<HTTPClientSession> session)
{
	const std::lock_guard lock(_mutex);
	auto& kept = _kept[port];
	if (kept.size() < kMostKept) kept.push_back({std::move(session), Steady::now()});
}

Forwarder::Outcome Forwarder::attempt(int port, const ForwardRequest& request, bool mayReuse, ForwardReply& reply)
{
	bool reused = false;
	auto session = mayReuse ? take(port, reused) : nullptr;
	if (!session) session = std::make_unique<HTTPClientSession>("127.0.0.1", static_cast<Poco::UInt16>(port));
	const auto begin = Steady::now();
	bool sent = false;
	try
	{
		// A connection that was made for one request ends with it.
		session->setKeepAlive(mayReuse);
		session->setKeepAliveTimeout(Poco::Timespan(kKeptFor.count() + 1, 0));
		const auto ms = static_cast<Poco::Timespan::TimeDiff>(request.deadline.count());
		session->setTimeout(Poco::Timespan(2'000'000), Poco::Timespan(ms * 1000), Poco::Timespan((ms + 500) * 1000));

		HTTPRequest out(request.method, request.target, HTTPRequest::HTTP_1_1);
		out.set("X-Erphost-Secret", _secret);
		out.set("X-Erphost-User", callerHeader(request.caller));
		out.set("X-Erphost-Correlation", request.correlationId);
		out.set("X-Erphost-Deadline", std::to_string(request.deadline.count()));
		out.set("Accept-Language", request.language);
		if (!request.idempotencyKey.empty()) out.set("Idempotency-Key", request.idempotencyKey);
		if (!request.ifMatch.empty()) out.set("If-Match", request.ifMatch);
		if (!request.contentType.empty()) out.setContentType(request.contentType);
		if (!request.body.empty() || request.method != "GET")
			out.setContentLength64(static_cast<Poco::Int64>(request.body.size()));
		auto& stream = session->sendRequest(out);
		sent = true;
		stream << request.body << std::flush;
		if (!stream) return Outcome::broken;

		HTTPResponse in;
		auto& body = session->receiveResponse(in);
		reply = {};
		reply.status = in.getStatus();
		for (const auto* name : kPassedBack)
			if (in.has(name)) reply.headers.emplace_back(name, in.get(name));
		Poco::StreamCopier::copyToString(body, reply.body);
		const auto promised = in.getContentLength64();
		if (promised != HTTPResponse::UNKNOWN_CONTENT_LENGTH && request.method != "HEAD" &&
		    static_cast<Poco::Int64>(reply.body.size()) != promised)
			return Outcome::broken;
		if (in.has(worker::kUndoneHeader)) return Outcome::undone;
		if (mayReuse && in.getKeepAlive() && session->connected()) giveBack(port, std::move(session));
		return Outcome::answered;
	}
	catch (const Poco::TimeoutException&)
	{
		return sent ? Outcome::late : Outcome::unreachable;
	}
	catch (const Poco::Exception&)
	{
		// What a system reports as a broken receive may have been a time-out.
		return !sent                                       ? Outcome::unreachable
		       : Steady::now() - begin >= request.deadline ? Outcome::late
		                                                   : Outcome::broken;
	}
}

Result<int> Forwarder::findPort(const std::string& process, int stale, Steady::time_point until)
{
	auto port = _peers.portOf(process);
	if (port && *port != stale) return port;
	// Whoever waits holds one of front's threads: others go on even if a part never comes back.
	const auto waiting = ++_waiting;
	port = _peers.awaitPort(process, stale, waiting > _mostWaiting ? Steady::now() : until);
	--_waiting;
	return port;
}

Result<ForwardReply> Forwarder::forward(const ForwardRequest& request)
{
	const auto until = Steady::now() + std::min(kPatience, request.deadline);
	int stale = 0;
	for (int broken = 0;;)
	{
		EH_TRY(const int port, findPort(request.process, stale, until));
		ForwardReply reply;
		switch (attempt(port, request, broken == 0 && stale == 0 && mayRepeat(request), reply))
		{
		case Outcome::answered: return reply;
		case Outcome::late: return transient("worker.timeout", "no answer in time").with("process", request.process);
		case Outcome::broken:
			// Once only: it may be this request that the worker does not survive.
			if (!mayRepeat(request) || ++broken > 1)
				return transient("worker.broken_answer", "cut off").with("process", request.process);
			break;
		case Outcome::unreachable:
		case Outcome::undone:
			if (Steady::now() >= until)
				return transient("worker.away", "cannot be reached").with("process", request.process);
			stale = port;
			break;
		}
	}
}

} // namespace erphost::front
