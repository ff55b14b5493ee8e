#pragma once

#include "host/front/FrontServer.hpp"

#include "host/entities/EntityTables.hpp"
#include "host/front/FrontRoutes.hpp"
#include "host/front/Housekeeping.hpp"
#include "host/messages/Messages.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"
#include "host/security/Password.hpp"
#include "host/security/SignIn.hpp"
#include "host/security/UserCommands.hpp"
#include "host/store/Migrator.hpp"
#include "host/worker/RouteTable.hpp"
#include "host/worker/WorkerServer.hpp"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/StreamCopier.h>

#include <catch2/catch.hpp>

#include <array>
#include <condition_variable>

#include <fstream>
#include <iostream>

/// A front server with a worker behind it, and a client that speaks to it as a browser would. For tests.
namespace erphost::front::testing {

namespace net = Poco::Net;
using nlohmann::json;

struct Answer
{
	int status = 0;
	std::map<std::string, std::string> headers;
	std::string text;
	json body;
	std::string code() const { return body.is_object() ? body.value("code", "") : ""; }
};

struct Who
{
	std::string cookie;
	std::string csrf;
	std::string bearer;
};

constexpr const char* kPassword = "tea with milk";
constexpr const char* kSecret = "loopback-secret";

inline worker::Route echo(const std::string& method, const std::string& path, const std::string& id)
{
	worker::Route route;
	route.mode = worker::TransactionMode::none;
	route.method = method;
	route.path = path;
	route.operationId = id;
	route.handle = [](store::Transaction*, const worker::Request& request) -> Result<worker::Reply> {
		worker::Reply reply;
		reply.body = {{"path", request.path},
		              {"query", request.query},
		              {"caller", request.caller.id},
		              {"name", request.caller.name},
		              {"language", request.caller.language},
		              {"key", request.idempotencyKey},
		              {"ifMatch", request.ifMatch},
		              {"correlation", request.correlationId}};
		reply.headers.emplace_back("ETag", "\"7\"");
		return reply;
	};
	return route;
}

/// A whole front over a store of its own, with one real worker named plugin:survey behind it.
struct Fixture
{
	Fixture()
	{
		std::filesystem::create_directories(folder / "console" / "assets");
		write("console/index.html", "<!doctype html><title>erphost</title>");
		write("console/public.html", "<!doctype html><title>for customers</title>");
		write("console/assets/app-1234.js", "console.log(" + std::string(3000, '1') + ");");
		auto opened = store::Database::open({folder / "store.db", {}});
		REQUIRE(opened);
		database = *std::move(opened);
		REQUIRE(store::migrate(*database, "host", store::hostMigrations(), clock.nowMs()));
		REQUIRE(entities::ensureEntityTables(*database, entities::shippedEntities()));
		auto zone = calendar::TimeZone::named("Asia/Shanghai");
		REQUIRE(zone);
		context.reset(new FrontContext{*database, clock, peers, folder, *std::move(zone), "1.2.3", 1, false,
		                               [this](const std::string& action, const std::string& process) {
										   controls.push_back(action + " " + process);
									   },
		                               uploads});
		startWorker();
		FrontServer::Options options;
		options.listen.port = 0;
		options.secret = kSecret;
		options.console = folder / "console";
		options.threads = 24;
		options.deadline = std::chrono::milliseconds(2000);
		options.limits.waiting = std::chrono::milliseconds(1500);
		options.limits.reading = std::chrono::milliseconds(1500);
		options.limits.whenCrowded = std::chrono::milliseconds(200);
		options.limits.crowded = 16;
		server = std::make_unique<FrontServer>(options, *context);
		auto bound = server->start();
		REQUIRE(bound);
		port = *bound;
	}
	~Fixture()
	{
		server.reset();
		survey.reset();
		database.reset();
		std::error_code ignored;
		std::filesystem::remove_all(folder, ignored);
	}

