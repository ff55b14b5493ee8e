#include "host/messaging/HttpGateway.hpp"

#include "host/messaging/ClientTls.hpp"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/URI.h>

#include <algorithm>
#include <array>
#include <istream>
#include <memory>
#include <ostream>

namespace erphost::messaging {

using nlohmann::json;
using Kind = DeliveryOutcome::Kind;
namespace net = Poco::Net;

namespace {

/// No answer of a gateway is longer; what is, is none.
constexpr std::size_t kLongestAnswer = 64 * 1024;

std::string encoded(const std::string& text)
{
	std::string result;
	Poco::URI::encode(text, "!#$&'()*+,/:;=?@[]\"<>\\^`{|}%", result);
	return result;
}

std::string oneLine(std::string text)
{
	std::replace_if(
		text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
	return text;
}

/// Every text of a JSON template with its variables filled in.
template <typename Value>
Result<json> filledJson(const json& pattern, const Value& value)
{
	if (pattern.is_string())
	{
		EH_TRY(auto text, filled(pattern.get<std::string>(), value));
		return json(std::move(text));
	}
	if (!pattern.is_structured()) return pattern;
	json result = pattern;
	for (const auto& [key, item] : result.items())
	{
		EH_TRY(auto one, filledJson(item, value));
		item = std::move(one);
	}
	return result;
}

Error unreachable(const std::string& reason)
{
	return transient("messaging.gateway_away", "the gateway cannot be reached: " + reason).with("reason", reason);
}

std::string reasonOf(const Poco::Exception& problem)
{
	return problem.message().empty() ? std::string(problem.name()) : problem.message();
}

} // namespace

HttpGateway::HttpGateway(ChannelConfig channel, SecretSource secrets):
	_channel(std::move(channel)), _secrets(std::move(secrets))
{
}

Result<HttpGateway::Ask> HttpGateway::compose(const Delivery& delivery) const
{
	const auto value = [&](const std::string& name) -> Result<std::string> {
		if (name == "to") return delivery.to;
		if (name == "text") return delivery.text;
		if (name == "subject") return delivery.subject;
		if (name == "id") return delivery.id;
		if (name == "channel") return delivery.channel;
		if (name == "branch") return delivery.branchId;
		if (name == "key") return delivery.businessKey;
		if (name.starts_with("secret:")) return _secrets(name.substr(7));
		return misconfigured("messaging.config_invalid", "there is no variable " + name)
		    .with("pointer", "/channels/" + _channel.name)
		    .with("reason", "${" + name + "}");
	};
	const auto encodedValue = [&](const std::string& name) -> Result<std::string> {
		EH_TRY(const auto plain, value(name));
		return encoded(plain);
	};
	const auto& settings = _channel.settings;
	Ask ask;
	ask.method = settings.value("method", "POST");
	EH_TRY(ask.url, filled(settings.value("url", ""), encodedValue));
	const auto headers = settings.value("headers", json::object());
	for (const auto& [name, pattern] : headers.items())
	{
		EH_TRY(auto text, filled(pattern.get<std::string>(), value));
		ask.headers.emplace_back(oneLine(name), oneLine(std::move(text)));
	}
	if (settings.contains("json"))
	{
		EH_TRY(const auto body, filledJson(settings["json"], value));
		ask.contentType = "application/json; charset=utf-8";
		ask.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
	}
	else if (settings.contains("form"))
	{
		ask.contentType = "application/x-www-form-urlencoded; charset=utf-8";
		for (const auto& [name, pattern] : settings["form"].items())
		{
			EH_TRY(const auto text, filled(pattern.get<std::string>(), value));
			ask.body += (ask.body.empty() ? "" : "&") + encoded(name) + "=" + encoded(text);
		}
	}
	return ask;
}

DeliveryOutcome HttpGateway::judge(int status, const std::string& body) const
{
	const auto success = _channel.settings.value("success", json::object());
	const auto good = success.value("status", std::vector<int>{200, 201, 202, 204});
	const auto said = [&](Error error) {
		return std::move(error).with("status", std::to_string(status)).with("answer", body.substr(0, 200));
	};
	if (std::find(good.begin(), good.end(), status) != good.end())
	{
		if (!success.contains("pointer")) return {};
		const auto answer = json::parse(body, nullptr, false);
		const json::json_pointer pointer(success["pointer"].get<std::string>());
		const auto found = answer.is_discarded() || !answer.contains(pointer) ? json() : answer.at(pointer);
		const auto text = found.is_string() ? found.get<std::string>() : found.dump();
		const auto values = success.value("values", std::vector<std::string>{"0", "OK", "ok", "true", "success"});
		if (std::find(values.begin(), values.end(), text) != values.end()) return {};
		return {Kind::refused, said(permanent("messaging.refused", "the gateway refused the message"))};
	}
	// What is wrong with our account or our request is wrong for every message: they wait until somebody mends it.
	if (status == 401 || status == 403 || status == 404 || status == 405 || status == 407)
		return {Kind::later, said(misconfigured("messaging.gateway_account", "the gateway does not let us in"))};
	if (status == 408 || status == 429 || status == 503)
		return {Kind::later, said(transient("messaging.gateway_busy", "the gateway asks to come again"))};
	if (status >= 500) return {Kind::unknown, said(transient("messaging.gateway_failed", "the gateway failed"))};
	return {Kind::refused, said(permanent("messaging.refused", "the gateway refused the message"))};
}

DeliveryOutcome HttpGateway::send(const Delivery& delivery)
{
	const auto ask = compose(delivery);
	if (!ask) return {Kind::later, ask.error()};
	bool handedOver = false;
	try
	{
		const Poco::URI uri(ask->url);
		std::unique_ptr<net::HTTPClientSession> session;
		if (uri.getScheme() == "https")
			session = std::make_unique<net::HTTPSClientSession>(uri.getHost(), uri.getPort(),
			                                                    clientTls(_channel.settings.value("caFile", "")));
		else session = std::make_unique<net::HTTPClientSession>(uri.getHost(), uri.getPort());
		session->setKeepAlive(false);
		const Poco::Timespan limit(_channel.timeoutSeconds, 0);
		session->setTimeout(limit, limit, limit);
		const auto path = uri.getPathAndQuery();
		net::HTTPRequest request(ask->method, path.empty() ? "/" : path, net::HTTPRequest::HTTP_1_1);
		for (const auto& [name, text] : ask->headers) request.set(name, text);
		if (!ask->contentType.empty()) request.setContentType(ask->contentType);
		if (ask->method != "GET") request.setContentLength64(static_cast<Poco::Int64>(ask->body.size()));
		auto& out = session->sendRequest(request);
		handedOver = true;
		if (ask->method != "GET") out << ask->body << std::flush;
		net::HTTPResponse response;
		auto& in = session->receiveResponse(response);
		std::string body;
		std::array<char, 4096> block;
		while (in && body.size() < kLongestAnswer)
		{
			in.read(block.data(), block.size());
			body.append(block.data(), static_cast<std::size_t>(in.gcount()));
		}
		return judge(response.getStatus(), body);
	}
	catch (const Poco::Exception& problem)
	{
		if (!handedOver) return {Kind::later, unreachable(reasonOf(problem))};
		return {Kind::unknown,
		        transient("messaging.no_answer", "the gateway did not answer").with("reason", reasonOf(problem))};
	}
}

} // namespace erphost::messaging
