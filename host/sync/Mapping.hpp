#pragma once

#include "erphost/Result.hpp"
#include "host/entities/EntitySchema.hpp"
#include "host/entities/TimeZone.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace erphost::sync {

/// A column of an entity's source: "XGSJ" of the table itself, or "k.KHMC" of the join "k".
struct ColumnRef
{
	std::string alias; ///< empty: the base table
	std::string column;

	bool empty() const { return column.empty(); }
	std::string text() const { return alias.empty() ? column : alias + "." + column; }
	auto operator<=>(const ColumnRef&) const = default;
};

enum class As
{
	text,
	integer,
	decimal,
	boolean,
	date,
	local,
	utc,
	timestamp
};
/// What becomes of a code that the mapping does not list.
enum class Otherwise
{
	refuse,
	keep,
	null
};

/// How one field comes from one or two columns.
struct FieldMap
{
	std::string field;
	ColumnRef column; ///< empty if date/time or a fixed value
	ColumnRef date, time;
	std::optional<std::string> fixed;
	As as = As::text;
	bool trim = false;
	std::map<std::string, std::string, std::less<>> codes;
	Otherwise otherwise = Otherwise::refuse;
	std::vector<std::string> trueValues; ///< of a boolean; empty: 1, true, t, y, yes, 是
	std::string basis;                   ///< "event", "typed" or empty
	bool own = false;                    ///< we write it ourselves: outside the change hash
};

struct TableRef
{
	std::string table;  ///< or
	std::string select; ///< a SELECT with unique keys
	std::string alias;
	bool left = true;
	std::vector<std::pair<ColumnRef, std::string>> on; ///< other column = own column
};

enum class ChangeMode
{
	watermark,
	snapshot,
	queue,
	rowversion
};

struct ChangesMap
{
	ChangeMode mode = ChangeMode::snapshot;
	std::vector<ColumnRef> columns; ///< watermark, rowversion
	ColumnRef coalesce;             ///< stands in for the first column where that is NULL
	int overlapSeconds = 120;
	int sweepMinutes = 60;              ///< 0: no sweep
	std::int64_t maximumDeletions = -1; ///< -1: a twentieth of the rows, at least 20
	std::string queueTable, queueId;
	std::vector<std::string> queueKey;
	std::string acknowledgeColumn, acknowledgeValue;
};

struct EntityMap
{
	std::string entity;
	TableRef from;
	std::vector<TableRef> joins;
	std::vector<ColumnRef> key;
	ColumnRef branchColumn;
	std::string branchValue;
	std::map<std::string, std::string, std::less<>> branchCodes;
	bool branchRefuse = true; ///< of a branch code that is not listed
	std::vector<FieldMap> fields;
	ColumnRef deletedColumn;
	std::vector<std::string> deletedValues;
	ChangesMap changes;
	int everySeconds = 2;
	std::string digest; ///< of this part of the mapping: another digest means reading everything anew

	/// Field by its name, null if it is not mapped.
	const FieldMap* field(std::string_view name) const;
};

/// A value that is written: "$name" takes it from the record, everything else is literal.
struct SourceMap
{
	std::string value;
	std::map<std::string, std::string, std::less<>> codes;
	std::string as = "text";
	bool limited = false; ///< compare-and-set from `permit` only
	bool ours = false;    ///< a column that was added for us: whatever stands there is our own earlier value
	std::vector<std::optional<std::string>> permit;
	bool append = false;
	std::int64_t maximum = 0; ///< characters of the whole column, of an append
	std::string separator = "；";
};

enum class PushMode
{
	off,
	dryRun,
	handList,
	on
};
std::string_view name(PushMode mode);
std::optional<PushMode> pushModeOf(std::string_view text);

struct RecordMap
{
	std::string type;
	PushMode mode = PushMode::dryRun; ///< until an administrator says otherwise
	bool interface = false;
	std::string table;
	std::vector<std::pair<std::string, SourceMap>> key;            ///< of an update
	std::vector<std::pair<std::string, SourceMap>> set;            ///< columns written
	std::string idColumn, versionColumn, epochColumn, stateColumn; ///< of an interface table
};

/// A time of day in which the ERP is left alone (local time).
struct Window
{
	int fromMinute = 0, toMinute = 0;
	std::vector<int> days; ///< 1 Monday … 7 Sunday; empty: every day
};

struct LinkMap
{
	std::string secret;
	std::string charset;
	int queryTimeoutSeconds = 60;
	int frozenAfterSeconds = 90;
};

/// A mistake in a mapping.
struct MappingFinding
{
	std::string pointer; ///< JSON pointer to the place
	Error error;
};

/// What stands in erp.json: how this ERP's tables become the host's entities, and records become its rows. Immutable.
struct Mapping
{
	std::map<std::string, std::string> title;
	entities::TimeZone timeZone;
	LinkMap pull, push;
	std::int64_t budgetRowsPerSecond = 0;
	std::vector<Window> windows;
	int everySeconds = 2;
	std::size_t pageRows = 10'000; ///< the driver holds a whole page in memory
	int recheckSeconds = 600;      ///< X-06: an ERP screen that was open may save the old row over ours
	int reconcileMinutes = 1440;
	std::vector<EntityMap> entities;
	std::vector<RecordMap> records;
	nlohmann::json source;

	const EntityMap* entity(std::string_view name) const;
	const RecordMap* record(std::string_view type) const;

	/// Validates by schema, then by meaning. Findings are empty if and only if a mapping is returned.
	static std::optional<Mapping> parse(std::string_view json, const std::vector<entities::EntitySchema>& schemas,
	                                    std::vector<MappingFinding>& findings);
};

/// All findings as one error ("erp.mapping_invalid": count, pointer and reason of the first).
Error mappingError(const std::vector<MappingFinding>& findings);

} // namespace erphost::sync
