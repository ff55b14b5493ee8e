#pragma once

#include "erphost/Sql.hpp"

#include <array>

namespace erphost::imports {

/// The statements of a plugin's import over its own two tables; made by ERPHOST_IMPORT_SQL.
struct Statements
{
	Sql addBatch, batch, batches, saveBatch, working, putLine, line, linesAfter, shownLines, counts, dropLines, branch,
		lastHeadings;

	std::array<const Sql*, 13> all() const
	{
		return {&addBatch,   &batch,      &batches, &saveBatch, &working, &putLine,     &line,
		        &linesAfter, &shownLines, &counts,  &dropLines, &branch,  &lastHeadings};
	}
};

} // namespace erphost::imports

// Column orders: see imports/Store.hpp.
#define ERPHOST_IMPORT_BATCH_COLUMNS                                                                                   \
	"b.id, b.kind, b.file_name, b.headings, b.branches, b.state, b.follow, b.position, b.reason, b.created_at, "       \
	"b.created_by, b.created_name, b.applied_at, b.applied_by, b.applied_name, b.undone_at, b.undone_by, "             \
	"b.undone_name, b.version, b.round"

/// The first line of the batch that says the same; a line that is left out says nothing.
#define ERPHOST_IMPORT_TWIN(plugin)                                                                                    \
	"(SELECT MIN(o.sheet_row) FROM " plugin "_import_line o WHERE o.batch_id = l.batch_id AND o.mark = l.mark AND "    \
	"o.mark <> '' AND o.sheet_row < l.sheet_row AND o.state <> 'left_out')"
/// The same in another file that was imported.
#define ERPHOST_IMPORT_BEFORE(plugin)                                                                                  \
	"(SELECT MIN(e.file_name) FROM " plugin "_import_line o JOIN " plugin "_import_batch e ON e.id = o.batch_id "      \
	"WHERE o.kind = l.kind AND o.mark = l.mark AND o.mark <> '' AND o.batch_id <> l.batch_id AND o.state = 'done')"
#define ERPHOST_IMPORT_OPEN "l.state IN ('good', 'wrong')"
#define ERPHOST_IMPORT_BAD(plugin)                                                                                     \
	"(l.state = 'wrong' OR (l.state = 'good' AND (" ERPHOST_IMPORT_TWIN(                                               \
		plugin) " IS NOT NULL OR " ERPHOST_IMPORT_BEFORE(plugin) " IS NOT NULL)) OR (l.state = 'done' AND l.problems " \
																 "<> '[]'))"

