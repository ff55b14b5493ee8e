#include "host/messaging/SmtpGateway.hpp"

#include <Poco/Net/DialogSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnection.h>
#include <Poco/Net/TCPServerConnectionFactory.h>

#include <catch2/catch.hpp>

#include <map>
#include <string>

using namespace erphost;
using namespace erphost::messaging;
using nlohmann::json;
using Kind = DeliveryOutcome::Kind;
namespace net = Poco::Net;

namespace {

/// What the mail server of a test answers, by the first word of a command, and what it was told.
struct Script
{
	std::map<std::string, std::string> answers;
	bool hangsUpAfterData = false;
	std::string from, to, mail;
	std::string logins; ///< user and password as they came, in base64
};

class Conversation : public net::TCPServerConnection
{
public:
	Conversation(const net::StreamSocket& socket, Script& script): TCPServerConnection(socket), _script(script) {}

	void run() override
	try
	{
		net::DialogSocket line(socket());
		line.sendMessage("220 test");
		std::string command;
		while (line.receiveMessage(command))
		{
			const std::string word = command.substr(0, command.find_first_of(" :"));
			if (word == "MAIL") _script.from = command;
			if (word == "RCPT") _script.to = command;
			const auto known = _script.answers.find(word);
			const std::string answer = known == _script.answers.end() ? usual(word) : known->second;
			line.sendMessage(answer);
			if (word == "QUIT") return;
			if (word == "AUTH" && answer.starts_with("334"))
			{
				for (const char* next : {"334 UGFzc3dvcmQ6", "235 welcome"})
				{
					line.receiveMessage(command);
					_script.logins += command + " ";
					line.sendMessage(next);
				}
			}
			if (word != "DATA" || !answer.starts_with("354")) continue;
			while (line.receiveMessage(command) && command != ".") _script.mail += command + "\n";
			if (_script.hangsUpAfterData) return;
			const auto verdict = _script.answers.find(".");
			line.sendMessage(verdict == _script.answers.end() ? "250 taken" : verdict->second);
		}
	}
	catch (const Poco::Exception&)
	{
		// The client went away: that is its right.
	}

private:
	static std::string usual(const std::string& word)
	{
		if (word == "DATA") return "354 go on";
		if (word == "QUIT") return "221 bye";
		if (word == "AUTH") return "334 VXNlcm5hbWU6";
		if (word == "EHLO") return "250 AUTH LOGIN";
		if (word == "STARTTLS") return "502 what is that";
		return "250 fine";
	}

	Script& _script;
};

class Conversations : public net::TCPServerConnectionFactory
{
public:
	explicit Conversations(Script& script): _script(script) {}
	net::TCPServerConnection* createConnection(const net::StreamSocket& socket) override
	{
		return new Conversation(socket, _script);
	}

private:
	Script& _script;
};

struct Fixture
{
	Fixture(): socket(net::SocketAddress("127.0.0.1", 0)), server(new Conversations(script), socket) { server.start(); }
	~Fixture() { server.stop(); }

	DeliveryOutcome send(json settings = json::object())
	{
		settings["adapter"] = "smtp";
		settings["host"] = "127.0.0.1";
		settings["port"] = port;
		settings["from"] = "sh@example.cn";
		if (!settings.contains("security")) settings["security"] = "none";
		const auto config = Config::parse({{"channels", {{"email", settings}}}});
		REQUIRE(config);
		auto channel = config->channels.at("email");
		channel.timeoutSeconds = 5;
		SmtpGateway gateway(channel, [](const std::string& name) -> Result<std::string> {
			if (name == "smtp.password") return std::string("s3cret");
			return misconfigured("erp.secret_missing", "no such secret");
		});
		return gateway.send({"survey-m1", "email", "kehu@example.cn", "您的工单", "请评价：很满意", "HZ", "A1"});
	}

	Script script;
	net::ServerSocket socket;
	net::TCPServer server;
	int port = socket.address().port();
};

} // namespace

TEST_CASE("A mail server gets the message, with our id and nobody's answer machine woken", "[messaging][smtp]")
{
	Fixture f;
	CHECK(f.send().kind == Kind::sent);
	CHECK(f.script.from.find("sh@example.cn") != std::string::npos);
	CHECK(f.script.to.find("kehu@example.cn") != std::string::npos);
	CHECK(f.script.mail.find("Message-ID: <survey-m1@erphost>") != std::string::npos);
	CHECK(f.script.mail.find("Auto-Submitted: auto-generated") != std::string::npos);
	CHECK(f.script.mail.find("Subject: =?UTF-8?") != std::string::npos);
	CHECK(f.script.mail.find("6K+35biu") == std::string::npos);
	CHECK(f.script.mail.find("6K+36K+E5Lu377ya5b6I5ruh5oSP") != std::string::npos); // the text, in base64
}

TEST_CASE("What a mail server refuses is refused, what it puts off is tried again", "[messaging][smtp]")
{
	Fixture f;
	f.script.answers["RCPT"] = "550 no such mailbox";
	const auto refused = f.send();
	CHECK(refused.kind == Kind::refused);
	CHECK(refused.error.param("status") == "550");
	f.script.answers["RCPT"] = "451 later please";
	CHECK(f.send().kind == Kind::later);
	f.script.answers.erase("RCPT");
	f.script.answers["."] = "554 spam";
	CHECK(f.send().kind == Kind::refused);
}

TEST_CASE("A connection lost after the text leaves the outcome open", "[messaging][smtp]")
{
	Fixture f;
	f.script.hangsUpAfterData = true;
	CHECK(f.send().kind == Kind::unknown);
}

TEST_CASE("A mail server that does not let us in, or has no TLS, is a matter of the settings", "[messaging][smtp]")
{
	Fixture f;
	CHECK(f.send({{"security", "starttls"}}).error.code == "messaging.gateway_account");
	CHECK(f.send({{"user", "sh"}, {"passwordSecret", "none"}}).error.code == "erp.secret_missing");
	CHECK(f.send({{"user", "sh"}}).kind == Kind::sent);
	CHECK(f.script.logins == "c2g= czNjcmV0 ");
	f.script.answers["AUTH"] = "535 who are you";
	const auto locked = f.send({{"user", "sh"}});
	CHECK(locked.kind == Kind::later);
	CHECK(locked.error.code == "messaging.gateway_account");
	f.server.stop();
	f.socket.close();
	CHECK(f.send().error.code == "messaging.gateway_away");
}
