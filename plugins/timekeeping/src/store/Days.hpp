#pragma once

#include "Settings.hpp"

#include <erphost/Plugin.hpp>

namespace timekeeping {

/// Days as they were judged: from the ERP's entries, and from there being none.
class Days
{
public:
	explicit Days(const erphost::Host& host): _host(host) {}

	/// Judges what changed in erp_attendance; harmless when it is told twice.
	erphost::Result<void> changed(erphost::Tx& tx, std::int64_t from, std::int64_t to) const;

	/// Goes through one day of one branch for who did not come. True: there may be another one.
	erphost::Result<bool> closeNext(erphost::Tx& tx) const;

private:
	struct Entry
	{
		std::string employee, date, branchId;
		std::optional<std::int64_t> cameAt, leftAt;
		std::string signedBy;
		bool deleted = false;
	};
	static erphost::Result<std::vector<Entry>> entriesOf(erphost::Query& rows);
	erphost::Result<void> judge(erphost::Tx& tx, const Entry& entry) const;
	/// An entry that the ERP took back: the day is one without an entry again.
	erphost::Result<void> forget(erphost::Tx& tx, const Entry& entry) const;

	const erphost::Host& _host;
};

} // namespace timekeeping
