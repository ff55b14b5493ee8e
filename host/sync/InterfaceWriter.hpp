#pragma once

#include "host/sync/UpdateWriter.hpp"

namespace erphost::sync {

/// Brings records into an interface table of our own: one row per record id, replaced only by a higher (epoch,
/// version), in batches; one bad record is found by halving and does not hold up the others. One thread.
class InterfaceWriter
{
public:
	/// Everything passed must outlive it.
	InterfaceWriter(odbc::Connection& connection, const RecordTable& table, const entities::TimeZone& zone);

	/// One result per record, in order.
	std::vector<PushResult> send(const std::vector<OutboxRow>& records);

	/// What stands in the ERP for these record ids: (epoch, version) and the values of the set columns.
	struct Present
	{
		std::int64_t epoch = 0, version = 0;
		std::vector<std::optional<std::string>> values;
	};
	Result<std::map<std::string, Present>> read(const std::vector<std::string>& recordIds);

	/// The values that a record puts into the set columns.
	Result<std::vector<std::optional<std::string>>> values(const OutboxRow& record) const;

private:
	using Rows = std::vector<std::size_t>; ///< indexes of records
	void write(const std::vector<OutboxRow>& records, const Rows& rows, std::vector<PushResult>& results);
	void verify(const std::vector<OutboxRow>& records, const Rows& rows, std::vector<PushResult>& results);

	odbc::Connection& _connection;
	const RecordTable& _table;
	const entities::TimeZone& _zone;
};

} // namespace erphost::sync
