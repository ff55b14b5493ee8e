#pragma once

#include "rules/LoanLife.hpp"
#include "rules/OldPartLife.hpp"
#include "surface/DeskKit.hpp"

namespace parts {

extern const RecordKind kLoanKind;
extern const RecordKind kOldPartKind;

/// The quantities of a loan's or old part's record.
LoanLife loanLife(const nlohmann::json& loan);
OldPartLife oldPartLife(const nlohmann::json& old);

/// Keeps them; the record's version grows by one.
Result<void> saveLoan(Tx& tx, const std::string& id, const LoanLife& life);
Result<void> saveOldPart(Tx& tx, const std::string& id, const OldPartLife& life);

} // namespace parts
