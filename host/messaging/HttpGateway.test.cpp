#include "host/messaging/HttpGateway.hpp"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/StreamCopier.h>
#include <Poco/ThreadPool.h>

#include <catch2/catch.hpp>

#include <chrono>
#include <thread>

using namespace erphost;
using namespace erphost::messaging;
using nlohmann::json;
using Kind = DeliveryOutcome::Kind;
namespace net = Poco::Net;

namespace {

/// What the gateway of a test was asked, and what it shall answer.
struct Script
{
	int status = 200;
	std::string answer = R"({"code": 0})";
	int delayMs = 0;
	std::string method, target, authorization, type, body;
};

class Handler : public net::HTTPRequestHandler
{
public:
	explicit Handler(Script& script): _script(script) {}
	void handleRequest(net::HTTPServerRequest& request, net::HTTPServerResponse& response) override
	{
		_script.method = request.getMethod();
		_script.target = request.getURI();
		_script.authorization = request.get("Authorization", "");
		_script.type = request.getContentType();
		_script.body.clear();
		Poco::StreamCopier::copyToString(request.stream(), _script.body);
		std::this_thread::sleep_for(std::chrono::milliseconds(_script.delayMs));
		response.setStatus(static_cast<net::HTTPResponse::HTTPStatus>(_script.status));
		response.sendBuffer(_script.answer.data(), _script.answer.size());
	}

private:
	Script& _script;
};

class Handlers : public net::HTTPRequestHandlerFactory
{
public:
	explicit Handlers(Script& script): _script(script) {}
	net::HTTPRequestHandler* createRequestHandler(const net::HTTPServerRequest&) override
	{
		return new Handler(_script);
	}

private:
	Script& _script;
};

struct Fixture
{
	Fixture():
		socket(net::SocketAddress("127.0.0.1", 0)),
		server(new Handlers(script), pool, socket, new net::HTTPServerParams)
	{
		server.start();
	}
	~Fixture()
	{
		// One that answers late still looks at the script.
		server.stopAll(true);
		pool.joinAll();
	}
	std::string url() const { return "http://127.0.0.1:" + std::to_string(socket.address().port()) + "/send"; }

	DeliveryOutcome send(json settings, int timeoutSeconds = 5)
	{
		settings["adapter"] = "http";
		if (!settings.contains("url")) settings["url"] = url();
		const auto config = Config::parse({{"channels", {{"sms", settings}}}});
		REQUIRE(config);
		auto channel = config->channels.at("sms");
		channel.timeoutSeconds = timeoutSeconds;
		HttpGateway gateway(channel, [](const std::string& name) -> Result<std::string> {
			if (name == "sms.token") return std::string("s3cret");
			return misconfigured("erp.secret_missing", "no such secret");
		});
		return gateway.send({"survey-m1", "sms", "13912345678", "", "请评价 & \"谢谢\"", "HZ", "A1"});
	}

	Script script;
	Poco::ThreadPool pool;
	net::ServerSocket socket;
	net::HTTPServer server;
};

} // namespace

TEST_CASE("A gateway gets what the template says", "[messaging][http]")
{
	Fixture f;
	const json headers = {{"Authorization", "Bearer ${secret:sms.token}"}};
	CHECK(f.send({{"headers", headers},
	              {"json", {{"phones", {"${to}"}}, {"content", "${text}"}, {"sn", "${id}"}, {"n", 1}}}})
	          .kind == Kind::sent);
	CHECK(f.script.method == "POST");
	CHECK(f.script.authorization == "Bearer s3cret");
	CHECK(json::parse(f.script.body) ==
	      json{{"phones", {"13912345678"}}, {"content", "请评价 & \"谢谢\""}, {"sn", "survey-m1"}, {"n", 1}});
	CHECK(f.send({{"form", {{"mobile", "${to}"}, {"msg", "${text}"}}}}).kind == Kind::sent);
	CHECK(f.script.type.starts_with("application/x-www-form-urlencoded"));
	CHECK(f.script.body == "mobile=13912345678&msg=%E8%AF%B7%E8%AF%84%E4%BB%B7%20%26%20%22%E8%B0%A2%E8%B0%A2%22");
	CHECK(f.send({{"method", "GET"}, {"url", f.url() + "?to=${to}&t=${text}"}}).kind == Kind::sent);
	CHECK(f.script.target.find("&t=%E8%AF%B7%E8%AF%84%E4%BB%B7%20%26%20%22") != std::string::npos);
	CHECK(f.send({{"headers", {{"X", "${secret:none}"}}}}).error.code == "erp.secret_missing");
	CHECK(f.send({{"json", {{"x", "${nothing}"}}}}).error.code == "messaging.config_invalid");
}

