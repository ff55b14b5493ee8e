#pragma once

#include "surface/DeskKit.hpp"

namespace parts {

/// PT-08: what to order, computed every night for each store, and whenever somebody asks.
class ReorderRoutes
{
public:
	explicit ReorderRoutes(const DeskKit& kit): _kit(kit) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> decide(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> computeBranch(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> failureRates(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> setFailureRate(Tx& tx, const erphost::Request& request) const;

	struct Store
	{
		std::string id, branchId;
	};
	Result<std::optional<Store>> storeAfter(Tx& tx, const std::string& placeId, const std::string& branchId,
	                                        bool ofBranch) const;
	/// Computes a piece of a store's items after `after`, or only `only`; returns the last one and how many.
	struct Piece
	{
		std::string last;
		int rows = 0;
	};
	Result<Piece> compute(Tx& tx, const Store& store, const std::string& after, const std::string& only) const;
	Result<void> computeItem(Tx& tx, const Store& store, const nlohmann::json& item, const nlohmann::json& set) const;
	Result<bool> nightly(Tx& tx) const;

	const DeskKit& _kit;
};

} // namespace parts
