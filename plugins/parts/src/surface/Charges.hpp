#pragma once

#include "surface/DeskKit.hpp"

namespace parts {

/// What somebody has to pay or replace (PT-11, PT-15): the fees plugin hears of it.
struct ChargeDraft
{
	std::string branchId;
	nlohmann::json person; ///< {kind, key, name}
	std::string reason;    ///< tool_lost, tool_damaged, old_part_lost, stock_short
	std::string sourceId;  ///< of the loan, old part or stocktake
	std::string movementId;
	std::string itemCode;
	std::int64_t quantity = 0;
	std::int64_t sumFen = 0;
	std::string text;
	OrderRef order;
};

class Charges
{
public:
	explicit Charges(const DeskKit& kit): _kit(kit) {}
	Result<void> addTo(erphost::Registry& registry) const;

	/// Returns the id.
	Result<std::string> raise(Tx& tx, const ChargeDraft& draft, const Actor& actor) const;
	/// Takes a charge back: event parts.charge.withdrawn. "parts.desk.state" if it was already.
	Result<void> withdraw(Tx& tx, const nlohmann::json& charge, const std::string& reason, const Actor& actor) const;
	Result<nlohmann::json> find(Tx& tx, const std::string& id) const;
	Result<nlohmann::json> ofSource(Tx& tx, const std::string& sourceId) const;

private:
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> takeBack(Tx& tx, const erphost::Request& request) const;
	Result<void> undoLoss(Tx& tx, const nlohmann::json& charge, const std::string& reason, const Actor& actor) const;
	Result<void> tell(Tx& tx, const std::string& type, const nlohmann::json& charge,
	                  const nlohmann::json& payload) const;

	const DeskKit& _kit;
};

} // namespace parts
