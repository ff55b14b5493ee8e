#include "host/front/FrontServer.hpp"

#include "host/front/Dispatcher.hpp"
#include "host/front/FrontRoutes.hpp"
#include "host/front/InterruptibleSocket.hpp"
#include "host/platform/Log.hpp"
#include "host/platform/Sockets.hpp"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerConnection.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NameValueCollection.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/ThreadPool.h>

#include <array>
#include <istream>

namespace erphost::front {

namespace net = Poco::Net;
using Phase = ConnectionWatch::Phase;

namespace {

/// A thread of ours serves one connection; JSON and SQL need little.
constexpr int kStackSize = 512 * 1024;
constexpr std::size_t kMostSwallowed = 16 * 1024 * 1024;

/// A port in its time-out after a restart may be taken again; on Windows the same option would let two servers share
/// it.
#ifdef _WIN32
constexpr bool kReuseAddress = false;
#else
constexpr bool kReuseAddress = true;
#endif

/// An HTTP connection that the watch can see.
class WatchedConnection : public net::HTTPServerConnection
{
public:
	WatchedConnection(const net::StreamSocket& socket, net::HTTPServerParams::Ptr params,
	                  net::HTTPRequestHandlerFactory::Ptr handlers, ConnectionWatch& watch):
		HTTPServerConnection(socket, std::move(params), std::move(handlers)),
		_watch(watch)
	{
	}

	void run() override
	{
		const ConnectionWatch::Entry entry(_watch, socket());
		try
		{
			HTTPServerConnection::run();
		}
		catch (const Poco::Exception&) // a client that went away is nobody's fault
		{
		}
	}

private:
	ConnectionWatch& _watch;
};

class WatchedConnections : public net::TCPServerConnectionFactory
{
public:
	WatchedConnections(net::HTTPServerParams::Ptr params, net::HTTPRequestHandlerFactory::Ptr handlers,
	                   ConnectionWatch& watch):
		_params(std::move(params)),
		_handlers(std::move(handlers)), _watch(watch)
	{
	}

	net::TCPServerConnection* createConnection(const net::StreamSocket& socket) override
	{
		const bool waker = kShutdownWakesWaiter || socket.secure();
		return new WatchedConnection(waker ? socket : InterruptibleSocket::over(socket), _params, _handlers, _watch);
	}

private:
	net::HTTPServerParams::Ptr _params;
	net::HTTPRequestHandlerFactory::Ptr _handlers;
	ConnectionWatch& _watch;
};

void enter(Phase phase)
{
	if (auto* entry = ConnectionWatch::Entry::current()) entry->enter(phase);
}

std::size_t headerSize(const net::HTTPServerRequest& request)
{
	std::size_t size = request.getURI().size();
	for (const auto& [name, value] : request) size += name.size() + value.size() + 4;
	return size;
}

class Handler : public net::HTTPRequestHandler
{
public:
	Handler(const FrontServer::Options& options, const Dispatcher& dispatcher, const ConnectionWatch& watch):
		_options(options), _dispatcher(dispatcher), _watch(watch)
	{
	}

	void handleRequest(net::HTTPServerRequest& request, net::HTTPServerResponse& response) override
	{
		enter(Phase::reading);
		WebRequest web;
		std::optional<Dispatcher::BodyPermit> permit;
		auto error = readRequest(request, response, web, permit);
		enter(Phase::working);
		// After a refusal in the middle of a request, what follows on the connection cannot be understood.
		if (error) response.setKeepAlive(false);
		const auto reply = error ? _dispatcher.refusal(*error, request.get("Accept-Language", ""))
		                         : _dispatcher.answer(std::move(web), _watch.open());
		enter(Phase::answering);
		send(reply, request, response);
		enter(Phase::reading);
		if (error) swallowRest(request);
		enter(Phase::waiting);
	}

private:
	/// `permit` is held until the answer has been made: as long as the body lies in memory.
	std::optional<Error> readRequest(net::HTTPServerRequest& request, net::HTTPServerResponse& response,
	                                 WebRequest& web, std::optional<Dispatcher::BodyPermit>& permit)
	{
		if (headerSize(request) > _options.largestHeader)
			return permanent("request.header_too_large", "headers too large")
			    .with("limit", std::to_string(_options.largestHeader / 1024) + " KiB");
		web.method = request.getMethod();
		web.target = request.getURI();
		if (web.target.empty() || web.target.front() != '/')
			return permanent("request.malformed", "not a path").with("part", "path");
		web.contentType = request.getContentType();
		web.authorization = request.get("Authorization", "");
		web.csrf = request.get("X-CSRF-Token", "");
		web.fetchSite = request.get("Sec-Fetch-Site", "");
		web.idempotencyKey = request.get("Idempotency-Key", "");
		web.ifMatch = request.get("If-Match", "");
		web.ifNoneMatch = request.get("If-None-Match", "");
		web.acceptLanguage = request.get("Accept-Language", "");
		web.correlationId = request.get("X-Request-Id", "");
		web.gzip = request.get("Accept-Encoding", "").find("gzip") != std::string::npos;
		web.local = request.clientAddress().host().isLoopback();
		web.remote = request.clientAddress().host().toString();
		net::NameValueCollection cookies;
		request.getCookies(cookies);
		web.session = cookies.get(kSessionCookie, "");
		if (!request.getChunkedTransferEncoding())
			web.bodyBytes = request.hasContentLength() && request.getContentLength64() > 0
			                    ? static_cast<std::uint64_t>(request.getContentLength64())
			                    : 0;
		auto looked = _dispatcher.lookAtHead(web, _options.largestBody);
		if (!looked) return std::move(looked).error();
		permit.emplace(*std::move(looked));
		return readBody(request, response, web.body, permit->limit);
	}

