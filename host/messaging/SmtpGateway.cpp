#include "host/messaging/SmtpGateway.hpp"

#include "host/messaging/ClientTls.hpp"

#include <Poco/Net/MailMessage.h>
#include <Poco/Net/MailRecipient.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SecureSMTPClientSession.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <memory>

namespace erphost::messaging {

using Kind = DeliveryOutcome::Kind;
namespace net = Poco::Net;

namespace {

constexpr int kSubmission = 587;
constexpr int kSubmissionTls = 465;

Error away(const Poco::Exception& problem)
{
	return transient("messaging.gateway_away", "the mail server cannot be used: " + problem.displayText())
	    .with("reason", problem.displayText());
}

net::StreamSocket connect(const ChannelConfig& channel, const std::string& security, const Poco::Timespan& limit)
{
	const auto& settings = channel.settings;
	const std::string host = settings.value("host", "");
	const int port = settings.value("port", security == "tls" ? kSubmissionTls : kSubmission);
	net::StreamSocket socket;
	socket.connect(net::SocketAddress(host, static_cast<Poco::UInt16>(port)), limit);
	socket.setReceiveTimeout(limit);
	socket.setSendTimeout(limit);
	if (security != "tls") return socket;
	return net::SecureStreamSocket::attach(socket, host, clientTls(settings.value("caFile", "")));
}

void compose(net::MailMessage& mail, const ChannelConfig& channel, const Delivery& delivery)
{
	mail.setSender(channel.settings.value("from", ""));
	mail.addRecipient(net::MailRecipient(net::MailRecipient::PRIMARY_RECIPIENT, delivery.to));
	mail.setSubject(net::MailMessage::encodeWord(delivery.subject, "UTF-8"));
	mail.setContentType("text/plain; charset=UTF-8");
	mail.setContent(delivery.text, net::MailMessage::ENCODING_BASE64);
	mail.set("Message-ID", "<" + delivery.id + "@erphost>");
	mail.set("Auto-Submitted", "auto-generated");
}

} // namespace

SmtpGateway::SmtpGateway(ChannelConfig channel, SecretSource secrets):
	_channel(std::move(channel)), _secrets(std::move(secrets))
{
}

DeliveryOutcome SmtpGateway::send(const Delivery& delivery)
{
	const auto& settings = _channel.settings;
	const std::string security = settings.value("security", "starttls");
	const std::string user = settings.value("user", "");
	std::string password;
	if (!user.empty())
	{
		auto secret = _secrets(settings.value("passwordSecret", "smtp.password"));
		if (!secret) return {Kind::later, secret.error()};
		password = *std::move(secret);
	}
	std::unique_ptr<net::SecureSMTPClientSession> session;
	try
	{
		const Poco::Timespan limit(_channel.timeoutSeconds, 0);
		session = std::make_unique<net::SecureSMTPClientSession>(connect(_channel, security, limit));
		session->setTimeout(limit);
		session->login();
		if (security == "starttls" && !session->startTLS(clientTls(settings.value("caFile", ""))))
			return {Kind::later, misconfigured("messaging.gateway_account", "the mail server has no STARTTLS")
			                         .with("status", "STARTTLS")
			                         .with("answer", "")};
		if (!user.empty()) session->login(net::SMTPClientSession::AUTH_LOGIN, user, password);
	}
	catch (const net::SMTPException& problem)
	{
		if (problem.code() < 500) return {Kind::later, away(problem)};
		return {Kind::later, misconfigured("messaging.gateway_account", "the mail server does not let us in")
		                         .with("status", std::to_string(problem.code()))
		                         .with("answer", problem.message().substr(0, 200))};
	}
	catch (const Poco::Exception& problem)
	{
		return {Kind::later, away(problem)};
	}
	try
	{
		net::MailMessage mail;
		compose(mail, _channel, delivery);
		session->sendMessage(mail);
	}
	catch (const net::SMTPException& problem)
	{
		// The server said no: 4xx for now, 5xx for good. Without a code it said nothing: it may have the message.
		if (problem.code() == 0)
			return {Kind::unknown, transient("messaging.no_answer", "the mail server did not answer")
			                           .with("reason", problem.displayText())};
		if (problem.code() < 500) return {Kind::later, away(problem)};
		return {Kind::refused, permanent("messaging.refused", "the mail server refused the message")
		                           .with("status", std::to_string(problem.code()))
		                           .with("answer", problem.message().substr(0, 200))};
	}
	catch (const Poco::Exception& problem)
	{
		return {
			Kind::unknown,
			transient("messaging.no_answer", "the mail server did not answer").with("reason", problem.displayText())};
	}
	try
	{
		session->close();
	}
	catch (const Poco::Exception&) // it has the message; how the conversation ends is of no account
	{
	}
	return {};
}

} // namespace erphost::messaging
