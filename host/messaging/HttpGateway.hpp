#pragma once

#include "host/messaging/Config.hpp"
#include "host/messaging/Gateway.hpp"

#include <string>
#include <utility>
#include <vector>

namespace erphost::messaging {

/// A text message gateway that takes HTTP requests: method, URL, headers and a JSON or form body with variables
/// ${to} ${text} ${subject} ${id} ${channel} ${branch} ${key} ${secret:name}; the answer counts as success by its
/// status and, if asked for, by a value in its JSON.
class HttpGateway : public Gateway
{
public:
	HttpGateway(ChannelConfig channel, SecretSource secrets);
	DeliveryOutcome send(const Delivery& delivery) override;
	bool recognisesId() const override { return _channel.settings.value("recognisesId", false); }

private:
	struct Ask
	{
		std::string method, url, contentType, body;
		std::vector<std::pair<std::string, std::string>> headers;
	};
	Result<Ask> compose(const Delivery& delivery) const;
	DeliveryOutcome judge(int status, const std::string& body) const;

	const ChannelConfig _channel;
	const SecretSource _secrets;
};

} // namespace erphost::messaging
