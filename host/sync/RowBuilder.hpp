#pragma once

#include "host/entities/EntityTables.hpp"
#include "host/odbc/BlockReader.hpp"
#include "host/sync/Conversion.hpp"
#include "host/sync/PullPlan.hpp"
#include "host/sync/RowBatch.hpp"
#include "host/sync/RowHash.hpp"

#include <functional>
#include <map>

namespace erphost::sync {

/// What could not be taken as it is, with the first example of each kind: "erp.code_unknown", "erp.value_unreadable",
/// "erp.key_null". Never holds a value of a personal field.
struct RowIssues
{
	struct Issue
	{
		std::int64_t count = 0;
		std::string column, key, value;
	};
	std::map<std::pair<std::string, std::string>, Issue> byCodeAndField;

	void add(const std::string& code, const std::string& field, const std::string& column, std::string_view key,
	         std::string_view value);
	/// The most important one as an error, if there is any.
	std::optional<Error> summary(const std::string& entity) const;
};

/// Converts rows of the ERP into rows of erp_<entity>. Pure but for its buffers; one thread.
class RowBuilder
{
public:
	/// Everything passed must outlive it.
	RowBuilder(const PullPlan& plan, const entities::EntitySchema& schema, const entities::TimeZone& zone);

	/// Appends one row; false if it had to stay out (see issues()).
	bool add(const std::function<ErpCell(std::size_t)>& cell, RowBatch& batch);
	bool add(const odbc::BlockReader& reader, std::size_t row, RowBatch& batch);
	/// Only key, branch, watermark and deleted, of a row of sweepPage; hash and values stay empty.
	bool addHead(const odbc::BlockReader& reader, std::size_t row, RowBatch& batch);

	RowIssues& issues() { return _issues; }

private:
	struct Column
	{
		std::size_t map = PullPlan::npos; ///< index in EntityMap::fields; npos: this ERP does not have it
		bool twin = false;
		bool hashed = true;
	};
	template <typename F>
	bool head(F cell, RowBatch& batch, RowBatch::Row& row);
	template <typename F>
	bool build(F cell, RowBatch& batch);

	const PullPlan& _plan;
	const entities::EntitySchema& _schema;
	std::vector<Column> _columns; ///< as entityColumns
	std::vector<Conversion> _conversions;
	RowHash _hash;
	std::string _key, _watermark;
	RowIssues _issues;
};

/// The stored watermark text of a row: its watermark columns joined, NULL as nothing.
void appendWatermark(std::string& into, const ErpCell& cell, bool first);

} // namespace erphost::sync
