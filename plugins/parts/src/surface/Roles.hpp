#pragma once

#include "erphost/Http.hpp"

#include <string>
#include <vector>

namespace parts {

/// Who sees stock, papers and the parts of orders of his branches.
inline const std::vector<std::string> kReaders{"central_keeper",   "parts_clerk", "service_manager",
                                               "branch_manager",   "engineer",    "dispatch_clerk",
                                               "settlement_clerk", "finance",     "executive"};
/// who may read an order's story anywhere reads what parts know of it.
inline const std::vector<std::string> kStoryReaders{
	"callback_clerk", "central_keeper", "parts_clerk",      "service_manager", "branch_manager",
	"engineer",       "dispatch_clerk", "settlement_clerk", "finance",         "executive"};
/// Who keeps a store: moves what lies there.
inline const std::vector<std::string> kKeepers{"central_keeper", "parts_clerk"};
/// Who keeps the files and the central store.
inline const std::vector<std::string> kCentralKeeper{"central_keeper"};
/// Who takes back and explains beside the keepers.
inline const std::vector<std::string> kKeepersAndManager{"central_keeper", "parts_clerk", "service_manager"};
inline const std::vector<std::string> kServiceManager{"service_manager"};
/// Who sees what parts cost: an engineer and a dispatch clerk need to know what there is, not its price.
inline const std::vector<std::string> kMoney{"central_keeper",   "parts_clerk", "service_manager", "branch_manager",
                                             "settlement_clerk", "finance",     "executive"};

/// "|01|02|", or "*" for all: the form in which the statements take a caller's branches.
inline std::string branchList(const std::vector<std::string>& branches)
{
	if (branches == std::vector<std::string>{"*"}) return "*";
	std::string list = "|";
	for (const auto& branch : branches) list += branch + "|";
	return list;
}

inline std::string readableBranches(const erphost::Caller& caller)
{
	return branchList(caller.branches(kReaders));
}

} // namespace parts
