#include "SourceDir.hpp"
#include "host/front/Forwarder.hpp"
#include "host/front/testing/TestFront.hpp"

#include <future>

using namespace erphost;
using namespace erphost::front;
using namespace erphost::front::testing;

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

TEST_CASE("Requests wait for a worker that is being replaced", "[front][forward]")
{
	Fixture f;
	const auto who = f.admin();
	const auto post = [&](Fixture& via) {
		return via.call("POST", "/api/v1/survey/tasks", "{}", who, {{"Idempotency-Key", "k"}});
	};
	REQUIRE(post(f).status == 200);
	const auto ready = f.peers.all();
	const auto say = [&](const char* state) {
		auto peers = ready;
		peers[0]["state"] = state;
		f.peers.set(peers);
	};
	SECTION("It starts")
	{
		say("starting");
		auto answer = std::async(std::launch::async, [&] { return post(f); });
		CHECK(answer.wait_for(std::chrono::milliseconds(100)) == std::future_status::timeout);
		f.peers.set(ready);
		CHECK(answer.get().status == 200);
	}
	SECTION("It stops, and sends back what comes too late")
	{
		f.survey->drain();
		auto answer = std::async(std::launch::async, [&] { return post(f); });
		CHECK(answer.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout);
		say("stopping");
		CHECK(answer.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout);
		f.startWorker();
		CHECK(answer.get().status == 200);
	}
	SECTION("It never comes: whoever waits is told so")
	{
		say("stopping");
		auto answer = std::async(std::launch::async, [&] { return post(f); });
		CHECK(answer.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout);
		say("disabled");
		CHECK(answer.get().code() == "worker.disabled");
		say("starting");
		CHECK(post(f).code() == "worker.away"); // after the request's own deadline
	}
	SECTION("More than may wait are told at once")
	{
		say("starting");
		Forwarder none(f.peers, kSecret, 0);
		ForwardRequest request;
		request.process = "plugin:survey";
		const auto begun = std::chrono::steady_clock::now();
		const auto answer = none.forward(request);
		REQUIRE_FALSE(answer);
		CHECK(answer.error().code == "worker.away");
		CHECK(std::chrono::steady_clock::now() - begun < request.deadline / 10);
	}
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
		if (route.path.starts_with("/doctor")) continue; // a program of its own: tests/integration/test_doctor.py
		INFO(route.path);
		const auto answer = f.call("GET", "/api/v1" + route.path, "", who);
		CHECK(answer.status == 200);
		worker::Reply reply;
		reply.body = answer.body;
		CHECK(table->checkReply(route, reply).empty());
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
	for (int i = 0; i < 5; ++i) CHECK(f.call("GET", "/healthz").status == 200);
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
	const std::filesystem::path keys = std::filesystem::path(erphost::test::sourceDir()) / "host/front/testing";
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