/// `plugin` a string literal: "complaints". Tables: see complaints' migration 0006.
#define ERPHOST_IMPORT_SQL(plugin)                                                                                     \
	::erphost::imports::Statements                                                                                     \
	{                                                                                                                  \
		{plugin ".import_add_batch",                                                                                   \
		 "INSERT INTO " plugin "_import_batch (id, kind, file_name, headings, branches, state, follow, position, "     \
		 "reason, created_at, created_by, created_name, applied_by, applied_name, undone_by, undone_name, version, "   \
		 "round) "                                                                                                     \
		 "VALUES (?1, ?2, ?3, ?4, ?5, 'draft', '', 0, '', ?6, ?7, ?8, '', '', '', '', 1, 0) ON CONFLICT (id) DO "      \
		 "NOTHING"},                                                                                                   \
			{plugin ".import_batch",                                                                                   \
		     "SELECT " ERPHOST_IMPORT_BATCH_COLUMNS " FROM " plugin "_import_batch b WHERE b.id = ?1"},                \
			{plugin ".import_batches",                                                                                 \
		     "SELECT " ERPHOST_IMPORT_BATCH_COLUMNS " FROM " plugin "_import_batch b WHERE (?1 = '' OR b.kind = ?1) "  \
		     "AND (REPLACE(?2, '|' || b.kind || '|', '') <> ?2 OR b.created_by = ?3) AND (CAST(?6 AS BIGINT) = 0 OR "  \
		     "(b.created_at, b.id) < (?4, ?5)) ORDER BY b.created_at DESC, b.id DESC LIMIT ?7"},                       \
			{plugin ".import_save_batch",                                                                              \
		     "UPDATE " plugin "_import_batch SET state = ?2, follow = ?3, position = ?4, reason = ?5, applied_at = "   \
		     "?6, applied_by = ?7, applied_name = ?8, undone_at = ?9, undone_by = ?10, undone_name = ?11, round = "    \
		     "?12, version = "                                                                                         \
		     "version + 1 WHERE id = ?1"},                                                                             \
			{plugin ".import_working",                                                                                 \
		     "SELECT " ERPHOST_IMPORT_BATCH_COLUMNS " FROM " plugin "_import_batch b WHERE b.state IN ('checking', "   \
		     "'applying', 'probing', 'undoing', 'tidying') ORDER BY CASE WHEN b.state IN ('checking', 'probing') "     \
		     "THEN 1 "                                                                                                 \
		     "ELSE 0 END, b.created_at, b.id LIMIT 1"},                                                                \
			{plugin ".import_put_line",                                                                                \
		     "INSERT INTO " plugin "_import_line (batch_id, sheet_row, kind, cells, state, reason, mark, problems, "   \
		     "record_id, record_label) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (batch_id, "       \
		     "sheet_row) DO UPDATE SET cells = excluded.cells, state = excluded.state, reason = excluded.reason, "     \
		     "mark = excluded.mark, problems = excluded.problems, record_id = excluded.record_id, record_label = "     \
		     "excluded.record_label"},                                                                                 \
			{plugin ".import_line",                                                                                    \
		     "SELECT l.sheet_row, l.cells, l.state, l.reason, l.mark, l.problems, l.record_id, l.record_label "        \
		     "FROM " plugin "_import_line l WHERE l.batch_id = ?1 AND l.sheet_row = ?2"},                              \
			{plugin ".import_lines_after",                                                                             \
		     "SELECT l.sheet_row, l.cells, l.state, l.reason, l.mark, l.problems, l.record_id, l.record_label "        \
		     "FROM " plugin                                                                                            \
		     "_import_line l WHERE l.batch_id = ?1 AND l.sheet_row > ?2 ORDER BY l.sheet_row LIMIT ?3"},               \
			{plugin ".import_shown_lines",                                                                             \
		     "SELECT l.sheet_row, l.cells, l.state, l.reason, l.mark, l.problems, l.record_id, l.record_label, "       \
		     "CASE WHEN " ERPHOST_IMPORT_OPEN " THEN " ERPHOST_IMPORT_TWIN(                                            \
				 plugin) " END, CASE WHEN " ERPHOST_IMPORT_OPEN                                                        \
		                 " THEN " ERPHOST_IMPORT_BEFORE(plugin) " END FROM " plugin "_import_line l WHERE "            \
		                                                        "l.batch_id = ?1 AND l.sheet_row > ?2 AND (?3 = '' "   \
		                                                        "OR (?3 = 'wrong' AND " ERPHOST_IMPORT_BAD(            \
																	plugin) ") OR (?3 <> 'wrong' AND l.state = ?3)) "  \
		                                                                    "ORDER BY l.sheet_row LIMIT ?4"},          \
			{plugin ".import_counts",                                                                                  \
		     "SELECT COUNT(*), COALESCE(SUM(CASE WHEN " ERPHOST_IMPORT_BAD(                                            \
				 plugin) " THEN 1 ELSE 0 END), 0), "                                                                   \
		                 "COALESCE(SUM(CASE WHEN l.state = 'left_out' THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN " \
		                 "l.state = "                                                                                  \
		                 "'done' THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN l.state = "                            \
		                 "'undone' THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN l.state = 'done' AND l.problems <> " \
		                 "'[]' THEN "                                                                                  \
		                 "1 ELSE 0 END), 0) FROM " plugin "_import_line l WHERE l.batch_id = ?1"},                     \
			{plugin ".import_drop_lines", "DELETE FROM " plugin "_import_line WHERE batch_id = ?1"},                   \
			{plugin ".import_branch",                                                                                  \
		     "SELECT b.erp_key, COALESCE(b.name, b.erp_key) FROM erp_branch b WHERE b.deleted = 0 AND (b.erp_key = "   \
		     "?1 OR b.name = ?1 OR b.name = ?1 || '分公司' OR b.name || '分公司' = ?1) ORDER BY b.erp_key LIMIT 2"},   \
		{                                                                                                              \
			plugin ".import_last_headings", "SELECT b.headings FROM " plugin                                           \
											"_import_batch b WHERE b.kind = ?1 AND b.state <> 'dropped' ORDER BY "     \
											"b.created_at DESC, b.id DESC LIMIT 1"                                     \
		}                                                                                                              \
	}
