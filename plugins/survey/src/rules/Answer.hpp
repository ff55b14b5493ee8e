#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace survey {

/// How an attempt to reach the customer ended (SV-12, SV-05).
enum class Disposition
{
	answered,
	refused,
	noAnswer,
	busy,
	switchedOff,
	wrongNumber,
	notFinished ///< 还没装: the ERP's "done" was false (SV-13)
};

inline constexpr std::array kDispositions{Disposition::answered,   Disposition::refused,     Disposition::noAnswer,
                                          Disposition::busy,       Disposition::switchedOff, Disposition::wrongNumber,
                                          Disposition::notFinished};

constexpr std::string_view name(Disposition disposition)
{
	switch (disposition)
	{
	case Disposition::answered: return "answered";
	case Disposition::refused: return "refused";
	case Disposition::noAnswer: return "no_answer";
	case Disposition::busy: return "busy";
	case Disposition::switchedOff: return "switched_off";
	case Disposition::wrongNumber: return "wrong_number";
	case Disposition::notFinished: return "not_finished";
	}
	return "";
}

std::optional<Disposition> dispositionNamed(std::string_view text);

/// Overall satisfaction, five levels (SV-50).
enum class Level
{
	verySatisfied,   ///< 非常满意
	satisfied,       ///< 满意
	average,         ///< 一般
	dissatisfied,    ///< 不满意
	veryDissatisfied ///< 非常不满意
};

inline constexpr std::array kLevels{Level::verySatisfied, Level::satisfied, Level::average, Level::dissatisfied,
                                    Level::veryDissatisfied};

constexpr std::string_view name(Level level)
{
	switch (level)
	{
	case Level::verySatisfied: return "very_satisfied";
	case Level::satisfied: return "satisfied";
	case Level::average: return "average";
	case Level::dissatisfied: return "dissatisfied";
	case Level::veryDissatisfied: return "very_dissatisfied";
	}
	return "";
}

std::optional<Level> levelNamed(std::string_view text);

/// Average is content: SV-51, SV-54.
constexpr bool content(Level level)
{
	return level != Level::dissatisfied && level != Level::veryDissatisfied;
}

/// What the ERP's order shows after an answer, and what else follows.
struct Consequence
{
	std::string_view handlingStatus; ///< "completed" 已完成 or "after_sales_notified" 已通知售后; 已回访 always
	bool contactSheet = false;       ///< one is opened for the branch
	bool feedback = false;           ///< the customer's words are appended to 反馈意见
};

/// SV-51, SV-52: content closes the order; not content notifies after-sales, and it stays open until a later round
/// finds the customer content.
constexpr Consequence consequenceOf(Level level)
{
	if (content(level)) return {"completed", false, false};
	return {"after_sales_notified", true, true};
}

} // namespace survey