	void write(const std::string& name, const std::string& content)
	{
		std::ofstream(folder / name, std::ios::binary) << content;
	}

	/// What customers may do: answer, send a picture, and get one.
	static std::vector<worker::Route> publicRoutes()
	{
		auto read = echo("GET", "/invitations/{token}", "readInvitation");
		read.handle = [](store::Transaction*, const worker::Request& request) -> Result<worker::Reply> {
			if (request.pathParams.at("token") != "good")
				return permanent("invitation.not_found", "there is no such invitation");
			worker::Reply reply;
			reply.body = {{"caller", request.caller.id}, {"grants", request.caller.grants.size()}};
			return reply;
		};
		auto answer = echo("POST", "/invitations/{token}", "answerInvitation");
		answer.handle = [](store::Transaction*, const worker::Request& request) -> Result<worker::Reply> {
			worker::Reply reply;
			reply.body = {{"caller", request.caller.id}, {"bytes", request.rawBody.size()}};
			return reply;
		};
		answer.request = objectType();
		answer.maximumBodyBytes = worker::kLargestPublicBody;
		read.isPublic = answer.isPublic = true;
		auto upload = answer;
		upload.path = "/recordings";
		upload.operationId = "addRecording";
		upload.isPublic = false;
		upload.handle = answer.handle;
		upload.maximumBodyBytes = worker::kLargestBody;
		auto download = echo("GET", "/recordings/{id}", "readRecording");
		download.handle = [](store::Transaction*, const worker::Request&) -> Result<worker::Reply> {
			worker::Reply reply;
			reply.content = worker::Content{"audio/amr", std::string("#!AMR\n\0\xFF", 8), "录音 \"1\"/.amr"};
			return reply;
		};
		return {read, answer, upload, download};
	}

	void startWorker()
	{
		auto create = echo("POST", "/tasks", "createTask");
		create.request = objectType();
		auto guarded = echo("GET", "/secrets", "readSecrets");
		guarded.roles = {"service_manager"};
		auto slow = echo("GET", "/slow", "slow");
		slow.handle = [this](store::Transaction*, const worker::Request&) -> Result<worker::Reply> {
			std::unique_lock lock(slowMutex);
			slowDone.wait_for(lock, std::chrono::seconds(10), [this] { return release; });
			return worker::Reply{};
		};
		auto search = echo("GET", "/tasks", "listTasks");
		search.query = {{"type", "object"}, {"properties", {{"state", {{"type", "string"}}}}}};
		std::vector<worker::Route> routes{search,  create, echo("GET", "/tasks/{id}", "readTask"),
		                                  guarded, slow,   echo("PUT", "/tasks/{id}", "putTask")};
		for (auto& route : publicRoutes()) routes.push_back(std::move(route));
		survey = std::make_unique<worker::WorkerServer>(
			worker::WorkerServer::Options{"/api/v1/survey", kSecret, "survey", 8}, nullptr, clock, std::move(routes));
		auto bound = survey->start();
		REQUIRE(bound);
		peers.set({{{"name", "plugin:survey"}, {"state", "ready"}, {"port", *bound}},
		           {{"name", "sync"}, {"state", "backoff"}, {"port", 0}},
		           {{"name", "plugin:parts"}, {"state", "quarantined"}, {"port", 0}},
		           {{"name", "plugin:fees"}, {"state", "disabled"}, {"port", 0}}});
	}
	static json objectType() { return {{"type", "object"}}; }

