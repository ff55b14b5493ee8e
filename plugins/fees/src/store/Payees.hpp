#pragma once

#include "erphost/Tx.hpp"
#include "rules/Money.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fees {

using erphost::Result;
using erphost::Tx;

/// FE-22: a line of HR's list; sum_fen below zero is taken from the wage.
struct HrLine
{
	std::string id; ///< of what it says: the same line is put once
	std::string branchId, month, person, personName;
	std::string kind; ///< fine, reward, bonus, charge, commission
	std::string ref, number, orderNumber, text;
	Fen sumFen = 0;
	std::int64_t at = 0;
	std::string origin; ///< month of what it corrects; '' none
};

/// Puts a line on the list of its month or, where that is closed, of the first later one that is open: what is frozen
/// stays as it is. False if it stands there already.
Result<bool> putHrLine(Tx& tx, HrLine line);

/// FE-40: what the next settlement of a payee pays (> 0) or takes (< 0) besides orders.
struct Offset
{
	std::string id, branchId, payee, payeeName;
	std::string type; ///< fine, fine_back, charge, charge_back, bonus, bonus_back, take_back, carried
	std::string ref, orderNumber, text;
	Fen sumFen = 0;
	std::int64_t at = 0;
	std::string month;
	std::string state, settlementId; ///< filled when read
};

/// False if it is there already.
Result<bool> putOffset(Tx& tx, const Offset& offset);
Result<std::vector<Offset>> offsetsOf(Tx& tx, const std::string& ref);
/// What a settlement of a payee takes in: the open ones until a month, and what it holds already.
Result<std::vector<Offset>> openOffsets(Tx& tx, const std::string& branchId, const std::string& payee,
                                        const std::string& month, const std::string& settlementId);
/// True if it was in state `from`.
Result<bool> moveOffset(Tx& tx, const std::string& id, const char* from, const char* to,
                        const std::string& settlementId);

/// FE-21: a fine's notice to a provider.
struct Notice
{
	std::string id, number, fineId;
	std::int64_t line = 0;
	std::string branchId, provider, providerName, person, orderNumber, offence, reason;
	Fen sumFen = 0;
	std::int64_t issuedAt = 0;
	std::string confirmBy, month, payBy;
};
Result<void> putNotice(Tx& tx, const Notice& notice);
/// The notice of a fine's share is void, and what would be offset for it. False if there is none that is still open in
/// both places.
Result<bool> voidOpenNotice(Tx& tx, const std::string& fineId, std::int64_t line);

} // namespace fees
