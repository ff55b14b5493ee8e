#pragma once

#include "rules/Standing.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// One line of the register that the company kept before erphost came.
struct EarlierCall
{
	std::string number;       ///< of the line; orders those of one instant
	std::optional<int> round; ///< as the register says
	std::int64_t at = 0;      ///< ms UTC
	std::string month;        ///< YYYY-MM of the local date of the call
	Channel channel = Channel::phone;
	Disposition disposition = Disposition::answered;
	std::optional<Level> level;
	std::string words, clerkName;
};

/// What the register's outcome means: a level is an answer, everything else a disposition; nullopt for neither.
struct EarlierOutcome
{
	Disposition disposition = Disposition::answered;
	std::optional<Level> level;
};
std::optional<EarlierOutcome> earlierOutcome(std::string_view text);

/// SV-16: the lines about one order as rounds and attempts, in any order given. A line belongs to the round that it
/// names, or to the present one; a round that has its answer is followed by the next, and none goes back.
History earlierHistory(std::vector<EarlierCall> calls);

/// Where such a task stands: closed, whatever was answered; nobody goes on with it.
Standing earlierStanding(const History& history);

/// True if both histories have the same attempts, so that nothing need be written.
bool sameAttempts(const History& one, const History& other);

} // namespace survey