	Answer call(const std::string& method, const std::string& target, const std::string& body = {}, const Who& who = {},
	            std::map<std::string, std::string> headers = {})
	{
		if (!session) session = std::make_unique<net::HTTPClientSession>("127.0.0.1", static_cast<Poco::UInt16>(port));
		session->setKeepAlive(true);
		session->setTimeout(Poco::Timespan(15, 0));
		net::HTTPRequest request(method, target, net::HTTPRequest::HTTP_1_1);
		if (!who.cookie.empty()) request.set("Cookie", "erphost_session=" + who.cookie);
		if (!who.csrf.empty()) request.set("X-CSRF-Token", who.csrf);
		if (!who.bearer.empty()) request.set("Authorization", "Bearer " + who.bearer);
		if (!body.empty()) request.setContentType("application/json");
		for (const auto& [name, value] : headers) request.set(name, value);
		request.setContentLength64(static_cast<Poco::Int64>(body.size()));
		Answer answer;
		session->sendRequest(request) << body;
		net::HTTPResponse response;
		auto& stream = session->receiveResponse(response);
		Poco::StreamCopier::copyToString(stream, answer.text);
		answer.status = response.getStatus();
		for (const auto& [name, value] : response) answer.headers[name] = value;
		answer.body = json::parse(answer.text, nullptr, false);
		if (!response.getKeepAlive()) session.reset();
		return answer;
	}

	std::string addUser(const std::string& name, std::vector<security::UserGrant> grants)
	{
		static const std::string kHash = *security::hashPassword(kPassword);
		auto added = database->writeValue([&](store::Transaction& tx) -> Result<std::string> {
			security::NewUser fresh;
			fresh.username = name;
			fresh.grants = std::move(grants);
			EH_TRY(const auto user, security::addUser(tx, fresh, clock.nowMs()));
			EH_CHECK(security::setPasswordHash(tx, user.id, kHash, ""));
			return user.id;
		});
		REQUIRE(added);
		return *added;
	}

	/// A session without the cost of hashing a password.
	Who sessionOf(const std::string& userId)
	{
		auto opened = database->writeValue(
			[&](store::Transaction& tx) { return security::openSession(tx, userId, clock.nowMs()); });
		REQUIRE(opened);
		return {opened->token, opened->csrf, ""};
	}
	Who admin() { return sessionOf(addUser("root", {{"admin", "*"}})); }

	/// Sends bytes as they are; what comes back until the server ends the connection.
	std::string raw(const std::string& bytes)
	{
		net::StreamSocket socket(net::SocketAddress("127.0.0.1", static_cast<Poco::UInt16>(port)));
		socket.setReceiveTimeout(Poco::Timespan(10, 0));
		std::string text;
		try
		{
			for (std::size_t sent = 0; sent < bytes.size();)
			{
				const int now = socket.sendBytes(bytes.data() + sent, static_cast<int>(bytes.size() - sent));
				if (now <= 0) break;
				sent += static_cast<std::size_t>(now);
			}
		}
		catch (const Poco::Exception&) // refused in the middle
		{
		}
		try
		{
			std::array<char, 4096> block;
			for (int size; (size = socket.receiveBytes(block.data(), static_cast<int>(block.size()))) > 0;)
				text.append(block.data(), static_cast<std::size_t>(size));
		}
		catch (const Poco::TimeoutException&)
		{
			text += "<<still open>>";
		}
		catch (const Poco::Exception&)
		{
		}
		return text;
	}

	ManualClock clock;
	std::filesystem::path folder = std::filesystem::temp_directory_path() / ("erphost-front-" + newSecret(9));
	std::unique_ptr<store::Database> database;
	Peers peers;
	std::vector<std::string> controls;
	packages::Uploads uploads{folder};
	std::unique_ptr<FrontContext> context;
	std::mutex slowMutex;
	std::condition_variable slowDone;
	bool release = false;
	std::unique_ptr<worker::WorkerServer> survey;
	std::unique_ptr<FrontServer> server;
	std::unique_ptr<net::HTTPClientSession> session;
	int port = 0;
};

inline std::string cookieOf(const Answer& answer)
{
	const auto& header = answer.headers.at("Set-Cookie");
	return header.substr(header.find('=') + 1, header.find(';') - header.find('=') - 1);
}

} // namespace erphost::front::testing
