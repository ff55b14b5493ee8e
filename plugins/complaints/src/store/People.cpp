#include "store/People.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "rules/Id.hpp"
#include "store/PeopleSql.hpp"

#include <array>

namespace complaints {

using erphost::allRows;
using erphost::Cursor;
using erphost::cursorOf;
using erphost::cutToPage;
using erphost::firstRow;
using erphost::pattern;
using erphost::Query;
using erphost::readCursor;
using erphost::Sorting;
using erphost::sortingNamed;

namespace {

Look toLook(const Query& row)
{
	return {row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4), {}, row.text(5), row.text(6)};
}

Customer toCustomer(const Query& row)
{
	Customer customer;
	customer.id = row.text(0);
	customer.phoneKey = row.text(1);
	customer.phone = row.text(2);
	customer.name = row.text(3);
	customer.branchId = row.text(4);
	customer.vip = row.integer(5) != 0;
	customer.contact = row.text(6);
	customer.contactName = row.text(7);
	customer.careDays = static_cast<int>(row.integer(8));
	customer.nextCareOn = row.text(9);
	customer.note = row.text(10);
	customer.version = row.integer(11);
	customer.cases = static_cast<int>(row.integer(12));
	return customer;
}

const std::array kLookSortings{
	Sorting{"at", sql::kLooks, sql::kLooks, true},
	Sorting{"-at", sql::kLooksDown, sql::kLooksDown, true},
};
const std::array kCustomerSortings{
	Sorting{"nextCareOn", sql::kCustomersByCare, sql::kCustomersByCare, false},
	Sorting{"-nextCareOn", sql::kCustomersByCareDown, sql::kCustomersByCareDown, false},
	Sorting{"name", sql::kCustomersByName, sql::kCustomersByName, false},
	Sorting{"-name", sql::kCustomersByNameDown, sql::kCustomersByNameDown, false},
};

} // namespace

Result<void> addLook(Tx& tx, const Look& look)
{
	EH_TRY([[maybe_unused]] const auto added, tx.execute(sql::kAddLook, look.id, look.caseId, look.branchId, look.at,
	                                                     look.userId, look.userName, look.reason));
	return {};
}

Result<std::vector<Look>> looksOf(Tx& tx, const std::string& caseId)
{
	EH_TRY(auto rows, tx.query(sql::kLooksOfCase, caseId));
	return allRows(rows, toLook);
}

Result<LookPage> listLooks(Tx& tx, const std::string& branches, const std::string& branch, const std::string& sort,
                           const std::string& cursor, int limit)
{
	EH_TRY(const Sorting* sorting, sortingNamed(kLookSortings, sort));
	EH_TRY(const Cursor last, readCursor(cursor, sorting->numeric));
	EH_TRY(auto rows, tx.query(sorting->all, branches, branch, last.number, last.id, last.given, limit + 1));
	LookPage page;
	EH_TRY(page.looks, allRows(rows, toLook));
	if (cutToPage(page.looks, limit)) page.next = cursorOf(page.looks.back().at, page.looks.back().id);
	return page;
}

std::string customerIdOf(const std::string& phoneKey)
{
	return idOf({"customer", phoneKey});
}

Result<std::optional<Customer>> findCustomer(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kCustomer, id));
	return firstRow(rows, toCustomer);
}

Result<void> putCustomer(Tx& tx, const Customer& customer)
{
	EH_TRY([[maybe_unused]] const auto put,
	       tx.execute(sql::kPutCustomer, customer.id, customer.phoneKey, customer.phone, customer.name,
	                  customer.branchId, customer.vip, customer.contact, customer.contactName, customer.careDays,
	                  customer.nextCareOn, customer.note));
	return {};
}

Result<void> addCare(Tx& tx, const std::string& customerId, const std::string& actor, const std::string& actorName,
                     const std::string& what, std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto added, tx.execute(sql::kAddCare, customerId, nowMs, actor, actorName, what));
	return {};
}

Result<CustomerPage> listCustomers(Tx& tx, const std::string& branches, const std::string& dueUntil,
                                   const std::string& search, const std::string& sort, const std::string& cursor,
                                   int limit)
{
	EH_TRY(const Sorting* sorting, sortingNamed(kCustomerSortings, sort));
	EH_TRY(const Cursor last, readCursor(cursor, sorting->numeric));
	EH_TRY(auto rows,
	       tx.query(sorting->all, branches, dueUntil, pattern(search), last.text, last.id, last.given, limit + 1));
	CustomerPage page;
	EH_TRY(page.customers, allRows(rows, toCustomer));
	if (cutToPage(page.customers, limit))
	{
		const Customer& seen = page.customers.back();
		page.next = cursorOf(sort.ends_with("name") ? seen.name : seen.nextCareOn, seen.id);
	}
	return page;
}

Result<std::int64_t> countCareDue(Tx& tx, const std::string& branches, const std::string& today)
{
	EH_TRY(auto row, tx.query(sql::kCountCareDue, branches, today));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return row.integer(0);
}

Result<void> addAttachment(Tx& tx, const Attachment& attachment)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddAttachment, attachment.id, attachment.caseId, attachment.fileId, attachment.fileName,
	                  attachment.mediaType, attachment.bytes, attachment.at, attachment.actor, attachment.actorName));
	return {};
}

Result<std::vector<Attachment>> attachmentsOf(Tx& tx, const std::string& caseId)
{
	EH_TRY(auto rows, tx.query(sql::kAttachments, caseId));
	return allRows(rows, [&](const Query& row) {
		return Attachment{row.text(0),    caseId,         row.text(1), row.text(2), row.text(3),
		                  row.integer(4), row.integer(5), {},          row.text(6)};
	});
}

Result<void> removeAttachment(Tx& tx, const std::string& id, std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto removed, tx.execute(sql::kRemoveAttachment, id, nowMs));
	return {};
}

} // namespace complaints
