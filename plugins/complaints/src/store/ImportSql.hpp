#pragma once

#include "erphost/imports/Sql.hpp"

/// SQL of the go-live import.
namespace complaints::sql {

using erphost::Sql;

inline constexpr erphost::imports::Statements kImport = ERPHOST_IMPORT_SQL("complaints");

/// A complaint about the order or number on the day that does not come from this file. ?1 kind, ?2 branch, ?3 key of
/// the order; ?4 digits of the number; ?5 ?6 from and to; ?7 the file.
#define COMPLAINTS_OF_OTHERS                                                                                           \
	"c.received_at >= ?5 AND c.received_at < ?6 AND c.state <> 'voided' AND NOT EXISTS (SELECT 1 FROM "                \
	"complaints_import_line l WHERE l.record_id = c.id AND l.batch_id = ?7)"
inline constexpr Sql kThereAlready{
	"complaints.there_already",
	"SELECT c.number FROM complaints_case c WHERE c.kind = ?1 AND c.branch_id = ?2 AND c.erp_key = ?3 AND c.kind <> "
	"'case' AND " COMPLAINTS_OF_OTHERS " UNION ALL SELECT c.number FROM complaints_case c WHERE c.phone_key = ?4 AND "
	"c.phone_key <> '' AND " COMPLAINTS_OF_OTHERS " LIMIT 1"};
#undef COMPLAINTS_OF_OTHERS

/// Whether people have worked on an imported case: ?1 the case, ?2 lines of its history that the import wrote.
inline constexpr Sql kCaseBuiltOn{
	"complaints.case_built_on",
	"SELECT c.number, CASE WHEN c.state <> 'open' OR EXISTS (SELECT 1 FROM complaints_step s WHERE s.case_id = c.id "
	"AND "
	"s.sequence > ?2 AND s.actor <> '') OR EXISTS (SELECT 1 FROM complaints_sheet s WHERE s.case_id = c.id AND s.state "
	"<> 'withdrawn') OR EXISTS (SELECT 1 FROM complaints_fine_proposal f WHERE f.case_id = c.id AND f.state = "
	"'proposed') OR EXISTS (SELECT 1 FROM complaints_hand_over h WHERE h.case_id = c.id AND h.state IN ('offered', "
	"'accepted')) OR EXISTS (SELECT 1 FROM complaints_attachment a WHERE a.case_id = c.id AND a.removed_at IS NULL) "
	"THEN 1 ELSE 0 END FROM complaints_case c WHERE c.id = ?1"};

inline constexpr const Sql* kOwnImportStatements[] = {&kThereAlready, &kCaseBuiltOn};

} // namespace complaints::sql
