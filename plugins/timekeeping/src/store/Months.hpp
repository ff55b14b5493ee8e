#pragma once

#include "Settings.hpp"

#include <erphost/Plugin.hpp>

namespace timekeeping {

/// A line, and since when it does not change any more; nullopt: it was summed up just now.
struct ShownLine
{
	MonthLine line;
	std::optional<std::int64_t> closedAt;
};

/// The month's list.
class Months
{
public:
	explicit Months(const erphost::Host& host): _host(host) {}

	/// Everybody of the branches ("*" or "|01|02|"), by number: closed branches as they were closed, the others as they
	/// stand now. `month` as 2026-11.
	erphost::Result<std::vector<ShownLine>> lines(erphost::Tx& tx, const std::string& branches,
	                                              const std::string& month) const;

	/// Closes a branch's month and brings its lines to the ERP. "timekeeping.month.closed", ".running", ".unread".
	erphost::Result<int> close(erphost::Tx& tx, const std::string& branch, const std::string& month) const;

private:
	erphost::Result<std::vector<MonthLine>> sum(erphost::Tx& tx, const std::string& branches,
	                                            const std::string& month) const;

	const erphost::Host& _host;
};

/// First and last day of a month.
std::string firstDay(const std::string& month);
std::string lastDay(const std::string& month);
/// True for "2026-11".
bool isMonth(const std::string& text);

} // namespace timekeeping
