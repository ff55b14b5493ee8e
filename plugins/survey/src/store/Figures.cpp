#include "store/Figures.hpp"

#include "rules/Standing.hpp"
#include "store/FigureSql.hpp"
#include "store/MonthSql.hpp"

#include <algorithm>
#include <map>

namespace survey {

using erphost::Query;
using erphost::Result;
using erphost::Tx;

namespace {

/// Where an outcome was counted.
struct Place
{
	std::string subject;
	std::int64_t number = 0;
	std::string answeredMonth, completedMonth, branchId, branchName;
};

Place toPlace(const std::string& subject, const Query& row)
{
	return {subject, row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4)};
}

char letter(FactClass outcome)
{
	return "YyanNirx"[static_cast<int>(outcome)];
}

/// "belt=y;satisfaction=n": the same for the same facts in any order.
std::string textOf(const std::vector<Fact>& facts)
{
	std::vector<std::string> parts;
	for (const auto& fact : facts) parts.push_back(fact.indicator + "=" + letter(fact.outcome));
	std::sort(parts.begin(), parts.end());
	std::string text;
	for (const auto& part : parts) text += part + ";";
	return text;
}

std::optional<std::string> satisfactionIn(const std::vector<Fact>& facts)
{
	for (const auto& fact : facts)
		if (fact.indicator == kSatisfaction) return std::string(1, letter(fact.outcome));
	return std::nullopt;
}

OutcomeCounts toCounts(const Query& row, int first)
{
	OutcomeCounts counts;
	std::int64_t* const outcomes[] = {&counts.veryYes, &counts.yes,     &counts.average, &counts.no,
	                                  &counts.veryNo,  &counts.invalid, &counts.refused, &counts.notReached};
	for (int i = 0; i < 8; ++i) *outcomes[i] = row.integer(first + i);
	return counts;
}

/// A month whose copy was taken, and which an outcome changes.
struct Closed
{
	std::string month, basis;
};

Result<std::vector<Closed>> closedMonths(Tx& tx, const Place& place)
{
	std::vector<Closed> closed;
	EH_TRY(auto rows, tx.query(sql::kClosedMonths, place.answeredMonth, place.completedMonth));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return closed;
		closed.push_back({rows.text(0), rows.text(1)});
	}
}

Result<OutcomeCounts> branchFigure(Tx& tx, const Place& place, const Closed& closed, const std::string& indicator)
{
	EH_TRY(auto row, tx.query(sql::kBranchFigure, closed.basis, indicator, closed.month, place.branchId));
	EH_TRY(const bool found, row.next());
	return found ? toCounts(row, 0) : OutcomeCounts{};
}

/// SV-56: what changes a month whose copy was taken becomes visible beside it. A mistake and its correction recorded in
/// one go are one line.
Result<void> amend(Tx& tx, const Place& place, const Closed& closed, const std::string& indicator,
                   const OutcomeCounts& change, const CountCause& cause)
{
	EH_TRY(const OutcomeCounts before, branchFigure(tx, place, closed, indicator));
	OutcomeCounts after = before;
	after += change;
	const Rate was = rateOf(indicator, before), is = rateOf(indicator, after);
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAmend, closed.month, cause.atMs, place.subject, indicator, place.branchId, place.branchName,
	                  was.numerator, was.denominator, is.numerator, is.denominator, cause.reason, cause.who));
	return {};
}

Result<void> count(Tx& tx, const Place& place, const std::vector<Fact>& facts, int sign, const CountCause& cause)
{
	std::map<std::string, OutcomeCounts> byIndicator;
	for (const auto& fact : facts) byIndicator[fact.indicator].add(fact.outcome, sign);
	EH_TRY(const auto closed, closedMonths(tx, place));
	for (const auto& [indicator, change] : byIndicator)
	{
		EH_TRY([[maybe_unused]] const auto known, tx.execute(sql::kAddIndicator, indicator));
		for (const auto& month : closed) EH_CHECK(amend(tx, place, month, indicator, change, cause));
		EH_TRY([[maybe_unused]] const auto counted,
		       tx.execute(sql::kCount, place.subject, place.number, indicator, change.veryYes, change.yes,
		                  change.average, change.no, change.veryNo, change.invalid, change.refused, change.notReached));
	}
	return {};
}

Result<std::optional<Place>> findCount(Tx& tx, const std::string& subject, const std::string& month,
                                       const std::string& facts)
{
	EH_TRY(auto row, tx.query(sql::kFindCount, subject, month, facts));
	EH_TRY(const bool found, row.next());
	if (!found) return std::optional<Place>{};
	return std::optional(toPlace(subject, row));
}

/// An attempt of before the figures were kept.
struct Earlier
{
	std::string task, month;
	std::int64_t attempt = 0;
	std::vector<Fact> facts;
};

Result<std::vector<Earlier>> earlierAttempts(Query rows)
{
	std::vector<Earlier> found;
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return found;
		Earlier earlier{rows.text(0), rows.text(2), rows.integer(1), {}};
		if (const auto disposition = dispositionNamed(rows.view(3)))
		{
			RecordedAttempt attempt;
			attempt.disposition = *disposition;
			attempt.level = levelNamed(rows.view(4));
			earlier.facts = factsOf(attempt);
		}
		found.push_back(std::move(earlier));
	}
}

