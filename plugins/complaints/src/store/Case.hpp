#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace complaints {

/// A complaint as it is stored (CP-01). Texts are '' where nothing is known.
struct Case
{
	std::string id, number;
	std::string source;       ///< phone, counter, visit, online, department, callback, warning
	std::string sourceDetail; ///< which department passed it on
	std::string kind;         ///< work_order, delivery, sale; "case" without an order
	std::string branchId, branchName;
	std::string erpKey; ///< of the order; the case's own id without one. Business key of its events
	std::string orderNumber, productType, brand, model, store, provider, providerName, technician, technicianName;
	std::string customerName, phone, phoneKey, address;
	std::string complaintKind; ///< store, logistics, after_sales (CP-03)
	std::string subKind;       ///< quality, workmanship, overcharge, service (CP-04 … CP-07)
	std::string words;
	int severity = 1;           ///< class 1 … 3 (CP-08)
	std::string severityReason; ///< first, repeated, public, media, decided
	std::string department;     ///< the liable one
	int warningLevel = 0;       ///< CP-12
	std::optional<std::int64_t> dueAt;
	std::string state = "open";    ///< open, closed, voided
	std::string step = "received"; ///< the last one that was done (CP-09)
	int round = 1;                 ///< of the handling
	int rework = 0;                ///< returns to the technician (CP-05)
	std::string cause;
	std::string owner, ownerName, handler, handlerName;
	std::string task, taskNumber;
	int taskRound = 0;
	bool vip = false;
	int earlier = 0; ///< complaints of the same number before this one (CP-16)
	int repeats = 0; ///< linked complaints that stand (CP-20)
	std::int64_t urgency = 0;
	std::string month;
	std::int64_t receivedAt = 0;
	std::optional<std::int64_t> handledAt, closedAt;
	std::int64_t nextSequence = 1;
	std::int64_t version = 1;
	std::string origin; ///< erp: taken over from before (SV-16); import: open at go-live; '': made here

	bool operator==(const Case&) const = default;
	bool takenOver() const { return origin == "erp"; }
	bool imported() const { return origin == "import"; }
	bool hasOrder() const { return kind != "case"; }
};

} // namespace complaints
