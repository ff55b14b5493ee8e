#pragma once

#include "erphost/Tx.hpp"
#include "rules/Money.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The money ledger: append-only, double entry, never updated, never deleted. What was wrong is turned round by a
/// counter-entry. What an account has is what it received less what it gave.
namespace fees {

using erphost::Result;
using erphost::Tx;

/// The kinds of accounts. Cash moves customer → technician → clerk → cashier → till (FE-05); below zero is what
/// somebody gave, or owes: a fine of 100 is person −100, company +100; HR keeps it from the wages: hr −100, person
/// +100.
namespace account {
inline constexpr std::string_view kCustomer = "customer";     ///< key: the order, "work_order|A1"
inline constexpr std::string_view kTechnician = "technician"; ///< cash in his hands; key: his number
inline constexpr std::string_view kClerk = "clerk";           ///< cash at the dispatch desk; key: the desk, 'desk'
inline constexpr std::string_view kCashier = "cashier";       ///< key 'desk'
inline constexpr std::string_view kTill = "till";             ///< what the ERP's cash entries say; key 'erp'
inline constexpr std::string_view kBank = "bank";             ///< paid by telephone or card; key: the method
inline constexpr std::string_view kOverShort = "over_short";  ///< differences with a reason; key: whose
inline constexpr std::string_view kCompany = "company";   ///< key: fees, compensation, confiscated, fines, rewards, …
inline constexpr std::string_view kPerson = "person";     ///< own staff, apart from cash; key: his number
inline constexpr std::string_view kProvider = "provider"; ///< key: its number
inline constexpr std::string_view kHr = "hr";             ///< key: the month
inline constexpr std::string_view kManufacturer = "manufacturer"; ///< key: the brand
inline constexpr std::string_view kDeposit = "deposit";           ///< key: provider or manufacturer
} // namespace account

inline constexpr std::array<std::string_view, 13> kAccountTypes{
	account::kCustomer, account::kTechnician,   account::kClerk,   account::kCashier, account::kTill,
	account::kBank,     account::kOverShort,    account::kCompany, account::kPerson,  account::kProvider,
	account::kHr,       account::kManufacturer, account::kDeposit};

struct MoneyLine
{
	std::string account; ///< one of account::k…
	std::string key;
	Fen deltaFen = 0; ///< received (> 0) or given (< 0); never 0
};

/// One act; all its lines belong to one branch and add up to zero.
struct MoneyEntry
{
	std::string id; ///< made by whoever asks, or derived from what caused it: the same id is the same act
	std::string
		what; ///< receipt, refund, hand_in, hand_over, cash_entry, difference, confiscation, compensation, fine, …
	std::string branchId;
	std::string kind; ///< of the order; '' with erpKey '': no order
	std::string erpKey;
	std::string businessDate; ///< ISO; for reports, entries are in order of position
	std::int64_t at = 0;      ///< ms
	std::string who;          ///< user id, or 'program'
	std::string whoName;
	std::string reason;
	std::string ref;      ///< id of the receipt, hand-in, fine, settlement, … that it belongs to
	std::string reverses; ///< id of the entry that this one turns round, or ''
	std::vector<MoneyLine> lines;
	/// Filled when read:
	std::int64_t position = 0;
	std::string reversedBy;
};

/// The entry between two accounts.
MoneyEntry transfer(MoneyEntry about, MoneyLine from, std::string_view to, std::string toKey);

/// Posts an entry: true if it is new, false if this very entry was posted before. Refused: "fees.entry.unbalanced"
/// (bug: lines do not add up to zero, fewer than two, a zero or huge amount, an unknown account), "fees.entry.id_taken"
/// (conflict: another act has this id), "fees.entry.reversed" (conflict: what it reverses was reversed before).
Result<bool> post(Tx& tx, const MoneyEntry& entry);

Result<std::optional<MoneyEntry>> findEntry(Tx& tx, const std::string& id);

/// The counter-entry of an entry: the same lines the other way round, id "<id>:reversed". False if that was posted
/// before. "fees.entry.not_found" for an unknown entry, "fees.entry.is_counter" for one that is a counter-entry itself.
struct Reversal
{
	std::string businessDate;
	std::int64_t at = 0;
	std::string who, whoName, reason;
};
Result<bool> reverse(Tx& tx, const std::string& id, const Reversal& reversal);

/// What an account of a branch has; 0 for one that was never used.
Result<Fen> balanceOf(Tx& tx, const std::string& branchId, std::string_view account, const std::string& key);

/// All entries about an order in order of entry; of an order there are few.
Result<std::vector<MoneyEntry>> entriesOfOrder(Tx& tx, const std::string& kind, const std::string& branchId,
                                               const std::string& erpKey);
/// The entries of an account of a branch, the newest first, from before a position (0: the newest).
Result<std::vector<MoneyEntry>> entriesOfAccount(Tx& tx, const std::string& branchId, std::string_view account,
                                                 const std::string& key, std::int64_t before, int limit);

} // namespace fees
