#pragma once

#include "store/MoneyExceptions.hpp"
#include "store/MoneyLedger.hpp"
#include "store/Receipts.hpp"

/// How records go to the browser; shapes in docs/orders.md.
namespace fees {

nlohmann::json toJson(const FeeOrder& order);
nlohmann::json toJson(const ShownLine& line);
nlohmann::json toJson(const Quotation& quotation);
nlohmann::json toJson(const Receipt& receipt);
nlohmann::json toJson(const MoneyEntry& entry);
nlohmann::json toJson(const MoneyException& item);
nlohmann::json personJson(const std::string& key, const std::string& name);

/// All of a list.
template <typename T>
nlohmann::json listJson(const std::vector<T>& items)
{
	auto list = nlohmann::json::array();
	for (const auto& item : items) list.push_back(toJson(item));
	return list;
}

} // namespace fees
