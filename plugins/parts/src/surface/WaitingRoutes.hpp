#pragma once

#include "surface/CustomerMessages.hpp"

namespace parts {

/// PT-07: orders that wait for a part.
class WaitingRoutes
{
public:
	WaitingRoutes(const DeskKit& kit, const CustomerMessages& messages): _kit(kit), _messages(messages) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<void> ordersChanged(Tx& tx, std::int64_t from, std::int64_t to) const;
	Result<void> flagged(Tx& tx, const nlohmann::json& order) const;
	Result<void> partsMoved(Tx& tx, const erphost::Event& event) const;

	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> calls(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> read(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> ask(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> setItem(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> setDate(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> tell(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> cancel(Tx& tx, const erphost::Request& request) const;

	struct NewWaiting
	{
		OrderRef order;
		std::string itemCode;
		std::int64_t quantity = 0;
		bool special = false;
		std::string origin;
	};
	Result<void> add(Tx& tx, const std::string& id, const NewWaiting& waiting, const Actor& actor) const;
	Result<std::int64_t> issued(Tx& tx, const OrderRef& order, const std::string& itemCode) const;
	Result<std::int64_t> dueOf(bool special, std::int64_t requestedAt, const std::string& supplierDate) const;
	Result<nlohmann::json> ofOrder(Tx& tx, const OrderRef& order) const;
	Result<void> end(Tx& tx, const nlohmann::json& waiting, const char* state, const Actor& actor,
	                 const std::string& note) const;
	Result<erphost::Reply> reply(Tx& tx, const erphost::Request& request, const std::string& id,
	                             int status = 200) const;

	const DeskKit& _kit;
	const CustomerMessages& _messages;
};

} // namespace parts