Result<void> countEarlier(Tx& tx, const std::vector<Earlier>& attempts)
{
	for (const auto& earlier : attempts)
	{
		EH_TRY([[maybe_unused]] const auto crossed, tx.execute(sql::kDropUncounted, earlier.task, earlier.attempt));
		if (!earlier.facts.empty()) EH_CHECK(countFacts(tx, earlier.task, earlier.month, earlier.facts, 1));
	}
	return {};
}

Result<std::vector<Figure>> toFigures(Query rows)
{
	std::vector<Figure> figures;
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return figures;
		Figure figure{rows.text(0), rows.text(1), rows.text(2), toCounts(rows, 3)};
		// What was taken back in full leaves no line.
		if (!figure.counts.empty()) figures.push_back(std::move(figure));
	}
}

} // namespace

Result<void> countFacts(Tx& tx, const std::string& taskId, const std::string& answeredMonth,
                        const std::vector<Fact>& facts, int sign, const CountCause& cause)
{
	if (facts.empty()) return {};
	const std::string text = textOf(facts);
	if (sign > 0)
	{
		Place place;
		{
			EH_TRY(auto row, tx.query(sql::kAddCount, taskId, answeredMonth, text, satisfactionIn(facts),
			                          cause.respondent, cause.questionnaire));
			EH_TRY(const bool added, row.next());
			if (!added)
				return erphost::bug("survey.figure.no_task", "An outcome of an unknown task is counted.")
				    .with("task", taskId);
			place = toPlace(taskId, row);
		}
		return count(tx, place, facts, 1, cause);
	}
	EH_TRY(auto place, findCount(tx, taskId, answeredMonth, text));
	if (!place)
	{
		// It may be older than the figures and not counted yet.
		EH_TRY(auto rows, tx.query(sql::kUncountedOf, taskId));
		EH_TRY(const auto earlier, earlierAttempts(std::move(rows)));
		EH_CHECK(countEarlier(tx, earlier));
		EH_TRY(place, findCount(tx, taskId, answeredMonth, text));
	}
	if (!place)
		return erphost::bug("survey.figure.not_counted", "What is taken back from the figures was never counted.")
		    .with("task", taskId)
		    .with("facts", text);
	EH_TRY([[maybe_unused]] const auto gone, tx.execute(sql::kTakeBackCount, taskId, place->number));
	return count(tx, *place, facts, -1, cause);
}

Result<void> countContact(Tx& tx, const ContactSubject& contact, const std::string& month,
                          const std::vector<Fact>& facts, const CountCause& cause)
{
	if (facts.empty()) return {};
	Place place;
	{
		EH_TRY(auto row, tx.query(sql::kAddContactCount, contact.id, month, textOf(facts), contact.branchId,
		                          contact.branchName, contact.party, contact.respondent, contact.kind));
		EH_TRY([[maybe_unused]] const bool added, row.next());
		place = toPlace(contact.id, row);
	}
	return count(tx, place, facts, 1, cause);
}

Result<bool> countEarlierAttempts(Tx& tx, int pieces)
{
	EH_TRY(auto rows, tx.query(sql::kUncounted, pieces));
	EH_TRY(const auto earlier, earlierAttempts(std::move(rows)));
	EH_CHECK(countEarlier(tx, earlier));
	return static_cast<int>(earlier.size()) == pieces;
}

Result<bool> earlierAttemptsWait(Tx& tx)
{
	EH_TRY(auto row, tx.query(sql::kUncounted, 1));
	return row.next();
}

Result<std::vector<Figure>> liveFigures(Tx& tx, const FigureQuery& query)
{
	EH_TRY(auto rows, tx.query(sql::kLiveFigures, query.branches, query.branch, query.basis, query.indicator,
	                           query.dimension, query.from, query.to));
	return toFigures(std::move(rows));
}

Result<std::vector<Figure>> copiedFigures(Tx& tx, const FigureQuery& query)
{
	EH_TRY(auto rows,
	       tx.query(sql::kCopiedFigures, query.branches, query.branch, query.indicator, query.dimension, query.from));
	return toFigures(std::move(rows));
}

Result<std::vector<Figure>> officialFigures(Tx& tx, const FigureQuery& query,
                                            const std::vector<std::string>& signedMonths)
{
	const auto isSigned = [&](const std::string& month) {
		return std::find(signedMonths.begin(), signedMonths.end(), month) != signedMonths.end();
	};
	EH_TRY(auto figures, liveFigures(tx, query));
	std::erase_if(figures, [&](const Figure& figure) { return isSigned(figure.month); });
	for (const auto& month : signedMonths)
	{
		if (month < query.from || month > query.to) continue;
		FigureQuery one = query;
		one.from = one.to = month;
		EH_TRY(const auto copied, copiedFigures(tx, one));
		figures.insert(figures.end(), copied.begin(), copied.end());
	}
	return figures;
}

Result<std::vector<Figure>> indicatorsOf(Tx& tx, const FigureQuery& query, const std::string& key, bool copied)
{
	if (copied)
	{
		EH_TRY(auto rows,
		       tx.query(sql::kCopiedIndicators, query.branches, query.branch, query.dimension, query.from, key));
		return toFigures(std::move(rows));
	}
	EH_TRY(auto rows,
	       tx.query(sql::kLiveIndicators, query.branches, query.branch, query.basis, query.dimension, query.from, key));
	return toFigures(std::move(rows));
}

} // namespace survey
