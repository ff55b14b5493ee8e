#pragma once

#include "erphost/Tx.hpp"
#include "rules/Place.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace parts {

using erphost::Result;
using erphost::Tx;

/// A place with what people and the ERP call it.
struct NamedPlace
{
	std::string id;
	Place place;
	std::string name, keeper, keeperName;
	std::string erpBranch, erpWarehouse; ///< PT-05: whose stock of the ERP it is; warehouse '' : all of the branch
	bool active = true;
	std::int64_t version = 1;
};

Result<std::optional<NamedPlace>> findPlace(Tx& tx, const std::string& id);
/// Gives a place its name when it is used for the first time; one that is known stays as it is. '' : by its kind and
/// the branch's name.
Result<void> rememberPlace(Tx& tx, const Place& place, const std::string& name = {});
/// False if it is known already.
Result<bool> addPlace(Tx& tx, const Place& place, const std::string& name);
Result<void> savePlace(Tx& tx, const NamedPlace& place);

/// `branches` as branchList makes it; branch and kind '' : all.
Result<std::vector<NamedPlace>> listPlaces(Tx& tx, const std::string& branches, const std::string& branch,
                                           const std::string& kind);
/// Central store and stores of branches with an id above `after`, at most `limit`.
Result<std::vector<NamedPlace>> listStores(Tx& tx, const std::string& after, int limit);
/// The stores whose stock stands under a branch of the ERP.
Result<std::vector<NamedPlace>> storesOfErp(Tx& tx, const std::string& erpBranch);

/// What people call a branch: 勉县, not 勉县分公司; its id where the ERP does not say.
Result<std::string> branchName(Tx& tx, const std::string& branchId);

struct ErpBranch
{
	std::string id, name;
};
Result<std::vector<ErpBranch>> changedBranches(Tx& tx, std::int64_t from, std::int64_t to);

} // namespace parts
