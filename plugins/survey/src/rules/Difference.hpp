#pragma once

#include "rules/FineProposal.hpp"
#include "rules/Standing.hpp"
#include "rules/Value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// One thing that is true because of the answers, as the correction's preview lists it (SV-15).
struct ListedConsequence
{
	std::string
		what; ///< state, callback_status, handling_status, feedback, contact_sheet, fine, bonus, hold, figure, …
	std::string key; ///< which one: offence, indicator, finding, clock; may be empty
	Value value;

	bool operator==(const ListedConsequence&) const = default;
};

/// What else a preview needs besides the standing.
struct Surroundings
{
	std::string stage;
	bool workOrder = false;  ///< only these carry the two statuses (SV-51, SV-52)
	bool outsourced = false; ///< the technician's money waits for the assessment (SV-60)
	bool passedOn = false;   ///< work of a manufacturer or partner (SV-61)
	FineTable fines;
	std::map<std::string, std::int64_t, std::less<>> bonus; ///< SV-58: fen by level
};

/// Everything that follows from a history, in a fixed order.
std::vector<ListedConsequence> consequencesOf(const History& history, const Surroundings& about);

/// SV-15: what a change takes back, and what it makes instead.
struct Difference
{
	std::vector<ListedConsequence> reversed, made;
};
Difference differenceOf(const std::vector<ListedConsequence>& before, const std::vector<ListedConsequence>& after);

/// SV-51, SV-52: what the ERP's order shows.
struct ErpStatus
{
	std::string_view callbackStatus = "not_called"; ///< or called_back 已回访
	std::string_view handlingStatus = "none";       ///< or completed 已完成, after_sales_notified 已通知售后
};
ErpStatus erpStatusOf(const Standing& standing);

/// SV-58: what the order earns, 0 for nothing.
std::int64_t bonusOf(const Standing& standing, const std::map<std::string, std::int64_t, std::less<>>& table);

} // namespace survey
