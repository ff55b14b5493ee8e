#pragma once

#include <erphost/Sql.hpp>

/// The plugin's SQL, named, in one place. Parameters ?1, ?2, …; the subset that SQLite and PostgreSQL share.
namespace sql {

using erphost::Sql;

inline constexpr Sql kAdd{
	"@ID@.add", "INSERT INTO @ID@_reminder (id, branch_id, what, due_on, state, made_by, made_at) SELECT "
				"COALESCE(MAX(id), 0) + 1, ?1, ?2, ?3, ?4, ?5, CAST(?6 AS BIGINT) FROM @ID@_reminder RETURNING id"};
inline constexpr Sql kOne{"@ID@.one", "SELECT branch_id, what, due_on, state FROM @ID@_reminder WHERE id = ?1"};
inline constexpr Sql kDone{"@ID@.done",
                           "UPDATE @ID@_reminder SET state = 'done', done_at = ?2 WHERE id = ?1 AND state <> 'done'"};

/// One page by date. ?1 branches as "|01|02|" or "*"; ?2 state or ''; ?3 ?4 last row seen, if ?5 = 1; ?6 rows.
inline constexpr Sql kList{
	"@ID@.list",
	"SELECT id, branch_id, what, due_on, state FROM @ID@_reminder WHERE (?1 = '*' OR REPLACE(?1, '|' || branch_id || "
	"'|', '') <> ?1) AND (?2 = '' OR state = ?2) AND (CAST(?5 AS BIGINT) = 0 OR (due_on, id) > (?3, CAST(?4 AS "
	"BIGINT))) ORDER BY due_on, id LIMIT ?6"};

/// What has to move on, for the job: ?1 today, ?2 the last day that is near.
inline constexpr Sql kMoving{
	"@ID@.moving", "SELECT id, due_on FROM @ID@_reminder WHERE (state = 'waiting' AND due_on <= ?2) OR (state = 'near' "
				   "AND due_on < ?1) ORDER BY due_on, id LIMIT 500"};
inline constexpr Sql kMove{"@ID@.move", "UPDATE @ID@_reminder SET state = ?2 WHERE id = ?1"};

} // namespace sql
