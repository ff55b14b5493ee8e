#include "rules/Sheet.hpp"

#include <algorithm>
#include <array>

namespace complaints {

namespace {

constexpr std::size_t kTokenDigits = 32;

struct Move
{
	SheetState from;
	SheetAct act;
	SheetState to;
};

constexpr std::array kMoves{
	Move{SheetState::draft, SheetAct::edit, SheetState::draft},
	Move{SheetState::draft, SheetAct::sign, SheetState::sent},
	Move{SheetState::draft, SheetAct::withdraw, SheetState::withdrawn},
	Move{SheetState::sent, SheetAct::answer, SheetState::answered},
	Move{SheetState::sent, SheetAct::withdraw, SheetState::withdrawn},
	Move{SheetState::answered, SheetAct::accept, SheetState::accepted},
	Move{SheetState::answered, SheetAct::giveBack, SheetState::returned},
	Move{SheetState::answered, SheetAct::withdraw, SheetState::withdrawn},
	Move{SheetState::returned, SheetAct::answer, SheetState::answered},
	Move{SheetState::returned, SheetAct::withdraw, SheetState::withdrawn},
	Move{SheetState::accepted, SheetAct::archive, SheetState::archived},
	Move{SheetState::accepted, SheetAct::withdraw, SheetState::withdrawn},
};

bool blank(std::string_view text)
{
	return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

} // namespace

std::optional<SheetState> sheetStateNamed(std::string_view text)
{
	for (const SheetState state : kSheetStates)
		if (name(state) == text) return state;
	return std::nullopt;
}

std::optional<SheetState> after(SheetState state, SheetAct act)
{
	for (const Move& move : kMoves)
		if (move.from == state && move.act == act) return move.to;
	return std::nullopt;
}

std::vector<StepGiven> stepsGiven(const SheetAnswer& answer, std::string_view nextStep)
{
	const std::array<StepGiven, 4> all{
		{{"facts", blank(answer.facts) ? answer.result : answer.facts},
	     {"cause", answer.cause},
	     {"solution", answer.solution},
	     {"carried_out", blank(answer.carriedOut) ? answer.measure : answer.carriedOut}}};
	std::vector<StepGiven> given;
	auto step = std::find_if(all.begin(), all.end(), [&](const StepGiven& s) { return s.step == nextStep; });
	for (; step != all.end() && !blank(step->words); ++step) given.push_back(*step);
	return given;
}

bool looksLikeToken(std::string_view text)
{
	return text.size() == kTokenDigits && std::all_of(text.begin(), text.end(), [](char c) {
			   return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
		   });
}

} // namespace complaints
