#pragma once

#include "host/demoerp/DemoErp.hpp"
#include "host/demoerp/Order.hpp"
#include "host/demoerp/PastService.hpp"

#include <map>
#include <string>

namespace erphost::demoerp {

/// Document numbers: prefix, day, four digits that start anew every day in every branch. "PG202611210001".
class Numbers
{
public:
	std::string next(const char* prefix, std::string_view branch, LocalSeconds day);
	/// Goes on after the highest number that exists already.
	void startAfter(const char* prefix, std::string_view branch, LocalSeconds day, std::int64_t last);

private:
	std::map<std::string, std::int64_t, std::less<>> _last;
};

/// Writes rows as the ERP shows them at a moment: what lies in its future is left out.
class OrderWriter
{
public:
	static Result<OrderWriter> open(SqliteFile& file);

	Result<void> customer(const Branch& branch, const Customer& customer, LocalSeconds created, LocalSeconds now,
	                      Random& random);
	Result<void> sale(const WorkOrder& order, const Customer& customer, int line, bool deliver, LocalSeconds now,
	                  Random& random);
	Result<void> delivery(const WorkOrder& order, const Customer& customer, const Delivery& delivery, LocalSeconds now,
	                      Random& random);
	Result<void> order(const WorkOrder& order, const Customer& customer, LocalSeconds now, Random& random);
	/// What the technician hands in for an order that was charged; sometimes not, sometimes another sum.
	Result<void> cash(const WorkOrder& order, Numbers& numbers, LocalSeconds now, Random& random);

	DemoErpSummary written() const;

private:
	OrderWriter(Statement customer, Statement sale, Statement delivery, Statement order, Statement cash,
	            PastRegisters past);
	/// The old registers' lines about an order; gives the marks that it carries itself.
	Result<CallbackMarks> past(const PastOrder& order, LocalSeconds now, Random& random);

	Statement _customer, _sale, _delivery, _order, _cash;
	PastRegisters _past;
	DemoErpSummary _written;
};

} // namespace erphost::demoerp
