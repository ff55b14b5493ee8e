#pragma once

#include "store/FeeOrders.hpp"
#include "store/PriceLists.hpp"

namespace fees {

/// A disagreement of one kind about one order (FE-06, FE-10).
struct MoneyException
{
	std::string id, what;
	OrderKey key;
	std::string orderNumber, technician, technicianName;
	Fen differenceFen = 0;
	nlohmann::json facts;
	std::string state = "open";  ///< open, explained, closed
	std::string reason, outcome; ///< outcome of a closed one: justified, mistake, settled, gone
	std::int64_t openedAt = 0, changedAt = 0;
	std::string changedName;
	std::int64_t reopened = 0;
	bool told = false; ///< fees.overcharge.found went out and was not taken back
	std::int64_t version = 0;
};

/// Saves it with a line in its history.
Result<void> saveException(Tx& tx, const MoneyException& item, const Person& who);
Result<std::optional<MoneyException>> findException(Tx& tx, const std::string& id);
Result<std::vector<MoneyException>> exceptionsOf(Tx& tx, const OrderKey& key);

struct ExceptionFilter
{
	std::string branches, state, what, branch;
};
struct ExceptionPage
{
	std::vector<MoneyException> items;
	std::string next;
};
Result<ExceptionPage> listExceptions(Tx& tx, const ExceptionFilter& filter, const std::string& cursor, int limit);

struct ExceptionStep
{
	std::string state, reason;
	nlohmann::json facts;
	std::int64_t at = 0;
	std::string whoName;
};
Result<std::vector<ExceptionStep>> stepsOf(Tx& tx, const std::string& id);

} // namespace fees
