#pragma once

#include "erphost/imports/Reading.hpp"
#include "rules/Money.hpp"
#include "rules/Offences.hpp"

#include <optional>
#include <string>
#include <vector>

/// The sheets of the go-live import: deposits, fines that are not paid, cards and slips that are not claimed.
namespace fees {

using erphost::imports::Column;
using erphost::imports::Reading;

/// A sum above 0 that a cell names, in fen; nullopt where it is empty. "fees.money_odd" (given).
std::optional<Fen> importedSum(Reading& reading, const std::string& column);

const std::vector<Column>& depositColumns();
const std::vector<Column>& fineColumns();
const std::vector<Column>& cardColumns();

/// FE-20: a fine that was decided before, and not paid yet.
struct ImportedFine
{
	std::string oldNumber, liableKind, liableKey, liableName, offence, orderNumber, reason, actOn;
	Fen sumFen = 0;
};
/// `offences` of the day of the act. "fees.fine_paid", "fees.offence_unknown" (given).
ImportedFine readImportedFine(Reading& reading, const std::string& today, const Offences& offences);
/// What two lines about one fine have in common; '' while that is not known.
std::string markOf(const ImportedFine& fine);

/// FE-30: a card or slip that lies here.
struct ImportedCard
{
	std::string type, brand, number, serial, orderNumber, condition = "ok", enteredNumber, enteredOn;
	std::optional<Fen> claimFen;
};
/// "fees.card_entered_odd": the manufacturer's number and the day belong together.
ImportedCard readImportedCard(Reading& reading, const std::string& today);

} // namespace fees
