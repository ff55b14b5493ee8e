#pragma once

#include "host/messaging/Config.hpp"
#include "host/messaging/Gateway.hpp"

namespace erphost::messaging {

/// A mail server: plain, with STARTTLS (default), or TLS from the first byte.
class SmtpGateway : public Gateway
{
public:
	SmtpGateway(ChannelConfig channel, SecretSource secrets);
	DeliveryOutcome send(const Delivery& delivery) override;
	/// Our id is the Message-ID; few servers look at it, so nothing is repeated on the strength of it.
	bool recognisesId() const override { return false; }

private:
	const ChannelConfig _channel;
	const SecretSource _secrets;
};

} // namespace erphost::messaging
