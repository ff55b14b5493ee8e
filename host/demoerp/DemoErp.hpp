#pragma once

#include "erphost/Result.hpp"
#include "host/platform/Clock.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace erphost::demoerp {

/// What `erphost demo-erp` is asked for.
struct DemoErpOptions
{
	std::filesystem::path file;
	std::int64_t orders = 10'000; ///< work orders, 1…5,000,000; everything else follows from their number
	std::uint64_t seed = 1;
	std::int64_t nowMs = 0; ///< instant at which the data end; from the caller's clock
	int months = 14;        ///< how far they reach back, 1…60
	std::string timeZone = "Asia/Shanghai";
	bool replace = false; ///< an existing file is replaced, otherwise "demoerp.exists"
};

struct DemoErpSummary
{
	std::int64_t orders = 0;
	std::int64_t customers = 0;
	std::int64_t sales = 0; ///< lines
	std::int64_t deliveries = 0;
	std::int64_t cashEntries = 0;
	std::int64_t earlierCalls = 0;      ///< lines of the department's old register of call-backs
	std::int64_t earlierComplaints = 0; ///< and of complaints
	std::int64_t technicians = 0;
	std::int64_t parts = 0;
	std::string from; ///< ISO date of the first order
	std::string to;   ///< ISO date of the last
};

/// Writes a demo ERP: a SQLite file in the manner of a grown Chinese ERP (config/mappings/demo.json maps it). The same
/// options give the same bytes, with the same SQLite library. Journal mode WAL, so that a reader never waits for a
/// writer. Blocks for a few seconds per 100,000 orders. Any thread. Errors: "demoerp.options_invalid", "demoerp.exists"
/// (permanent), "demoerp.sqlite" (param "reason"), "erp.time_zone_unknown".
Result<DemoErpSummary> generate(const DemoErpOptions& options);

/// What one tick of life changed.
struct LiveStep
{
	std::int64_t ordered = 0;
	std::int64_t dispatched = 0;
	std::int64_t contacted = 0;
	std::int64_t completed = 0;
	std::int64_t delivered = 0;
	std::int64_t answered = 0; ///< contact sheets
	std::int64_t cashed = 0;   ///< cash entries
	std::int64_t counted = 0;  ///< lines of stocktakes
	std::int64_t booked = 0;   ///< stock differences
};

struct LiveOnOptions
{
	std::filesystem::path file;
	std::uint64_t seed = 1;
	std::int64_t intervalMs = 4'000; ///< between two ticks, at least 10
	std::string timeZone = "Asia/Shanghai";
};

/// Lets a generated ERP live on until `stop` is requested: every tick is one short transaction with a new order now and
/// then, and orders that are dispatched, phoned, done. Blocks; `onStep` is called on this thread after each tick.
/// A tick that finds the file busy for five seconds is left out. Errors: as generate.
Result<void> liveOn(const LiveOnOptions& options, const Clock& clock, std::stop_token stop,
                    const std::function<void(const LiveStep&)>& onStep = {});

} // namespace erphost::demoerp
