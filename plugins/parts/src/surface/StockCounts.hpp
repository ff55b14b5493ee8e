#pragma once

#include "surface/DeskKit.hpp"

namespace parts {

extern const RecordKind kStocktakeKind;

/// One line counted by somebody.
struct GivenCount
{
	std::string itemCode;
	std::int64_t quantity = 0;
	Actor actor;
	std::int64_t at = 0;
	std::string via; ///< console, erp
};

/// PT-06: takes a count in, from the console or typed in the ERP. The stocktake's version stays: two counters with a
/// tablet each do not stand in each other's way; a round that has ended does.
/// "parts.desk.state", "parts.desk.item.invalid", "parts.stocktake.not_asked", "parts.desk.quantity.invalid",
/// "parts.stocktake.same_counter".
Result<void> takeCount(Tx& tx, const nlohmann::json& stocktake, const GivenCount& count, const std::string& pointer);

/// asks in the ERP for every line that is asked in `round`, an interface row each, into which the count is typed.
/// It never has a quantity: who counts there is as blind as here. A place without a warehouse of the ERP gets none.
Result<void> askInErp(Tx& tx, const nlohmann::json& stocktake, std::int64_t round);

/// Counts typed in the ERP (entity stock_count_entry, X-05).
class CountEntries
{
public:
	explicit CountEntries(const DeskKit& kit): _kit(kit) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<void> changed(Tx& tx, std::int64_t from, std::int64_t to) const;
	/// Why it is refused; '' : it was taken.
	Result<std::string> take(Tx& tx, const nlohmann::json& entry) const;
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;

	const DeskKit& _kit;
};

} // namespace parts
