#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace complaints {

/// CP-14: where a contact sheet is.
enum class SheetState
{
	draft,
	sent,
	answered,
	returned, ///< the answer does not do: open at the branch again
	accepted,
	archived,
	withdrawn
};

constexpr SheetState kSheetStates[] = {SheetState::draft,    SheetState::sent,     SheetState::answered,
                                       SheetState::returned, SheetState::accepted, SheetState::archived,
                                       SheetState::withdrawn};

constexpr std::string_view name(SheetState state)
{
	switch (state)
	{
	case SheetState::draft: return "draft";
	case SheetState::sent: return "sent";
	case SheetState::answered: return "answered";
	case SheetState::returned: return "returned";
	case SheetState::accepted: return "accepted";
	case SheetState::archived: return "archived";
	case SheetState::withdrawn: return "withdrawn";
	}
	return "";
}

std::optional<SheetState> sheetStateNamed(std::string_view text);

/// What is done with a sheet.
enum class SheetAct
{
	edit,
	sign, ///< by the service manager; sends it
	answer,
	accept,
	giveBack,
	archive,
	withdraw
};

/// CP-14: the state after an act; nullopt where the act has no place.
std::optional<SheetState> after(SheetState state, SheetAct act);

/// True while the branch owes an answer.
constexpr bool awaitsAnswer(SheetState state)
{
	return state == SheetState::sent || state == SheetState::returned;
}

/// What an answer says; only result and measure must be there.
struct SheetAnswer
{
	std::string result, measure, facts, cause, solution, carriedOut;
};

/// A step of the case that an answer fills, and with what (CP-09).
struct StepGiven
{
	std::string_view step; ///< facts, cause, solution, carried_out
	std::string_view words;
};

/// CP-14, CP-09: the steps that an answer takes a case through from the step that is next, in their order; it ends at
/// the first that the answer does not fill, so that none is skipped. The result stands for the facts and the measure
/// for what was carried out where nothing else was given.
std::vector<StepGiven> stepsGiven(const SheetAnswer& answer, std::string_view nextStep);

/// CP-14: links carry 128 random bits as 32 lower case hex digits; anything else is forged and not looked up.
bool looksLikeToken(std::string_view text);

} // namespace complaints
