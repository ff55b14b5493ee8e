#include "host/worker/WorkerServer.hpp"

#include "host/platform/Log.hpp"
#include "host/worker/ProblemReply.hpp"
#include "host/worker/RequestText.hpp"
#include "host/worker/RouteTable.hpp"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/ThreadPool.h>

#include <sodium.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace erphost::worker {

using nlohmann::json;

namespace {

constexpr std::int64_t kDefaultDeadlineMs = 30'000;
constexpr std::chrono::milliseconds kKnockEvery{3};

bool sameSecret(const std::string& given, const std::string& expected)
{
	return given.size() == expected.size() && sodium_memcmp(given.data(), expected.data(), expected.size()) == 0;
}

std::optional<Caller> callerOf(const std::string& header)
{
	std::string text(header.size(), '\0');
	std::size_t size = 0;
	if (sodium_base642bin(reinterpret_cast<unsigned char*>(text.data()), text.size(), header.data(), header.size(),
	                      nullptr, &size, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
		return std::nullopt;
	text.resize(size);
	const json user = json::parse(text, nullptr, false);
	if (!user.is_object()) return std::nullopt;
	Caller caller;
	caller.id = user.value("id", "");
	caller.name = user.value("name", "");
	caller.language = user.value("language", "zh");
	for (const auto& grant : user.value("grants", json::array()))
		caller.grants.push_back({grant.value("role", ""), grant.value("branch", "")});
	return caller;
}

std::string unquoted(std::string etag)
{
	if (etag.starts_with("W/")) etag.erase(0, 2);
	if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"') return etag.substr(1, etag.size() - 2);
	return etag;
}

} // namespace

struct WorkerServer::Impl
{
	Options options;
	store::Database* database;
	const Clock& clock;
	std::vector<Route> routes;
	std::optional<RouteTable> table;
	std::unique_ptr<Poco::ThreadPool> pool;
	std::unique_ptr<Poco::Net::HTTPServer> server;
	std::atomic<bool> draining{false};
	std::mutex mutex;
	std::condition_variable idle;
	int running = 0;

	Impl(Options o, store::Database* d, const Clock& c, std::vector<Route> r):
		options(std::move(o)), database(d), clock(c), routes(std::move(r))
	{
	}

	/// Counts a request for as long as it runs.
	class Running
	{
	public:
		explicit Running(Impl& impl): _impl(impl)
		{
			const std::lock_guard lock(_impl.mutex);
			++_impl.running;
		}
		~Running()
		{
			const std::lock_guard lock(_impl.mutex);
			--_impl.running;
			_impl.idle.notify_all();
		}

	private:
		Impl& _impl;
	};

	/// `whole` becomes true once the request has been read to its end: only then may its connection serve another.
	Reply answer(Poco::Net::HTTPServerRequest& http, bool& whole);
};

namespace {

Error tooLarge()
{
	return permanent("request.too_large", "The request is too large.")
	    .with("limit", std::to_string(kLargestBody / (1024 * 1024)) + " MiB");
}

Reply refused()
{
	Reply reply;
	reply.status = 403;
	return reply;
}

Reply undone(Reply reply)
{
	reply.headers.emplace_back(kUndoneHeader, "1");
	return reply;
}

void send(const Reply& reply, Poco::Net::HTTPServerResponse& response)
{
	response.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(reply.status));
	response.setContentType("application/json");
	for (const auto& [name, value] : reply.headers) response.set(name, value);
	if (reply.content)
	{
		for (const auto& [name, value] : contentHeaders(*reply.content)) response.set(name, value);
		response.sendBuffer(reply.content->bytes.data(), reply.content->bytes.size());
		return;
	}
	if (reply.body.is_null())
	{
		response.setContentLength(0);
		response.send();
		return;
	}
	const std::string text = reply.body.dump(-1, ' ', false, json::error_handler_t::replace);
	response.sendBuffer(text.data(), text.size());
}

} // namespace

Reply WorkerServer::Impl::answer(Poco::Net::HTTPServerRequest& http, bool& whole)
{
	// A stranger on this machine learns nothing, not even what is wrong.
	if (!sameSecret(http.get("X-Erphost-Secret", ""), options.secret)) return refused();
	const Running counted(*this);
	const std::string correlation = http.get("X-Erphost-Correlation", "");
	const std::string& uri = http.getURI();
	const auto question = uri.find('?');
	const std::string path = uri.substr(0, question);
	if (path == "/_routes")
	{
		whole = true;
		Reply routes;
		routes.body = table->describe();
		return routes;
	}

	Request request;
	request.correlationId = correlation;
	if (const auto caller = callerOf(http.get("X-Erphost-User", ""))) request.caller = *caller;
	else return refused();

	request.method = http.getMethod();
	request.path = path;
	request.ifMatch = unquoted(http.get("If-Match", ""));
	request.idempotencyKey = http.get("Idempotency-Key", "");
	if (question != std::string::npos)
	{
		auto query = parseQuery(std::string_view(uri).substr(question + 1));
		if (!query) return problemReply(query.error(), request.caller.language, correlation);
		request.query = *std::move(query);
	}
	if (http.hasContentLength() && http.getContentLength64() > static_cast<Poco::Int64>(kLargestBody))
		return problemReply(tooLarge(), request.caller.language, correlation);
	std::string& body = request.rawBody;
	char buffer[16 * 1024];
	std::istream& in = http.stream();
	while (in.read(buffer, sizeof buffer) || in.gcount() > 0)
	{
		body.append(buffer, static_cast<std::size_t>(in.gcount()));
		if (body.size() > kLargestBody) return problemReply(tooLarge(), request.caller.language, correlation);
	}
	whole = true;
	// Only now: a connection that is closed before it was read takes the answer with it.
	if (draining)
		return undone(problemReply(transient("worker.draining", "This part of erphost is stopping."),
		                           request.caller.language, correlation));
	std::int64_t left = kDefaultDeadlineMs;
	try
	{
		left = std::stoll(http.get("X-Erphost-Deadline", std::to_string(kDefaultDeadlineMs)));
	}
	catch (const std::exception&)
	{
		// Front always sends a number; without one the default holds.
	}
	const std::int64_t deadline = clock.steadyMs() + left;
	request.cancelled = [this, deadline] { return draining.load() || clock.steadyMs() >= deadline; };
	const bool harmless = request.method == "GET" || !request.idempotencyKey.empty();
	Reply reply = table->serve(std::move(request));
	// Cancelled because the worker stops; a key makes the next attempt the same one.
	return harmless && draining && reply.status == 503 ? undone(std::move(reply)) : reply;
}

namespace {

using Answer = std::function<Reply(Poco::Net::HTTPServerRequest&, bool& whole)>;

class Handler : public Poco::Net::HTTPRequestHandler
{
public:
	explicit Handler(Answer answer): _answer(std::move(answer)) {}

