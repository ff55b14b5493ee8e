#include "host/front/FrontServer.hpp"

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

using namespace erphost;
using namespace erphost::front;
namespace net = Poco::Net;
using nlohmann::json;

namespace {

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

worker::Route echo(const std::string& method, const std::string& path, const std::string& id)
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
		write("console/assets/app-1234.js", "console.log(" + std::string(3000, '1') + ");");
		auto opened = store::Database::open({folder / "store.db", {}});
		REQUIRE(opened);
		database = *std::move(opened);
		REQUIRE(store::migrate(*database, "host", store::hostMigrations(), clock.nowMs()));
		auto zone = calendar::TimeZone::named("Asia/Shanghai");
		REQUIRE(zone);
		context.reset(new FrontContext{*database, clock, peers, folder, *std::move(zone), "1.2.3", 1, false,
		                               [this](const std::string& action, const std::string& process) {
										   controls.push_back(action + " " + process);
									   }});
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
		survey = std::make_unique<worker::WorkerServer>(
			worker::WorkerServer::Options{"/api/v1/survey", kSecret, "survey", 8}, nullptr, clock,
			std::vector<worker::Route>{search, create, echo("GET", "/tasks/{id}", "readTask"), guarded, slow,
		                               echo("PUT", "/tasks/{id}", "putTask")});
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
	std::unique_ptr<FrontContext> context;
	std::mutex slowMutex;
	std::condition_variable slowDone;
	bool release = false;
	std::unique_ptr<worker::WorkerServer> survey;
	std::unique_ptr<FrontServer> server;
	std::unique_ptr<net::HTTPClientSession> session;
	int port = 0;
};

std::string cookieOf(const Answer& answer)
{
	const auto& header = answer.headers.at("Set-Cookie");
	return header.substr(header.find('=') + 1, header.find(';') - header.find('=') - 1);
}

} // namespace

TEST_CASE("Sign in, work, set a password, sign out", "[front]")
{
	Fixture f;
	const auto link = security::firstLink(*f.database, f.clock);
	REQUIRE(*link);
	CHECK(f.call("GET", "/api/v1/session").status == 401);
	const auto in = f.call("POST", "/api/v1/session", json{{"link", **link}}.dump());
	REQUIRE(in.status == 200);
	CHECK(in.body["user"]["mustSetPassword"] == true);
	const auto& setCookie = in.headers.at("Set-Cookie");
	for (const auto* part : {"HttpOnly", "SameSite=Strict", "Path=/"}) CHECK(setCookie.find(part) != std::string::npos);
	Who who{cookieOf(in), in.body["csrf"], ""};
	CHECK(f.call("POST", "/api/v1/session", json{{"link", **link}}.dump()).code() == "auth.link_spent");

	CHECK(f.call("GET", "/api/v1/users", "", who).code() == "auth.password_needed");
	CHECK(f.call("POST", "/api/v1/session/password", R"({"new": "short"})", who).body["errors"][0]["pointer"] ==
	      "/new");
	CHECK(f.call("POST", "/api/v1/session/password", json{{"new", kPassword}}.dump(), who).status == 204);
	CHECK(f.call("GET", "/api/v1/users", "", who).status == 200);
	CHECK(f.call("POST", "/api/v1/session/password", R"({"new": "coffee and cake"})", who).code() ==
	      "auth.password_wrong");

	CHECK(f.call("PATCH", "/api/v1/session", R"({"language": "en"})", who).status == 204);
	CHECK(f.call("GET", "/api/v1/session", "", who).body["user"]["language"] == "en");
	CHECK(f.call("GET", "/api/v1/nowhere", "", who).status == 404);
	CHECK(f.call("DELETE", "/api/v1/session", "", who).status == 204);
	CHECK(f.call("GET", "/api/v1/session", "", who).status == 401);

	const auto again = f.call("POST", "/api/v1/session", json{{"username", "ADMIN"}, {"password", kPassword}}.dump());
	CHECK(again.status == 200);
	CHECK(again.body["user"]["mustSetPassword"] == false);
}

