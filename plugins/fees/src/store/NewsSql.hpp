#pragma once

#include "erphost/Sql.hpp"

/// SQL of lists and goods that come after the orders they concern (FE-01, FE-02).
namespace fees::sql {

using erphost::Sql;

/// What is heard while its orders are looked at is looked at once more afterwards.
inline constexpr Sql kPutNews{
	"fees.put_news", "INSERT INTO fees_news (id, what, branch_id, valid_from, valid_to, at_branch, at_key, again, "
					 "turn) VALUES (?1, ?2, ?3, ?4, ?5, ?6, '', 0, ?7) ON CONFLICT (id) DO UPDATE SET again = 1"};
inline constexpr Sql kNextNews{"fees.next_news",
                               "SELECT id, what, branch_id, valid_from, valid_to, at_branch, at_key, again FROM "
                               "fees_news ORDER BY turn, id LIMIT 1"};
inline constexpr Sql kMoveNews{"fees.move_news", "UPDATE fees_news SET at_branch = ?2, at_key = ?3 WHERE id = ?1"};
inline constexpr Sql kRepeatNews{
	"fees.repeat_news", "UPDATE fees_news SET at_branch = ?2, at_key = '', again = 0, turn = ?3 WHERE id = ?1"};
inline constexpr Sql kDropNews{"fees.drop_news", "DELETE FROM fees_news WHERE id = ?1"};
/// Goods with other months than last heard.
inline constexpr Sql kChangedGoods{
	"fees.changed_goods",
	"SELECT p.branch_id, p.erp_key, CASE WHEN p.deleted = 0 THEN COALESCE(p.warranty_months, -1) ELSE -1 END FROM "
	"erp_product p LEFT JOIN fees_goods g ON g.branch_id = p.branch_id AND g.code = p.erp_key WHERE p.change_seq > ?1 "
	"AND p.change_seq <= ?2 AND CASE WHEN p.deleted = 0 THEN COALESCE(p.warranty_months, -1) ELSE -1 END <> "
	"COALESCE(g.months, -1) ORDER BY p.change_seq"};
inline constexpr Sql kPutGoods{"fees.put_goods",
                               "INSERT INTO fees_goods (branch_id, code, months) VALUES (?1, ?2, ?3) ON CONFLICT "
                               "(branch_id, code) DO UPDATE SET months = excluded.months"};
/// The orders after ?1 ?2, ?3 of them, computed or not.
inline constexpr Sql kOrdersAfter{
	"fees.orders_after",
	"SELECT o.branch_id, o.erp_key, o.completed_on, o.purchased_on, o.warranty_source, o.warranty_months, "
	"COALESCE(p.warranty_months, -1), CASE WHEN o.charged_fen <> 0 OR o.handed_fen <> 0 OR o.cashed_fen <> 0 THEN 1 "
	"ELSE 0 END, CASE WHEN EXISTS (SELECT 1 FROM fees_exception e WHERE e.kind = o.kind AND e.branch_id = o.branch_id "
	"AND e.erp_key = o.erp_key AND e.what IN ('unlisted', 'warranty_differs') AND e.state <> 'closed') THEN 1 ELSE 0 "
	"END, o.generation FROM fees_order o LEFT JOIN erp_work_order w ON w.branch_id = o.branch_id AND w.erp_key = "
	"o.erp_key LEFT JOIN erp_product p ON p.branch_id = w.branch_id AND p.erp_key = w.product_code AND p.deleted = 0 "
	"WHERE o.kind = 'work_order' AND (o.branch_id, o.erp_key) > (?1, ?2) ORDER BY o.branch_id, o.erp_key LIMIT ?3"};

inline constexpr const Sql* kNewsStatements[] = {&kPutNews,  &kNextNews,     &kMoveNews, &kRepeatNews,
                                                 &kDropNews, &kChangedGoods, &kPutGoods, &kOrdersAfter};

} // namespace fees::sql
