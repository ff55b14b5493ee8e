#pragma once

#include "erphost/Tx.hpp"

#include <optional>
#include <string>
#include <vector>

namespace complaints {

using erphost::Result;
using erphost::Tx;

/// A look behind the mask (CP-19).
struct Look
{
	std::string id, caseId, caseNumber, branchId;
	std::int64_t at = 0;
	std::string userId, userName, reason;
};
Result<void> addLook(Tx& tx, const Look& look);
Result<std::vector<Look>> looksOf(Tx& tx, const std::string& caseId);
struct LookPage
{
	std::vector<Look> looks;
	std::string next;
};
/// `sort`: at, or with "-".
Result<LookPage> listLooks(Tx& tx, const std::string& branches, const std::string& branch, const std::string& sort,
                           const std::string& cursor, int limit);

/// A customer with a named contact and care contacts (CP-16).
struct Customer
{
	std::string id; ///< customerIdOf his number
	std::string phoneKey, phone, name, branchId;
	bool vip = false;
	std::string contact, contactName;
	int careDays = 0;       ///< between two care contacts; 0: none
	std::string nextCareOn; ///< '' none
	std::string note;
	std::int64_t version = 1;
	int cases = 0;
};
/// Names a customer where his number must not stand.
std::string customerIdOf(const std::string& phoneKey);
Result<std::optional<Customer>> findCustomer(Tx& tx, const std::string& id);
Result<void> putCustomer(Tx& tx, const Customer& customer);
Result<void> addCare(Tx& tx, const std::string& customerId, const std::string& actor, const std::string& actorName,
                     const std::string& what, std::int64_t nowMs);
struct CustomerPage
{
	std::vector<Customer> customers;
	std::string next;
};
/// `dueUntil` '' for all; `sort`: nextCareOn or name, or with "-".
Result<CustomerPage> listCustomers(Tx& tx, const std::string& branches, const std::string& dueUntil,
                                   const std::string& search, const std::string& sort, const std::string& cursor,
                                   int limit);
Result<std::int64_t> countCareDue(Tx& tx, const std::string& branches, const std::string& today);

/// A file of a case.
struct Attachment
{
	std::string id, caseId, fileId, fileName, mediaType;
	std::int64_t bytes = 0, at = 0;
	std::string actor, actorName;
};
Result<void> addAttachment(Tx& tx, const Attachment& attachment);
Result<std::vector<Attachment>> attachmentsOf(Tx& tx, const std::string& caseId);
Result<void> removeAttachment(Tx& tx, const std::string& id, std::int64_t nowMs);

} // namespace complaints
