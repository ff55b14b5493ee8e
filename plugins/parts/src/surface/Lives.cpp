#include "surface/Lives.hpp"

#include "store/LoanSql.hpp"
#include "store/OldPartSql.hpp"

namespace parts {

using nlohmann::json;

const RecordKind kLoanKind{sql::kLoan, sql::kLoanColumns};
const RecordKind kOldPartKind{sql::kOldPart, sql::kOldPartColumns};

LoanLife loanLife(const json& loan)
{
	return {loan.at("quantity"), loan.at("back"), loan.at("damaged"), loan.at("lost"), loan.at("replaced")};
}

OldPartLife oldPartLife(const json& old)
{
	return {old.at("due"), old.at("back"), old.at("lost"), old.at("sent")};
}

Result<void> saveLoan(Tx& tx, const std::string& id, const LoanLife& life)
{
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kSaveLoan, id, life.back, life.damaged, life.lost,
	                                                     life.replaced, life.done() ? "done" : "out"));
	return {};
}

Result<void> saveOldPart(Tx& tx, const std::string& id, const OldPartLife& life)
{
	EH_TRY([[maybe_unused]] const auto saved,
	       tx.execute(sql::kSaveOldPart, id, life.due, life.back, life.lost, life.sent, life.done() ? "done" : "open"));
	return {};
}

} // namespace parts
