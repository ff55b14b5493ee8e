#pragma once

#include <string_view>

namespace erphost::demoerp::sql {

// The ERP's own statements while it lives on. Oldest work first.
inline constexpr std::string_view kOpenOrders =
	"SELECT GSBH, PGDH FROM PGD WHERE DJZT = '0' AND SCBZ = '0' ORDER BY BDRQ, BDSJ, GSBH, PGDH LIMIT ?1";
inline constexpr std::string_view kDispatch =
	"UPDATE PGD SET SFBH = ?3, WDBH = ?4, PGRQ = ?5, PGSJ = ?6, DJZT = '1', XGSJ = ?7 WHERE GSBH = ?1 AND PGDH = ?2";
inline constexpr std::string_view kUncalledOrders = "SELECT GSBH, PGDH FROM PGD WHERE DJZT = '1' AND LXRQ IS NULL AND "
													"SCBZ = '0' ORDER BY PGRQ, PGSJ, GSBH, PGDH LIMIT ?1";
inline constexpr std::string_view kTelephone = "UPDATE PGD SET LXRQ = ?3, LXSJ = ?4, YYRQ = coalesce(YYRQ, ?5), YYSJ = "
											   "coalesce(YYSJ, ?6), XGSJ = ?7 WHERE GSBH = ?1 AND PGDH = ?2";
inline constexpr std::string_view kCalledOrders = "SELECT GSBH, PGDH, FWLX, FWFS, BXBZ, rtrim(SFBH), MDBH, PGRQ || ' ' "
												  "|| PGSJ, GZDM FROM PGD WHERE DJZT = '1' AND LXRQ IS NOT NULL "
												  "AND SCBZ = '0' ORDER BY LXRQ, LXSJ, GSBH, PGDH LIMIT ?1";
inline constexpr std::string_view kFinish =
	"UPDATE PGD SET DDRQ = coalesce(DDRQ, ?3), DDSJ = coalesce(DDSJ, ?4), WGRQ = ?5, WGSJ = ?6, WGLY = ?7, WGLR = ?8, "
	"DJBZ = '0', WWYY = NULL, CNRQ = NULL, "
	"SMCS = max(coalesce(SMCS, 0), 1), DJZT = '2', RGF = ?9, PJF = ?10, SMF = ?11, HJJE = ?12, SSJE = ?13, XGSJ = ?8 "
	"WHERE GSBH = ?1 AND PGDH = ?2";
inline constexpr std::string_view kCash = "INSERT INTO SKD (GSBH, SKDH, MDBH, KX, PGDH, SFBH, JE, FS, SJH, SYY, LRSJ) "
										  "VALUES (?1, ?2, ?3, '1', ?4, ?5, ?6, '3', ?7, ?8, ?9)";
/// Orders whose money the cashier has, by what stands on them, and no cash entry yet.
inline constexpr std::string_view kUncashed =
	"SELECT GSBH, PGDH, MDBH, rtrim(SFBH), FYJK FROM PGD p WHERE FYZT = '收银处' AND SCBZ = '0' AND NOT EXISTS (SELECT "
	"1 "
	"FROM SKD s WHERE s.GSBH = p.GSBH AND s.PGDH = p.PGDH AND s.SCBZ = '0') ORDER BY GSBH, PGDH LIMIT ?1";
inline constexpr std::string_view kPendingDeliveries =
	"SELECT GSBH, 送货单号, 状态 FROM 送货单 WHERE 状态 IN ('0', '1') AND 作废 = '0' ORDER BY 状态 DESC, 开单日期, "
	"开单时间, GSBH, 送货单号 LIMIT ?1";
inline constexpr std::string_view kLeave =
	"UPDATE 送货单 SET 出库日期 = ?3, 出库时间 = ?4, 状态 = '1', 修改时间 = ?5 WHERE GSBH = ?1 AND 送货单号 = ?2";
inline constexpr std::string_view kArrive =
	"UPDATE 送货单 SET 送达日期 = ?3, 送达时间 = ?4, 状态 = '2', 修改时间 = ?5 WHERE GSBH = ?1 AND 送货单号 = ?2";
inline constexpr std::string_view kDeliveredOrders =
	"UPDATE PGD SET SDSJ = ?3, XGSJ = ?3 WHERE GSBH = ?1 AND SHDH = ?2 AND SDSJ IS NULL";
/// Differences between ledger and stock that the movements in the row explain: the store's clerk books them after us.
/// ?1 local time since which he has had time to.
inline constexpr std::string_view kBookable = "SELECT JLBH, GSBH, CKBH, PJBM, TZSL FROM EH_KCCY WHERE ZT = 0 AND CYZT "
											  "= '有差异' AND CYLX = 'quantity' AND LDMX <> '' "
											  "AND CKBH <> '' AND CJSJ <= ?1 ORDER BY CJSJ, JLBH LIMIT 1";
inline constexpr std::string_view kBook = "UPDATE KCYE SET SL = printf('%.2f', ?4), JE = printf('%.2f', ?4 * (SELECT "
										  "CBJ FROM PJZL j WHERE j.PJBM = KCYE.PJBM)) "
										  "WHERE GSBH = ?1 AND CKBH = ?2 AND PJBM = ?3";
inline constexpr std::string_view kBooked = "UPDATE EH_KCCY SET ZT = 2, CLSJ = ?2 WHERE JLBH = ?1";
/// What is even again is done; what nothing explains is in work until somebody finds the part.
inline constexpr std::string_view kNoteDifferences =
	"UPDATE EH_KCCY SET ZT = CASE CYZT WHEN '已一致' THEN 2 ELSE 1 END, CLSJ = ?1 WHERE ZT = 0 AND (CYZT = '已一致' OR "
	"coalesce(LDMX, '') = '' OR CYLX <> 'quantity')";
/// Lines that a stocktake asks for. ?1 as above. A part that the ERP does not know is counted as none.
inline constexpr std::string_view kToCount =
	"SELECT p.JLBH, p.GSBH, coalesce(k.SL, '0.00'), p.LC FROM EH_PD p LEFT JOIN KCYE k ON k.GSBH = p.GSBH AND k.CKBH = "
	"p.CKBH AND rtrim(k.PJBM) = p.PJBM WHERE p.ZT = 0 AND p.SPSL IS NULL AND p.CJSJ <= ?1 ORDER BY p.CJSJ, p.JLBH "
	"LIMIT ?2";
inline constexpr std::string_view kKeepers = "SELECT rtrim(XM) FROM RYXX WHERE GSBH = ?1 AND GW IN ('材料文员', "
											 "'派工文员') AND LZRQ IS NULL ORDER BY GW DESC, RYBH";
inline constexpr std::string_view kCount =
	"UPDATE EH_PD SET SPSL = ?2, PDR = ?3, PDSJ = ?4, XGSJ = ?4, ZT = 2, CLSJ = ?4 WHERE JLBH = ?1";
/// What is only shown to ERP users is taken over at once. ?1 local time.
inline constexpr std::string_view kTakeOver[] = {"UPDATE EH_HFJG SET ZT = 2, CLSJ = ?1 WHERE ZT = 0",
                                                 "UPDATE EH_FK SET ZT = 2, CLSJ = ?1 WHERE ZT = 0",
                                                 "UPDATE EH_JS SET ZT = 2, CLSJ = ?1 WHERE ZT = 0"};
/// Contact sheets that the branch has not looked at since they were sent, or sent back. ?1 local time since which it
/// has had time to.
inline constexpr std::string_view kOpenSheets =
	"SELECT JLBH, GSBH, BM FROM EH_LLD WHERE ZT = 0 AND LLZT IN ('已发出', '退回重填') AND coalesce(FCSJ, CJSJ) <= ?1 "
	"ORDER BY FCSJ, JLBH LIMIT 1";
inline constexpr std::string_view kManagers = "SELECT rtrim(XM) FROM RYXX WHERE GSBH = ?1 AND BM = ?2 AND LZRQ IS NULL "
											  "ORDER BY GW LIKE '%经理' DESC, RYBH LIMIT 1";
inline constexpr std::string_view kAnswerSheet = "UPDATE EH_LLD SET SSHS = ?2, YYFX = ?3, JJFA = ?4, ZXQK = ?5, CLJG = "
												 "?6, CLCS = ?7, HFR = ?8, HFSJ = ?9, XGSJ = ?9, "
												 "ZT = 2, CLSJ = ?9 WHERE JLBH = ?1";
/// Sheets that ask for nothing are only taken note of.
inline constexpr std::string_view kNoteSheets =
	"UPDATE EH_LLD SET ZT = 2, CLSJ = ?1 WHERE ZT = 0 AND LLZT NOT IN ('已发出', '退回重填')";
inline constexpr std::string_view kHighest[] = {
	"SELECT max(substr(PGDH, 11)) FROM PGD WHERE GSBH = ?1 AND PGDH BETWEEN ?2 || '0000' AND ?2 || '9999'",
	"SELECT max(substr(XSDH, 11)) FROM XSD WHERE GSBH = ?1 AND XSDH BETWEEN ?2 || '0000' AND ?2 || '9999'",
	"SELECT max(substr(送货单号, 11)) FROM 送货单 WHERE GSBH = ?1 AND 送货单号 BETWEEN ?2 || '0000' AND ?2 || '9999'",
	"SELECT max(substr(SKDH, 11)) FROM SKD WHERE GSBH = ?1 AND SKDH BETWEEN ?2 || '0000' AND ?2 || '9999'"};
inline constexpr std::string_view kCustomers =
	"SELECT rtrim(KHBH), rtrim(客户名称), 联系电话, 地址, 客户类别 FROM 客户资料 WHERE GSBH = ?1 AND 删除标志 = '0' "
	"ORDER BY KHBH DESC LIMIT 200";
inline constexpr std::string_view kLastCustomer = "SELECT max(CAST(substr(KHBH, 3) AS INTEGER)) FROM 客户资料";

} // namespace erphost::demoerp::sql
