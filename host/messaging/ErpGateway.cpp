#include "host/messaging/ErpGateway.hpp"

#include "host/outbox/Outbox.hpp"

#include <nlohmann/json.hpp>

namespace erphost::messaging {

DeliveryOutcome ErpGateway::send(const Delivery& delivery)
{
	const auto put = _database.write([&](store::Transaction& tx) {
		outbox::OutboxRecord record;
		record.recordType = "text_message";
		record.owner = "host";
		record.branchId = delivery.branchId;
		// A key of its own: a message that the ERP refuses must not hold up what else is written about the order.
		record.businessKey = "message-" + delivery.id;
		record.recordId = "message-" + delivery.id;
		record.payload = nlohmann::json{{"record_id", record.recordId},  {"branch", delivery.branchId},
		                                {"order", delivery.businessKey}, {"to", delivery.to},
		                                {"subject", delivery.subject},   {"text", delivery.text},
		                                {"channel", delivery.channel}}
		                     .dump();
		return outbox::put(tx, std::move(record), _clock.nowMs());
	});
	if (put) return {};
	return {DeliveryOutcome::Kind::later, put.error()};
}

} // namespace erphost::messaging