	std::optional<Error> readBody(net::HTTPServerRequest& request, net::HTTPServerResponse& response, std::string& body,
	                              std::size_t limit)
	{
		const auto tooLarge = [&] {
			return permanent("request.too_large", "the body is too large")
			    .with("limit", std::to_string(limit / 1024) + " KiB");
		};
		const bool chunked = request.getChunkedTransferEncoding();
		if (!chunked && !request.hasContentLength()) return std::nullopt;
		if (!chunked &&
		    (request.getContentLength64() < 0 || static_cast<std::uint64_t>(request.getContentLength64()) > limit))
			return tooLarge();
		if (request.getExpectContinue()) response.sendContinue();
		auto& stream = request.stream();
		std::array<char, 16 * 1024> block;
		std::size_t timed = 0;
		while (stream)
		{
			stream.read(block.data(), block.size());
			body.append(block.data(), static_cast<std::size_t>(stream.gcount()));
			if (body.size() > limit) return tooLarge();
			// Each mebibyte has its own time: a picture over a telephone's line is slow, and no attack.
			if (body.size() >= timed + worker::kUsualBody)
			{
				timed = body.size();
				enter(Phase::reading);
			}
		}
		if (!chunked && body.size() != static_cast<std::size_t>(request.getContentLength64()))
			return permanent("request.timeout", "the body did not come")
			    .with("seconds", std::to_string(_options.limits.reading.count() / 1000));
		return std::nullopt;
	}

	/// A connection that is closed while the client still sends is reset, and the client never sees why. So a part of
	/// what was refused is read and thrown away; the watch limits the time.
	void swallowRest(net::HTTPServerRequest& request)
	{
		if (!request.getChunkedTransferEncoding() && !request.hasContentLength()) return;
		auto& stream = request.stream();
		std::array<char, 16 * 1024> block;
		for (std::size_t swallowed = 0; stream && swallowed < kMostSwallowed;)
		{
			stream.read(block.data(), block.size());
			swallowed += static_cast<std::size_t>(stream.gcount());
		}
	}

	void send(const WebReply& reply, const net::HTTPServerRequest& request, net::HTTPServerResponse& response)
	{
		response.setStatusAndReason(static_cast<net::HTTPResponse::HTTPStatus>(reply.status));
		for (const auto& [name, value] : reply.headers) response.set(name, value);
		response.setContentLength64(static_cast<Poco::Int64>(reply.body.size()));
		const bool bodiless = request.getMethod() == "HEAD" || reply.status == 304 || reply.status == 204;
		if (reply.status == 204 || reply.status == 304) response.erase("Content-Length");
		if (bodiless) response.send().flush();
		else if (response.getKeepAlive()) response.sendBuffer(reply.body.data(), reply.body.size()); // one packet
		else (response.send() << reply.body).flush(); // on its way before anything else happens to the connection
	}

