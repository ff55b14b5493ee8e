#pragma once

#include "host/demoerp/Company.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace erphost::demoerp {

struct Customer
{
	std::string number;
	std::string name;
	std::string phone;
	std::string address;
	char kind = '1'; ///< '1' end, '2' big, '3' project, '4' dealer
	std::int64_t floor = 1;
	std::int64_t tenthsKm = 10;
	bool inTown = true;
};

/// The marks of the department's old way of working, by hand: 回访 and its outcome.
struct CallbackMarks
{
	std::optional<std::string> called;   ///< HFZT
	std::optional<std::string> handled;  ///< CLZT
	std::optional<std::string> feedback; ///< 反馈意见
};

struct Delivery
{
	std::string number;
	LocalSeconds ordered = 0;
	LocalSeconds promised = 0;
	LocalSeconds left = 0; ///< the warehouse
	LocalSeconds arrived = 0;
	bool outsourced = false;
	bool cancelled = false;
};

enum class OrderState
{
	open,
	dispatched,
	done,
	cancelled
};

/// What the work took from the branch's store.
struct PartUse
{
	int part = 0; ///< index in kParts
	int count = 1;
};

/// What a repair out of warranty costs by the price list; in fen.
struct RepairFee
{
	std::int64_t labour = 0, parts = 0, visit = 0;
	std::int64_t total() const { return labour + parts + visit; }
};
RepairFee repairFee(const FaultData& fault, bool carryIn);

/// A work order with everything that will ever happen to it. Moments of 0 never come.
struct WorkOrder
{
	const Branch* branch = nullptr;
	const ProductData* product = nullptr;
	const FaultData* fault = nullptr; ///< of a repair
	const Technician* technician = nullptr;
	std::string provider; ///< other than the technician's: manufacturer, partner
	std::string number, store, serial, sale, delivery, invoice;
	bool install = true;
	bool carryIn = false;
	bool inWarranty = true;
	LocalSeconds bought = 0;

	LocalSeconds ordered = 0;
	LocalSeconds dispatched = 0;
	LocalSeconds contacted = 0;
	LocalSeconds appointment = 0;
	LocalSeconds arrived = 0;
	LocalSeconds finished = 0;  ///< what really happened; nobody sees it in the ERP
	LocalSeconds completed = 0; ///< what was typed in as completion, or reported by the technician's telephone
	LocalSeconds entered = 0;   ///< when it was
	LocalSeconds delivered = 0;
	LocalSeconds cancelledAt = 0;
	bool typed = false;
	bool waited = false; ///< for parts
	std::int64_t visits = 1;
	bool activated = false;

	std::vector<PartUse> used;
	std::int64_t labour = 0; ///< fen
	std::int64_t parts = 0;
	std::int64_t visitFee = 0;
	std::int64_t collected = 0;

	/// What the ERP shows of it at a moment.
	OrderState stateAt(LocalSeconds now) const;
	std::int64_t total() const { return labour + parts + visitFee; }
};

/// Lets the order's story happen: dispatch, telephone, visit, completion and its typing in, with the delays and faults
/// of real life. Expects branch, product, fault, install, carryIn, inWarranty, ordered, delivered to be set. Pure.
void planWork(WorkOrder& order, Random& random);

/// A delivery that was ordered at `ordered`: a promise for the next day or the one after, mostly kept.
Delivery planDelivery(LocalSeconds ordered, bool inTown, Random& random);

/// The moment, or the next one in working hours (8:00–18:30).
LocalSeconds inWorkingHours(LocalSeconds t, Random& random);

} // namespace erphost::demoerp