TEST_CASE("Wrong passwords lock the account, also over HTTP", "[front]")
{
	Fixture f;
	f.addUser("li", {{"callback_clerk", "MX"}});
	const auto tryIn = [&](const char* password) {
		return f.call("POST", "/api/v1/session", json{{"username", "li"}, {"password", password}}.dump());
	};
	for (int i = 0; i < 5; ++i) CHECK(tryIn("wrong").status == 401);
	const auto locked = tryIn(kPassword);
	CHECK(locked.status == 429);
	CHECK(locked.headers.at("Retry-After") == "30");
	f.clock.advance(30'000);
	CHECK(tryIn(kPassword).status == 200);
	CHECK(f.call("POST", "/api/v1/session", json{{"username", "li"}, {"password", kPassword}}.dump(), {},
	             {{"Sec-Fetch-Site", "cross-site"}})
	          .code() == "auth.csrf");
}

TEST_CASE("A change by cookie needs the CSRF token, one by API token does not", "[front]")
{
	Fixture f;
	auto who = f.admin();
	const std::string body = R"({"name": "till", "days": 30})";
	auto without = who;
	without.csrf.clear();
	CHECK(f.call("POST", "/api/v1/tokens", body, without, {{"Idempotency-Key", "k1"}}).code() == "auth.csrf");
	without.csrf = std::string(who.csrf.size(), 'x');
	CHECK(f.call("POST", "/api/v1/tokens", body, without, {{"Idempotency-Key", "k1"}}).code() == "auth.csrf");
	const auto made = f.call("POST", "/api/v1/tokens", body, who, {{"Idempotency-Key", "k1"}});
	REQUIRE(made.status == 201);
	const std::string secret = made.body["token"];
	const auto replay = f.call("POST", "/api/v1/tokens", body, who, {{"Idempotency-Key", "k1"}});
	CHECK(replay.status == 201);
	CHECK(replay.headers.at("Idempotency-Replayed") == "true");
	CHECK(replay.body["id"] == made.body["id"]);
	CHECK_FALSE(replay.body.contains("token"));
	CHECK(f.call("POST", "/api/v1/tokens", R"({"name": "x", "days": 30})", who, {{"Idempotency-Key", "k1"}}).code() ==
	      "request.key_reused");

	const Who machine{"", "", secret};
	CHECK(f.call("POST", "/api/v1/users", R"({"username": "a"})", machine, {{"Idempotency-Key", "k2"}}).status == 201);
	CHECK(f.call("GET", "/api/v1/tokens", "", machine).body["items"].size() == 1);
	CHECK(f.call("DELETE", "/api/v1/tokens/" + made.body["id"].get<std::string>(), "", machine).status == 204);
	CHECK(f.call("GET", "/api/v1/tokens", "", machine).status == 401);
}

TEST_CASE("Every role gets exactly what it may", "[front][roles]")
{
	Fixture f;
	const std::vector<std::pair<std::string, Who>> people = {
		{"admin", f.admin()},
		{"it", f.sessionOf(f.addUser("it", {{"it", "*"}}))},
		{"service_manager", f.sessionOf(f.addUser("sm", {{"service_manager", "*"}}))},
		{"callback_clerk", f.sessionOf(f.addUser("cc", {{"callback_clerk", "MX"}}))},
		{"nobody", {}}};
	struct Row
	{
		std::string method, target;
		std::vector<std::string> allowed;
	};
	const std::vector<std::string> everybody = {"admin", "it", "service_manager", "callback_clerk"};
	const std::vector<Row> rows = {
		{"GET", "/api/v1/session", everybody},
		{"GET", "/api/v1/overview", everybody},
		{"GET", "/api/v1/openapi.json", everybody},
		{"GET", "/api/v1/users", {"admin"}},
		{"GET", "/api/v1/users/none", {"admin"}},
		{"POST", "/api/v1/users/none/reset", {"admin"}},
		{"GET", "/api/v1/tokens", {"admin"}},
		{"DELETE", "/api/v1/tokens/none", {"admin"}},
		{"GET", "/api/v1/plugins", {"admin", "it"}},
		{"POST", "/api/v1/plugins/none/restart", {"admin", "it"}},
		{"GET", "/api/v1/journal/parked", {"admin", "it"}},
		{"POST", "/api/v1/journal/parked/x/1/retry", {"admin", "it"}},
		{"GET", "/api/v1/audit", {"admin", "it"}},
		{"GET", "/api/v1/settings/host", {"admin", "it", "service_manager"}},
		{"GET", "/api/v1/survey/tasks", everybody},
		{"GET", "/api/v1/survey/secrets", {"admin", "service_manager"}},
	};
	for (const auto& row : rows)
		for (const auto& [role, who] : people)
		{
			INFO(row.method << " " << row.target << " as " << role);
			const auto answer = f.call(row.method, row.target, "", who);
			const bool allowed = std::find(row.allowed.begin(), row.allowed.end(), role) != row.allowed.end();
			if (role == "nobody") CHECK(answer.status == 401);
			else if (allowed) CHECK((answer.status == 200 || answer.status == 404));
			else CHECK(answer.status == 403);
			CHECK(answer.headers.contains("X-Content-Type-Options"));
			if (answer.status >= 400) CHECK(answer.headers.at("Content-Type") == "application/problem+json");
		}
}

TEST_CASE("Problems speak the reader's language", "[front]")
{
	Fixture f;
	const auto zh = f.call("GET", "/api/v1/users", "", {}, {{"Accept-Language", "zh-CN"}});
	const auto en = f.call("GET", "/api/v1/users", "", {}, {{"Accept-Language", "en"}});
	CHECK(zh.body["title"] == messages::explain(permanent("auth.required", ""), "zh").title);
	CHECK(en.body["title"] == messages::explain(permanent("auth.required", ""), "en").title);
	CHECK(zh.body["correlation"] == zh.headers.at("X-Request-Id"));
	CHECK(f.call("GET", "/api/v1/users", "", {}, {{"X-Request-Id", "mine-12345"}}).body["correlation"] == "mine-12345");
	CHECK(f.call("GET", "/api/v1/users", "", {}, {{"X-Request-Id", "bad id\t"}}).body["correlation"] != "bad id");
}

TEST_CASE("Users: paging, ETag, stale changes, the last administrator", "[front]")
{
	Fixture f;
	const auto who = f.admin();
	for (const auto* name : {"a", "b", "c"})
		CHECK(f.call("POST", "/api/v1/users",
		             json{{"username", name}, {"grants", {{{"role", "it"}, {"branch", "*"}}}}}.dump(), who,
		             {{"Idempotency-Key", std::string("key-") + name}})
		          .status == 201);
	auto page = f.call("GET", "/api/v1/users?limit=3", "", who).body;
	CHECK(page["items"].size() == 3);
	CHECK(page["total"] == 4);
	page = f.call("GET", "/api/v1/users?limit=3&cursor=" + page["next"].get<std::string>(), "", who).body;
	CHECK(page["items"].size() == 1);
	CHECK(page["next"].is_null());
	CHECK(f.call("GET", "/api/v1/users?sort=-username&limit=1", "", who).body["items"][0]["username"] == "root");
	CHECK(f.call("GET", "/api/v1/users?limit=1000", "", who).status == 422);
	CHECK(f.call("GET", "/api/v1/users?nonsense=1", "", who).status == 422);

	const std::string id = f.call("GET", "/api/v1/users?search=b", "", who).body["items"][0]["id"];
	const auto one = f.call("GET", "/api/v1/users/" + id, "", who);
	const auto tag = one.headers.at("ETag");
	const std::string change = R"({"disabled": true})";
	CHECK(f.call("PATCH", "/api/v1/users/" + id, change, who).status == 428);
	CHECK(f.call("PATCH", "/api/v1/users/" + id, change, who, {{"If-Match", tag}}).status == 200);
	const auto stale = f.call("PATCH", "/api/v1/users/" + id, change, who, {{"If-Match", tag}});
	CHECK(stale.status == 412);
	CHECK(stale.code() == "request.stale");

	const std::string root = f.call("GET", "/api/v1/session", "", who).body["user"]["id"];
	const auto mine = f.call("GET", "/api/v1/users/" + root, "", who).headers.at("ETag");
	CHECK(f.call("PATCH", "/api/v1/users/" + root, change, who, {{"If-Match", mine}}).code() == "user.last_admin");
	CHECK(f.call("POST", "/api/v1/users/" + id + "/reset", "", who).body["link"].get<std::string>().size() > 30);
	const auto audit = f.call("GET", "/api/v1/audit?limit=2", "", who).body;
	CHECK(audit["items"][0]["action"] == "user.reset");
	CHECK(audit["items"][1]["action"] == "host.changeUser");
	CHECK(f.call("GET", "/api/v1/audit?cursor=" + audit["next"].get<std::string>(), "", who).status == 200);
	CHECK(f.call("GET", "/api/v1/audit?cursor=x", "", who).code() == "cursor.invalid");
}

TEST_CASE("Settings have effective dates", "[front]")
{
	Fixture f; // the clock stands at 2023-11-15 in Shanghai
	const auto who = f.admin();
	const auto put = [&](const json& body, const std::string& name = "go_live_date") {
		return f.call("PUT", "/api/v1/settings/host/" + name, body.dump(), who);
	};
	CHECK(put({{"effectiveFrom", "2023-11-01"}, {"value", "2023-12-01"}}).body["value"] == "2023-12-01");
	CHECK(put({{"effectiveFrom", "2024-01-01"}, {"value", "2024-02-01"}}).body["value"] == "2023-12-01");
	CHECK(put({{"effectiveFrom", "2023-02-30"}, {"value", "2024-02-01"}}).code() == "setting.invalid");
	CHECK(put({{"effectiveFrom", "2024-01-01"}, {"value", "2024-13-01"}}).code() == "setting.invalid");
	CHECK(put({{"effectiveFrom", "2024-01-01"}, {"value", 7}}).code() == "setting.invalid");
	CHECK(put({{"effectiveFrom", "2024-01-01"}}).status == 422);
	CHECK(put({{"effectiveFrom", "2024-01-01"}, {"value", "2024-02-01"}}, "nothing").status == 404);
	const auto all = f.call("GET", "/api/v1/settings/host", "", who).body;
	CHECK(all["items"][0]["versions"].size() == 2);
	CHECK(f.call("GET", "/api/v1/settings/unknown", "", who).status == 404);
}

TEST_CASE("Requests reach their worker with the verified context", "[front][forward]")
{
	Fixture f;
	const auto id = f.addUser("li", {{"callback_clerk", "MX"}});
	const auto who = f.sessionOf(id);
	const auto got = f.call("GET", "/api/v1/survey/tasks/7%2F8?x", "", who);
	CHECK(got.status == 422); // the worker accepts no query here
	const auto list = f.call("GET", "/api/v1/survey/tasks?state=open", "", who, {{"Accept-Language", "en"}});
	REQUIRE(list.status == 200);
	CHECK(list.body["caller"] == id);
	CHECK(list.body["query"]["state"] == "open");
	CHECK(list.body["language"] == "en");
	CHECK(list.headers.at("ETag") == "\"7\"");
	CHECK(list.body["correlation"] == list.headers.at("X-Request-Id"));
	const auto put =
		f.call("PUT", "/api/v1/survey/tasks/1", "", who, {{"If-Match", "\"3\""}, {"Idempotency-Key", "k"}});
	CHECK(put.body["ifMatch"] == "3");
	CHECK(put.body["key"] == "k");
	// What a client claims about itself does not reach the worker.
	CHECK(f.call("GET", "/api/v1/survey/tasks", "", who, {{"X-Erphost-User", "e30"}, {"X-Erphost-Secret", kSecret}})
	          .body["caller"] == id);
	CHECK(f.call("GET", "/api/v1/survey/_routes", "", who).status == 404);
	CHECK(f.call("POST", "/api/v1/survey/tasks", "[1]", who).code() == "request.invalid");
	CHECK(f.call("POST", "/api/v1/survey/tasks", "{", who).code() == "request.broken_json");
	CHECK(f.call("POST", "/api/v1/survey/tasks", "{}", who, {{"Content-Type", "text/plain"}}).status == 415);
}

TEST_CASE("A worker that is away is explained, and comes back", "[front][forward]")
{
	Fixture f;
	const auto who = f.admin();
	CHECK(f.call("GET", "/api/v1/erp/status", "", who).code() == "worker.away");
	CHECK(f.call("GET", "/api/v1/parts/x", "", who).code() == "worker.quarantined");
	CHECK(f.call("GET", "/api/v1/fees/x", "", who).code() == "worker.disabled");
	const auto unknown = f.call("GET", "/api/v1/nothing/x", "", who);
	CHECK(unknown.status == 404);
	CHECK(unknown.code() == "worker.unknown");

	CHECK(f.call("GET", "/api/v1/survey/tasks", "", who).status == 200);
	f.survey.reset(); // its kept connections break now; front still believes in it
	const auto away = f.call("GET", "/api/v1/survey/tasks", "", who);
	CHECK(away.status == 503);
	CHECK(away.code() == "worker.away");
	CHECK(away.headers.contains("Retry-After"));
	CHECK(away.body["detail"].get<std::string>().find("plugin:survey") != std::string::npos);
	f.startWorker();
	CHECK(f.call("GET", "/api/v1/survey/tasks", "", who).status == 200);

	const auto late = f.call("GET", "/api/v1/survey/slow", "", who);
	CHECK(late.status == 504);
	CHECK(late.code() == "worker.timeout");
	const std::lock_guard lock(f.slowMutex);
	f.release = true;
	f.slowDone.notify_all();
}

TEST_CASE("Health, readiness, metrics and the OpenAPI document", "[front]")
{
	Fixture f;
	CHECK(f.call("GET", "/healthz").status == 200);
	CHECK(f.call("GET", "/readyz").status == 503);
	auto peers = f.peers.all();
	peers[1]["state"] = "ready";
	f.peers.set(peers);
	CHECK(f.call("GET", "/readyz").status == 200);
	const auto who = f.admin();
	f.call("GET", "/api/v1/survey/tasks", "", who);
	const auto metrics = f.call("GET", "/metrics").text;
	CHECK(metrics.find("erphost_http_requests_total{method=\"GET\",part=\"survey\",status=\"2xx\"} 1") !=
	      std::string::npos);
	const auto document = f.call("GET", "/api/v1/openapi.json", "", who).body;
	CHECK(document["openapi"] == "3.1.0");
	CHECK(document["paths"]["/api/v1/survey/tasks"]["post"]["operationId"] == "survey.createTask");
	CHECK(document["paths"]["/api/v1/users/{id}"]["patch"]["requestBody"]["content"]["application/json"].contains(
		"schema"));
	// What the document promises about front's own answers holds.
	const auto table = worker::RouteTable::build({"/api/v1", "host"}, f.database.get(), f.clock, allRoutes(*f.context));
	for (const auto& route : table->routes())
	{
		if (route.method != "GET" || route.path.find('{') != std::string::npos) continue;
		INFO(route.path);
		const auto answer = f.call("GET", "/api/v1" + route.path, "", who);
		CHECK(answer.status == 200);
		CHECK(table->checkReply(route, {answer.status, answer.body, {}, {}, {}}).empty());
	}
	CHECK(f.call("GET", "/api/v1/overview", "", who).body["processes"].size() == 4);
}

TEST_CASE("Plugins are commanded through the supervisor", "[front]")
{
	Fixture f;
	const auto who = f.admin();
	f.write("plugins.json", R"([{"id": "survey", "path": "/nowhere/survey", "enabled": true}])");
	CHECK(f.call("POST", "/api/v1/plugins/survey/restart", "", who).status == 204);
	CHECK(f.call("POST", "/api/v1/plugins/other/restart", "", who).status == 404);
	CHECK(f.controls == std::vector<std::string>{"restart plugin:survey"});
	const auto all = f.call("GET", "/api/v1/plugins", "", who).body;
	REQUIRE(all["items"].size() == 1);
	CHECK(all["items"][0]["state"] == "ready");
	CHECK_FALSE(all["items"][0]["error"].is_null()); // its manifest is missing, and that is said
}

TEST_CASE("The console's files are served from memory", "[front]")
{
	Fixture f;
	const auto index = f.call("GET", "/");
	CHECK(index.status == 200);
	CHECK(index.headers.at("Cache-Control") == "no-cache");
	CHECK(index.headers.at("Content-Security-Policy").find("script-src 'self';") != std::string::npos);
	CHECK(f.call("GET", "/some/place").text == index.text);
	const auto script = f.call("GET", "/assets/app-1234.js");
	CHECK(script.headers.at("Cache-Control").find("immutable") != std::string::npos);
	const auto packed = f.call("GET", "/assets/app-1234.js", "", {}, {{"Accept-Encoding", "gzip"}});
	CHECK(packed.headers.at("Content-Encoding") == "gzip");
	CHECK(packed.text.size() < script.text.size() / 4);
	CHECK(f.call("GET", "/", "", {}, {{"If-None-Match", index.headers.at("ETag")}}).status == 304);
	CHECK(f.call("HEAD", "/").text.empty());
	CHECK(f.call("POST", "/").status == 405);
	for (const auto* outside :
	     {"/../store.db", "/assets/../../store.db", "/%2e%2e/store.db", "/assets/missing.js", "/..%5cstore.db"})
	{
		INFO(outside);
		CHECK(f.call("GET", outside).status == 404);
	}
}

TEST_CASE("Too much is refused early", "[front][hostile]")
{
	Fixture f;
	const auto who = f.admin();
	const auto big = f.call("POST", "/api/v1/users", std::string(1024 * 1024, ' '), who, {{"Idempotency-Key", "k"}});
	CHECK(big.code() == "request.broken_json"); // exactly the limit is read
	CHECK(f.call("POST", "/api/v1/users", std::string(1024 * 1024 + 1, ' '), who).status == 413);
	const auto declared = f.raw("POST /api/v1/users HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999\r\n\r\n");
	CHECK(declared.find("413") != std::string::npos);
	CHECK(declared.find("request.too_large") != std::string::npos);
	std::string chunks = "POST /api/v1/users HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
	for (int i = 0; i < 20; ++i) chunks += "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
	CHECK(f.raw(chunks).find("500") == std::string::npos);
	std::string headers = "GET / HTTP/1.1\r\nHost: h\r\n";
	for (int i = 0; i < 20; ++i) headers += "X-" + std::to_string(i) + ": " + std::string(1000, 'y') + "\r\n";
	CHECK(f.raw(headers + "\r\n").find("431") != std::string::npos);
	for (const auto& nonsense :
	     {std::string("GET"), std::string(100'000, 'A'), std::string("\x16\x03\x01\x02\x00\x01\x00", 7),
	      std::string("GET http://evil/ HTTP/1.1\r\n\r\n"), std::string("GET / HTTP/9.9\r\n\r\n"),
	      "GET / HTTP/1.1\r\nX: " + std::string(100'000, 'y') + "\r\n\r\n",
	      std::string("POST /api/v1/session HTTP/1.1\r\nContent-Length: -5\r\n\r\n"),
	      std::string("POST /api/v1/session HTTP/1.1\r\nContent-Length: 50\r\n\r\n{")})
	{
		INFO(nonsense.substr(0, 40));
		const auto answer = f.raw(nonsense);
		CHECK(answer.find("<<still open>>") == std::string::npos);
		CHECK(answer.find("HTTP/1.1 5") == std::string::npos);
	}
	f.session.reset(); // it idled meanwhile, and was ended
	CHECK(f.call("GET", "/healthz").status == 200);
}

TEST_CASE("Slow clients hurt only themselves", "[front][hostile]")
{
	Fixture f; // 24 threads, crowded from 17 connections on
	std::vector<net::StreamSocket> slow;
	const net::SocketAddress address("127.0.0.1", static_cast<Poco::UInt16>(f.port));
	for (int i = 0; i < 40; ++i)
	{
		slow.emplace_back(address);
		const std::string part =
			i % 2 == 0 ? "GET / HT" : "POST /api/v1/session HTTP/1.1\r\nContent-Length: 100\r\n\r\n{";
		slow.back().sendBytes(part.data(), static_cast<int>(part.size()));
	}
	const auto begin = std::chrono::steady_clock::now();
	for (int i = 0; i < 5; ++i) CHECK(f.call("GET", "/healthz").status == 200);
	CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
	for (auto& socket : slow)
	{
		socket.setReceiveTimeout(Poco::Timespan(8, 0));
		std::array<char, 1000> block;
		try
		{
			while (socket.receiveBytes(block.data(), static_cast<int>(block.size())) > 0)
			{
			}
		}
		catch (const Poco::TimeoutException&)
		{
			FAIL_CHECK("a slow connection is still open");
		}
		catch (const Poco::Exception&) // cut off, as it should
		{
		}
	}
}

TEST_CASE("Front listens in the clear for this machine only", "[front]")
{
	Fixture f;
	FrontServer::Options options;
	options.listen.port = 0;
	options.listen.address = "0.0.0.0";
	FrontServer open(options, *f.context);
	CHECK(open.start().error().code == "front.listen_insecure");
	options.listen.certificate = options.listen.privateKey = toUtf8(f.folder / "missing.pem");
	FrontServer missing(options, *f.context);
	CHECK(missing.start().error().code == "front.certificate_unusable");
	options.listen = {};
	options.listen.port = f.port;
	FrontServer taken(options, *f.context);
	CHECK(taken.start().error().code == "front.port_taken");
}

TEST_CASE("With a certificate front speaks TLS 1.2 and later", "[front][tls]")
{
	Fixture f;
	const std::filesystem::path keys = std::filesystem::path(ERPHOST_SOURCE_DIR) / "host/front/testing";
	f.context->secureCookies = true;
	FrontServer::Options options;
	options.listen.address = "0.0.0.0";
	options.listen.port = 0;
	options.listen.certificate = toUtf8(keys / "test-only.crt.pem");
	options.listen.privateKey = toUtf8(keys / "test-only.key.pem");
	options.limits.waiting = std::chrono::milliseconds(500);
	FrontServer secure(options, *f.context);
	const auto port = secure.start();
	REQUIRE(port);
	const auto ask = [&](bool old) {
		net::Context::Ptr context = new net::Context(net::Context::TLS_CLIENT_USE, "", net::Context::VERIFY_NONE);
		if (old) context->disableProtocols(net::Context::PROTO_TLSV1_2 | net::Context::PROTO_TLSV1_3);
		net::HTTPSClientSession session("127.0.0.1", static_cast<Poco::UInt16>(*port), context);
		session.setTimeout(Poco::Timespan(10, 0));
		f.addUser(old ? "old" : "new", {});
		const std::string body = json{{"username", "new"}, {"password", kPassword}}.dump();
		net::HTTPRequest request("POST", "/api/v1/session", net::HTTPRequest::HTTP_1_1);
		request.setContentType("application/json");
		request.setContentLength64(static_cast<Poco::Int64>(body.size()));
		session.sendRequest(request) << body;
		net::HTTPResponse response;
		session.receiveResponse(response);
		CHECK(response.getStatus() == 200);
		CHECK(response.get("Set-Cookie", "").find("; Secure") != std::string::npos);
		CHECK(response.has("Strict-Transport-Security"));
	};
	ask(false);
	CHECK_THROWS(ask(true));
	// Somebody who connects and never shakes hands is cut off, too.
	net::StreamSocket silent(net::SocketAddress("127.0.0.1", static_cast<Poco::UInt16>(*port)));
	silent.setReceiveTimeout(Poco::Timespan(8, 0));
	std::array<char, 100> block;
	CHECK(silent.receiveBytes(block.data(), static_cast<int>(block.size())) <= 0);
}

TEST_CASE("Old things are forgotten and the audit head is exported", "[front]")
{
	Fixture f;
	const auto who = f.admin();
	f.call("POST", "/api/v1/users", R"({"username": "x"})", who, {{"Idempotency-Key", "k"}});
	Housekeeping housekeeping(*f.context);
	REQUIRE(housekeeping.forget());
	CHECK(f.call("POST", "/api/v1/users", R"({"username": "x"})", who, {{"Idempotency-Key", "k"}}).status == 201);
	REQUIRE(housekeeping.exportAuditHead());
	CHECK(readFile(f.folder / "files" / "audit" / "2023-11-15.json"));
	f.clock.advance(25 * 3600 * 1000LL);
	REQUIRE(housekeeping.forget());
	CHECK(f.call("GET", "/api/v1/session", "", who).status == 401);
	const auto later = f.sessionOf(f.addUser("other", {{"admin", "*"}}));
	CHECK(f.call("POST", "/api/v1/users", R"({"username": "x"})", later, {{"Idempotency-Key", "k"}}).code() ==
	      "user.exists");
}

TEST_CASE("Forwarding is quick", "[front][forward]")
{
	Fixture f;
	const auto who = f.sessionOf(f.addUser("li", {{"callback_clerk", "MX"}}));
	constexpr int kTimes = 500;
	const auto time = [&](const char* target) {
		std::vector<double> ms;
		for (int i = 0; i < kTimes; ++i)
		{
			const auto begin = std::chrono::steady_clock::now();
			const auto answer = f.call("GET", target, "", who);
			ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
			if (answer.status != 200) FAIL("status " << answer.status);
		}
		std::sort(ms.begin(), ms.end());
		return std::pair(ms[kTimes / 2], ms[kTimes * 95 / 100]);
	};
	const auto [ownMedian, ownP95] = time("/api/v1/session");
	const auto [median, p95] = time("/api/v1/survey/tasks");
	std::cout << "front: own route median " << ownMedian << " ms, p95 " << ownP95 << " ms; forwarded median " << median
			  << " ms, p95 " << p95 << " ms\n";
	CHECK(median < 20);
}
