#include "store/Business.hpp"

#include "store/SurveySql.hpp"

#include <algorithm>

namespace survey {

using erphost::Query;
using erphost::Sql;

namespace {

Business toBusiness(Kind kind, const Query& row)
{
	Business business;
	business.kind = kind;
	business.branchId = row.text(0);
	business.erpKey = row.text(1);
	business.orderNumber = row.text(2);
	business.branchName = row.text(3);
	business.stage = stageOf(kind, row.view(4));
	business.productType = row.text(5);
	business.serviceType = row.optionalText(6);
	business.brand = row.text(7);
	business.model = row.text(8);
	business.store = row.text(9);
	business.provider = row.text(10);
	business.technician = row.text(11);
	business.technicianName = row.text(12);
	business.customerName = row.text(13);
	business.phone = row.text(14);
	business.address = row.text(15);
	business.customerKind = row.text(16);
	business.completedAt = row.optionalInteger(17);
	business.finished = row.view(18) == "done" && business.completedAt && row.integer(19) == 0;
	business.changeSeq = row.integer(20);
	business.status = row.text(18);
	business.serviceMode = row.text(4);
	business.performedBy = row.text(21);
	// An ERP that only knows the mark, not who did the work.
	if (business.performedBy.empty() && row.integer(23) != 0) business.performedBy = "outsourced";
	business.phone2 = row.text(22);
	business.deleted = row.integer(19) != 0;
	return business;
}

const Sql& changedSql(Kind kind)
{
	return kind == Kind::workOrder  ? sql::kChangedWorkOrders
	       : kind == Kind::delivery ? sql::kChangedDeliveries
	                                : sql::kChangedSales;
}

const Sql& oneSql(Kind kind)
{
	return kind == Kind::workOrder ? sql::kOneWorkOrder : kind == Kind::delivery ? sql::kOneDelivery : sql::kOneSale;
}

} // namespace

Result<void> changedBusiness(Tx& tx, Kind kind, std::int64_t from, std::int64_t to,
                             const std::function<Result<void>(const Business&)>& use)
{
	EH_TRY(auto rows, tx.query(changedSql(kind), from, to));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return {};
		EH_CHECK(use(toBusiness(kind, rows)));
	}
}

Result<std::optional<Business>> findBusiness(Tx& tx, Kind kind, const std::string& branchId, const std::string& erpKey)
{
	EH_TRY(auto rows, tx.query(oneSql(kind), branchId, erpKey));
	EH_TRY(const bool row, rows.next());
	if (!row) return std::optional<Business>{};
	return std::optional(toBusiness(kind, rows));
}

Result<std::optional<ReadState>> readState(Tx& tx, Kind kind)
{
	EH_TRY(auto rows, tx.query(sql::kLastRead, name(kind)));
	EH_TRY(const bool row, rows.next());
	if (!row || rows.isNull(0) || rows.isNull(1)) return std::optional<ReadState>{};
	// A pull that is running since `last_begin_at` has not seen everything up to now: what the last complete one had
	// seen when it began is what counts, and that is the earlier of the two.
	return std::optional(ReadState{rows.integer(2), std::min(rows.integer(0), rows.integer(1))});
}

} // namespace survey
