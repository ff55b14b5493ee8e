#pragma once

#include "erphost/Tx.hpp"
#include "rules/Fact.hpp"
#include "rules/Satisfaction.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace survey {

/// What else is known about an outcome when it is counted.
struct CountCause
{
	std::int64_t atMs = 0;          ///< when it is recorded, for amendments of closed months (SV-56)
	std::string who;                ///< a clerk's name
	std::string reason = "late";    ///< of a correction, in the corrector's words
	std::string respondent = "end"; ///< SV-11
	std::string questionnaire;      ///< "install@3"
};

/// Adds (`sign` 1) or takes back (−1, a correction) what an outcome of a task counts, along every dimension of SV-06
/// and SV-54. The only writer of the figures: its cost does not depend on how many answers there are. `answeredMonth`
/// is YYYY-MM of the local date at which the customer answered. What is taken back must have been counted with the same
/// month and facts, in any order ("survey.figure.not_counted", a bug): it leaves the rows that it went to, whatever the
/// ERP has changed since.
erphost::Result<void> countFacts(erphost::Tx& tx, const std::string& taskId, const std::string& answeredMonth,
                                 const std::vector<Fact>& facts, int sign, const CountCause& cause = {});

/// SV-02, SV-09: what a contact besides orders counts, once.
struct ContactSubject
{
	std::string id, branchId, branchName, party, kind, respondent;
};
erphost::Result<void> countContact(erphost::Tx& tx, const ContactSubject& contact, const std::string& month,
                                   const std::vector<Fact>& facts, const CountCause& cause);

/// Counts the attempts of before the figures were kept, at most `pieces`; true while there are more. Each exactly once:
/// counted and crossed off in the same transaction.
erphost::Result<bool> countEarlierAttempts(erphost::Tx& tx, int pieces);

/// True while there are such attempts.
erphost::Result<bool> earlierAttemptsWait(erphost::Tx& tx);

/// One line of what was counted.
struct Figure
{
	std::string month, key, name;
	OutcomeCounts counts;
};

/// Whose figures are wanted.
struct FigureQuery
{
	std::string branches = "*"; ///< "|01|02|" that the caller may see, or "*"
	std::string branch;         ///< one of them, or empty
	std::string basis = "answered";
	std::string indicator{kSatisfaction};
	std::string dimension = "branch";
	std::string from, to; ///< months
};

/// As it is now, by month and key.
erphost::Result<std::vector<Figure>> liveFigures(erphost::Tx& tx, const FigureQuery& query);
/// The copy of the month query.from (SV-56).
erphost::Result<std::vector<Figure>> copiedFigures(erphost::Tx& tx, const FigureQuery& query);
/// What counts: a signed month's copy, else as it is now. `signedMonths` of the query's basis.
erphost::Result<std::vector<Figure>> officialFigures(erphost::Tx& tx, const FigureQuery& query,
                                                     const std::vector<std::string>& signedMonths);

/// All indicators of the month query.from (each line's key is the indicator), of one key of the dimension unless it is
/// empty.
erphost::Result<std::vector<Figure>> indicatorsOf(erphost::Tx& tx, const FigureQuery& query, const std::string& key,
                                                  bool copied);

} // namespace survey
