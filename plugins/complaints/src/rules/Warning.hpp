#pragma once

#include "rules/Deadline.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace complaints {

constexpr int kWarningLevels = 3;

/// CP-12: percent of the time used at which each level is warned.
using Leads = std::array<int, kWarningLevels>;
/// When each level is reached; the last need not be the deadline.
using WarningTimes = std::array<std::int64_t, kWarningLevels>;

erphost::Result<WarningTimes> warningTimes(const Course& course, const Leads& leads, WorkingTime& time,
                                           const std::vector<Stretch>& pauses);

/// The highest level that is reached at `now`, 0 for none. A clock that was stopped before reached nothing afterwards:
/// give the instant of its end then.
int levelReached(const WarningTimes& times, std::int64_t now);

/// CP-12: the levels to raise at `now`, ascending, where those up to `raised` were raised before: each once, also if a
/// pause has moved a level that was raised back into the future.
std::vector<int> levelsToRaise(const WarningTimes& times, int raised, std::int64_t now);

/// When to look next: the first level above `raised`; nullopt after the last.
std::optional<std::int64_t> nextWarning(const WarningTimes& times, int raised);

/// CP-12: who is told at a level, as roles: the desk that dispatches, the manager of branch or service point, the
/// service manager and the executive.
std::vector<std::string_view> rolesOf(int level);

} // namespace complaints
