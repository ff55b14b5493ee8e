#pragma once

#include "host/sync/PullRun.hpp"

namespace erphost::sync {

/// Reads what changed by the growing columns, each from its own high mark minus the overlap, in pages of (watermark,
/// key); rows that never had a mark are read once at the start. Resumes where a killed round stood.
Result<void> pullByWatermark(PullRun& run);

/// The value from which an overlap of some seconds (or, for a number, of so many units) is read again; the text keeps
/// its form: "2026-11-21 08:00:00.5", "20261121080000", "2026-11-21", "4711". Pure.
std::string overlapFrom(const std::string& high, int seconds);

/// The high mark to remember: a date far in the future, typed in by mistake, must not hide all that come after it.
/// Pure. `latest`: the latest plausible time of this column, `instead`: from where to read on then, in seconds since
/// 1970.
std::string plausibleHigh(const std::string& high, std::int64_t latestSeconds, std::int64_t insteadSeconds);

} // namespace erphost::sync