TEST_CASE("An answer is judged by status and value", "[messaging][http]")
{
	Fixture f;
	const json strict = {{"success", {{"status", {200}}, {"pointer", "/code"}, {"values", {"0"}}}}};
	CHECK(f.send(strict).kind == Kind::sent);
	f.script.answer = R"({"code": "41", "msg": "bad number"})";
	const auto refused = f.send(strict);
	CHECK(refused.kind == Kind::refused);
	CHECK(refused.error.param("answer").find("bad number") != std::string::npos);
	f.script.answer = "<html>";
	CHECK(f.send(strict).kind == Kind::refused);
	const auto of = [&](int status) {
		f.script.status = status;
		return f.send(json::object()).kind;
	};
	CHECK(of(202) == Kind::sent);
	CHECK(of(400) == Kind::refused);
	CHECK(of(422) == Kind::refused);
	CHECK(of(401) == Kind::later);
	CHECK(of(404) == Kind::later);
	CHECK(of(429) == Kind::later);
	CHECK(of(503) == Kind::later);
	CHECK(of(500) == Kind::unknown);
	CHECK(of(504) == Kind::unknown);
}

TEST_CASE("Unreachable was not sent, unanswered may have been", "[messaging][http]")
{
	Fixture f;
	f.script.delayMs = 2500;
	CHECK(f.send(json::object(), 1).kind == Kind::unknown);
	f.script.delayMs = 0;
	net::ServerSocket silent(net::SocketAddress("127.0.0.1", 0)); // accepts, and never says a word
	const auto frozen = "http://127.0.0.1:" + std::to_string(silent.address().port()) + "/";
	CHECK(f.send({{"url", frozen}}, 1).kind == Kind::unknown);
	silent.close();
	const auto gone = f.send({{"url", frozen}}, 1);
	CHECK(gone.kind == Kind::later);
	CHECK(gone.error.code == "messaging.gateway_away");
}

TEST_CASE("Channels that cannot work are refused", "[messaging]")
{
	const auto pointer = [](const char* text) {
		const auto config = Config::parse(json::parse(text));
		return config ? std::string() : std::string(config.error().param("pointer"));
	};
	CHECK(pointer("{}").empty());
	CHECK(pointer(R"({"channels": {"sms": {"adapter": "erp"}}})").empty());
	CHECK(pointer(R"({"channels": {"email": {"adapter": "smtp", "host": "m", "from": "a@b.cn"}}})").empty());
	CHECK(pointer("[]") == "/");
	CHECK(pointer(R"({"chanels": {}})") == "/chanels");
	CHECK(pointer(R"({"channels": {"SMS": {"adapter": "erp"}}})") == "/channels/SMS");
	CHECK(pointer(R"({"channels": {"sms": {"adapter": "fax"}}})") == "/channels/sms/adapter");
	CHECK(pointer(R"({"channels": {"sms": {"adapter": "http"}}})") == "/channels/sms/url");
	CHECK(pointer(R"({"channels": {"sms": {"adapter": "http", "url": "file:///x"}}})") == "/channels/sms/url");
	CHECK(pointer(R"({"channels": {"sms": {"adapter": "http", "url": "http://h", "json": {}, "form": {}}}})") ==
	      "/channels/sms/form");
	CHECK(pointer(R"({"channels": {"sms": {"adapter": "http", "url": "http://h", "headers": {"X": 1}}}})") ==
	      "/channels/sms/headers/X");
}
