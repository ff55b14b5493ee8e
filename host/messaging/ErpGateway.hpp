#pragma once

#include "host/messaging/Gateway.hpp"
#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"

namespace erphost::messaging {

/// The ERP's own message table: a record of type text_message through the ERP outbox. Its record id is ours, so that
/// putting it twice is one message.
class ErpGateway : public Gateway
{
public:
	ErpGateway(store::Database& database, const Clock& clock): _database(database), _clock(clock) {}
	DeliveryOutcome send(const Delivery& delivery) override;
	bool recognisesId() const override { return true; }

private:
	store::Database& _database;
	const Clock& _clock;
};

} // namespace erphost::messaging