	const FrontServer::Options& _options;
	const Dispatcher& _dispatcher;
	const ConnectionWatch& _watch;
};

class Handlers : public net::HTTPRequestHandlerFactory
{
public:
	Handlers(const FrontServer::Options& options, const Dispatcher& dispatcher, const ConnectionWatch& watch):
		_options(options), _dispatcher(dispatcher), _watch(watch)
	{
	}
	net::HTTPRequestHandler* createRequestHandler(const net::HTTPServerRequest&) override
	{
		return new Handler(_options, _dispatcher, _watch);
	}

private:
	const FrontServer::Options& _options;
	const Dispatcher& _dispatcher;
	const ConnectionWatch& _watch;
};

Result<net::ServerSocket> secureSocket(const settings::HostConfig& listen, const net::SocketAddress& address)
{
	try
	{
		net::initializeSSL();
		net::Context::Ptr context =
			new net::Context(net::Context::TLS_SERVER_USE, listen.privateKey, listen.certificate, "",
		                     net::Context::VERIFY_NONE, 9, false, "HIGH:!aNULL:!MD5:!RC4:!3DES");
		context->requireMinimumProtocol(net::Context::PROTO_TLSV1_2);
		context->preferServerCiphers();
		net::SecureServerSocket socket(context);
		socket.bind(address, kReuseAddress, false);
		socket.listen(256);
		return net::ServerSocket(socket);
	}
	catch (const net::SSLException& problem)
	{
		return misconfigured("front.certificate_unusable", problem.displayText())
		    .with("certificate", listen.certificate)
		    .with("privateKey", listen.privateKey)
		    .with("reason", problem.message());
	}
}

} // namespace

struct FrontServer::Impl
{
	Options options;
	const FrontContext& context;
	ConsoleFiles console;
	Forwarder forwarder;
	Metrics metrics;
	ConnectionWatch watch;
	std::unique_ptr<Dispatcher> dispatcher;
	std::unique_ptr<Poco::ThreadPool> pool;
	std::unique_ptr<net::TCPServer> server;

	Impl(Options o, const FrontContext& c):
		options(std::move(o)), context(c), console(options.console),
		forwarder(c.peers, options.secret, options.threads / 2), watch(options.limits)
	{
	}
};

FrontServer::FrontServer(Options options, const FrontContext& context):
	_impl(std::make_unique<Impl>(std::move(options), context))
{
}

FrontServer::~FrontServer()
{
	stop();
}

Result<int> FrontServer::start()
{
	const auto& listen = _impl->options.listen;
	EH_TRY(auto table, worker::RouteTable::build({"/api/v1", "host"}, &_impl->context.database, _impl->context.clock,
	                                             allRoutes(_impl->context)));
	_impl->dispatcher = std::make_unique<Dispatcher>(_impl->context, std::move(table), _impl->forwarder, _impl->console,
	                                                 _impl->metrics, _impl->options.deadline);
	try
	{
		const net::SocketAddress address(listen.address, static_cast<Poco::UInt16>(listen.port));
		if (!listen.tls() && !address.host().isLoopback())
			return misconfigured("front.listen_insecure", "other machines need TLS").with("address", listen.address);
		net::ServerSocket socket;
		if (listen.tls())
		{
			EH_TRY(socket, secureSocket(listen, address));
		}
		else
		{
			socket.bind(address, kReuseAddress, false);
			socket.listen(256);
		}
		const int port = socket.address().port();

		net::HTTPServerParams::Ptr params = new net::HTTPServerParams;
		params->setMaxThreads(_impl->options.threads);
		params->setMaxQueued(_impl->options.threads);
		params->setKeepAlive(true);
		params->setTimeout(Poco::Timespan(20, 0));
		params->setKeepAliveTimeout(Poco::Timespan(10, 0));
		params->setMaxKeepAliveRequests(0);
		params->setServerName("");
		params->setSoftwareVersion("erphost");
		net::HTTPRequestHandlerFactory::Ptr handlers = new Handlers(_impl->options, *_impl->dispatcher, _impl->watch);
		_impl->pool = std::make_unique<Poco::ThreadPool>("front", 4, _impl->options.threads + 2, 60, kStackSize);
		_impl->server = std::make_unique<net::TCPServer>(new WatchedConnections(params, handlers, _impl->watch),
		                                                 *_impl->pool, socket, params);
		_impl->server->start();
		return port;
	}
	catch (const Poco::Exception& problem)
	{
		return misconfigured("front.port_taken", problem.displayText())
		    .with("address", listen.address)
		    .with("port", std::to_string(listen.port))
		    .with("reason", problem.message().empty() ? problem.name() : problem.message());
	}
}

void FrontServer::stop()
{
	if (!_impl->server) return;
	_impl->server->stop();
	_impl->watch.closeAll(std::chrono::seconds(5));
	_impl->pool->joinAll();
	_impl->server.reset();
}

} // namespace erphost::front
