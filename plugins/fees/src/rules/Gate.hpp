#pragma once

#include <string_view>

/// The settlement gate (FE-40, X-02): may an outsourced order be paid?
namespace fees {

/// What customer service says of an order.
enum class Assessment
{
	none,       ///< not asked yet
	undrawn,    ///< nobody will ask: the order was not drawn for a call-back (SV-01)
	notReached, ///< SV-05
	content,    ///< the latest round
	notContent
};

/// What an order's own record and the other plugins' views say, read in one transaction.
struct GateFacts
{
	Assessment assessment = Assessment::none;
	int openCases = 0;
	int closedCases = 0;         ///< voided ones do not count: nothing was handled
	bool released = false;       ///< by the service manager, with a reason
	bool exchangeCaused = false; ///< §5: the unit came back because of the work: the order is not settled
};

enum class Verdict
{
	payable,
	waitsAssessment,
	waitsComplaint,
	waitsRelease,
	notSettled
};

constexpr std::string_view name(Verdict verdict)
{
	switch (verdict)
	{
	case Verdict::payable: return "payable";
	case Verdict::waitsAssessment: return "waits_assessment";
	case Verdict::waitsComplaint: return "waits_complaint";
	case Verdict::waitsRelease: return "waits_release";
	case Verdict::notSettled: return "not_settled";
	}
	return "";
}

/// An open complaint comes before everything else, a release included.
constexpr Verdict verdictOf(const GateFacts& facts, bool undrawnIsPayable)
{
	if (facts.openCases > 0) return Verdict::waitsComplaint;
	if (facts.exchangeCaused) return Verdict::notSettled;
	switch (facts.assessment)
	{
	case Assessment::content: return Verdict::payable;
	case Assessment::notContent: return facts.closedCases > 0 ? Verdict::payable : Verdict::waitsComplaint;
	case Assessment::notReached: return facts.released ? Verdict::payable : Verdict::waitsRelease;
	case Assessment::undrawn: return facts.released || undrawnIsPayable ? Verdict::payable : Verdict::waitsRelease;
	case Assessment::none: return Verdict::waitsAssessment;
	}
	return Verdict::waitsAssessment;
}

/// Reads what the survey's view says: state and latest level of a task; both empty where there is none.
constexpr Assessment assessmentOf(std::string_view state, std::string_view level)
{
	if (level == "dissatisfied" || level == "very_dissatisfied") return Assessment::notContent;
	if (!level.empty()) return Assessment::content;
	if (state == "not_reachable") return Assessment::notReached;
	return state.empty() || state == "cancelled" ? Assessment::undrawn : Assessment::none;
}

} // namespace fees
