#pragma once

#include "erphost/imports/Reading.hpp"
#include "rules/Step.hpp"

#include <string>
#include <vector>

namespace complaints {

/// An open complaint of a company's own list, as its sheet says it.
struct ImportedCase
{
	std::string oldNumber, orderNumber, customerName, phone, address, product, brand, model, store;
	std::string complaintKind, subKind, source, department, words, receivedOn, cause, owner;
	Step step = Step::received; ///< how far it is; the last step, and what follows, is done here
	int severity = 1;
};

/// A cause that the company codes complaints with.
struct CauseName
{
	std::string code, zh, en;
};

const std::vector<erphost::imports::Column>& importedCaseColumns();

/// Reads a line; what is wrong is in `reading`: besides what Reading finds "complaints.not_open",
/// "complaints.phone_odd", "complaints.who_missing", "complaints.branch_missing", "complaints.sub_kind_odd" (CP-03),
/// "complaints.class_odd" (CP-08), "complaints.cause_unknown", "complaints.cause_missing" (CP-09).
ImportedCase readImportedCase(erphost::imports::Reading& reading, const std::string& today,
                              const std::vector<CauseName>& causes);

/// What two lines about one complaint have in common: its old number; without one, whom it is about, the day and the
/// words. '' while that is not known.
std::string markOf(const ImportedCase& item);

} // namespace complaints