	void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override
	{
		try
		{
			bool whole = false;
			const auto reply = _answer(request, whole);
			// The rest of a request that was refused early would be taken for the next one.
			if (!whole) response.setKeepAlive(false);
			send(reply, response);
		}
		catch (const std::exception& e)
		{
			// The peer went away, or something is badly wrong: front sees the connection end.
			log(LogLevel::warning, "worker", std::string("request not answered: ") + e.what());
		}
	}

private:
	Answer _answer;
};

class HandlerFactory : public Poco::Net::HTTPRequestHandlerFactory
{
public:
	explicit HandlerFactory(Answer answer): _answer(std::move(answer)) {}
	Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override
	{
		return new Handler(_answer);
	}

private:
	Answer _answer;
};

} // namespace

WorkerServer::WorkerServer(Options options, store::Database* database, const Clock& clock, std::vector<Route> routes):
	_impl(std::make_unique<Impl>(std::move(options), database, clock, std::move(routes)))
{
}

WorkerServer::~WorkerServer()
{
	stop();
}

Result<int> WorkerServer::start()
{
	EH_TRY(auto table, RouteTable::build({_impl->options.mount, _impl->options.actorPrefix}, _impl->database,
	                                     _impl->clock, _impl->routes));
	_impl->table.emplace(std::move(table));
	try
	{
		const Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", 0));
		auto* parameters = new Poco::Net::HTTPServerParams;
		parameters->setMaxThreads(_impl->options.threads);
		parameters->setMaxQueued(256);
		parameters->setKeepAlive(true);
		parameters->setMaxKeepAliveRequests(0);
		// Longer than front keeps idle connections: front closes first, never in the middle of a request.
		parameters->setKeepAliveTimeout(Poco::Timespan(60, 0));
		_impl->pool = std::make_unique<Poco::ThreadPool>(1, _impl->options.threads);
		_impl->server = std::make_unique<Poco::Net::HTTPServer>(
			new HandlerFactory([impl = _impl.get()](Poco::Net::HTTPServerRequest& request, bool& whole) {
				return impl->answer(request, whole);
			}),
			*_impl->pool, socket, parameters);
		_impl->server->start();
		return static_cast<int>(socket.address().port());
	}
	catch (const std::exception& e)
	{
		return transient("worker.no_port", "No loopback port could be opened.").with("what", e.what());
	}
}

void WorkerServer::drain(std::chrono::milliseconds limit)
{
	_impl->draining = true;
	std::unique_lock lock(_impl->mutex);
	_impl->idle.wait_for(lock, limit, [this] { return _impl->running == 0; });
}

void WorkerServer::stop()
{
	if (!_impl->server) return;
	_impl->draining = true;
	{
		// POCO looks four times a second whether it is to stop, or when somebody knocks: people wait for the next
		// worker.
		const std::jthread knocking([address = _impl->server->socket().address()](const std::stop_token& stopped) {
			while (!stopped.stop_requested())
			{
				try
				{
					Poco::Net::StreamSocket().connect(address, Poco::Timespan(0, 100'000));
				}
				catch (const Poco::Exception&)
				{
					// It is closed: nobody is asked any more.
				}
				std::this_thread::sleep_for(kKnockEvery);
			}
		});
		_impl->server->stopAll(true);
	}
	_impl->server.reset();
	_impl->pool->joinAll();
}

} // namespace erphost::worker
