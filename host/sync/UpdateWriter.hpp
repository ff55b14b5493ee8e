#pragma once

#include "host/sync/RecordTable.hpp"

namespace erphost::sync {

/// What happened to a record at the ERP.
struct PushResult
{
	enum class Kind
	{
		confirmed,  ///< the ERP's row shows it, read back column by column
		superseded, ///< an ERP user (or a newer version) was there first; nothing was written over
		refused,    ///< for a person to look at: dead letter
		retry,      ///< transient: again later
		lost,       ///< the connection went before anything was sent
		unknown     ///< the connection went at commit: read first next time
	};
	Kind kind = Kind::confirmed;
	std::optional<Error> error;
};

/// What a record would do to one column.
struct ColumnChange
{
	enum class Action
	{
		same,
		write,
		superseded,
		full
	};
	std::string column;
	std::optional<std::string> present, target;
	Action action = Action::same;
	bool append = false;
};

/// Brings one record into status and remark columns of an ERP row: compare-and-set from the values that the mapping
/// permits, then read back. One thread.
class UpdateWriter
{
public:
	/// Everything passed must outlive it.
	UpdateWriter(odbc::Connection& connection, const RecordTable& table, const entities::TimeZone& zone);

	/// Reads the row and says what would be written. "erp.row_missing", "erp.row_ambiguous" (permanent), payload
	/// errors.
	Result<std::vector<ColumnChange>> examine(const OutboxRow& record);

	PushResult send(const OutboxRow& record);

private:
	Result<std::string> where(const OutboxRow& record, std::vector<std::optional<std::string>>& parameters);
	Result<bool> compareAndSet(const OutboxRow& record, const std::vector<ColumnChange>& changes);
	PushResult failure(Error error, bool committing) const;

	odbc::Connection& _connection;
	const RecordTable& _table;
	const entities::TimeZone& _zone;
};

/// The outcome that an error of the ERP means.
PushResult resultOf(Error error, bool connectionUsable, bool committing);

} // namespace erphost::sync
