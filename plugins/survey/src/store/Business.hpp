#pragma once

#include "erphost/Tx.hpp"
#include "rules/Stage.hpp"

#include <functional>
#include <optional>
#include <string>

namespace survey {

using erphost::Result;
using erphost::Tx;

/// What is called back about: kinds of ERP records, and cases.
enum class Kind
{
	workOrder,
	delivery,
	sale,
	complaint ///< a case of the complaints plugin whose order has no call-back: only its follow-up is asked about
	          ///< (SV-04)
};

constexpr std::string_view name(Kind kind)
{
	switch (kind)
	{
	case Kind::workOrder: return "work_order";
	case Kind::delivery: return "delivery";
	case Kind::sale: return "sale";
	case Kind::complaint: return "case";
	}
	return "";
}

/// The kind of an ERP record; nullopt for what is none, a case.
constexpr std::optional<Kind> kindNamed(std::string_view text)
{
	for (const Kind kind : {Kind::workOrder, Kind::delivery, Kind::sale})
		if (name(kind) == text) return kind;
	return std::nullopt;
}

/// SV-01: the stage of an order; the service mode of a work order tells.
constexpr Stage stageOf(Kind kind, std::string_view serviceMode)
{
	switch (kind)
	{
	case Kind::delivery: return Stage::logistics;
	case Kind::sale: return Stage::salesCounter;
	case Kind::workOrder:
	case Kind::complaint: break;
	}
	return stageOfWorkOrder(serviceMode);
}

/// One order of the ERP, as far as a call-back needs it.
struct Business
{
	Kind kind = Kind::workOrder;
	std::string branchId, erpKey, orderNumber, branchName;
	Stage stage = Stage::onSite;
	std::string productType;
	std::optional<std::string> serviceType;
	std::string brand, model, store, provider, technician, technicianName, customerName, phone, address, customerKind;
	std::optional<std::int64_t> completedAt;
	bool finished = false; ///< done, with a time, and not deleted
	std::int64_t changeSeq = 0;
	std::string status;      ///< open, dispatched, done, cancelled; empty: not known
	std::string serviceMode; ///< on_site, carry_in; empty: not known
	std::string performedBy; ///< own, outsourced, manufacturer, partner; empty: not known (SV-61)
	std::string phone2;
	bool deleted = false;
};

/// Calls `use` for each record of the kind with from < change_seq <= to, in that order.
Result<void> changedBusiness(Tx& tx, Kind kind, std::int64_t from, std::int64_t to,
                             const std::function<Result<void>(const Business&)>& use);

/// One record; nullopt if the ERP does not have it.
Result<std::optional<Business>> findBusiness(Tx& tx, Kind kind, const std::string& branchId, const std::string& erpKey);

/// The head of the kind's change_seq, and the instant until which the ERP is known in full; nullopt before the first
/// complete pull.
struct ReadState
{
	std::int64_t head = 0;
	std::int64_t completeUntilMs = 0;
};
Result<std::optional<ReadState>> readState(Tx& tx, Kind kind);

} // namespace survey
