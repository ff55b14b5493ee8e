#pragma once

#include "rules/Deadline.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace complaints {

/// CP-11, CP-18: what is watched.
enum class ClockKind
{
	firstAnswer,
	salespersonReport,
	manufacturerReport,
	sheet,
	penaltyNotice,
	dispatch,
	contact,
	appointment,
	finish,
	onSite,
	workshop,
	delivery
};

constexpr ClockKind kClockKinds[] = {
	ClockKind::firstAnswer, ClockKind::salespersonReport, ClockKind::manufacturerReport,
	ClockKind::sheet,       ClockKind::penaltyNotice,     ClockKind::dispatch,
	ClockKind::contact,     ClockKind::appointment,       ClockKind::finish,
	ClockKind::onSite,      ClockKind::workshop,          ClockKind::delivery};

constexpr std::string_view name(ClockKind kind)
{
	switch (kind)
	{
	case ClockKind::firstAnswer: return "first_answer";
	case ClockKind::salespersonReport: return "salesperson_report";
	case ClockKind::manufacturerReport: return "manufacturer_report";
	case ClockKind::sheet: return "sheet";
	case ClockKind::penaltyNotice: return "penalty_notice";
	case ClockKind::dispatch: return "dispatch";
	case ClockKind::contact: return "contact";
	case ClockKind::appointment: return "appointment";
	case ClockKind::finish: return "finish";
	case ClockKind::onSite: return "on_site";
	case ClockKind::workshop: return "workshop";
	case ClockKind::delivery: return "delivery";
	}
	return "";
}

/// Whether a timestamp is the event itself, or when somebody typed it in.
enum class Basis
{
	event,
	typed
};

constexpr std::string_view name(Basis basis)
{
	return basis == Basis::event ? "event" : "typed";
}

/// An order of the ERP, as far as its clocks depend on it. Instants in ms UTC.
struct OrderTimes
{
	bool isDelivery = false;
	bool repair = false;
	bool carryIn = false;
	bool cancelled = false;
	bool finished = false; ///< the ERP says done
	bool inTown = false;
	std::optional<std::int64_t> distanceMetres;
	std::optional<std::int64_t> orderedAt, dispatchedAt, firstContactAt, appointmentAt, arrivedAt, completedAt,
		deliveredAt;
};

/// The limits in force on the day on which a clock began, by clock; finish and delivery depend on the place.
struct ServiceLimits
{
	std::map<ClockKind, Target> target; ///< dispatch, contact, onSite, workshop
	std::int64_t nearMetres = 2'000;
	std::int64_t farMetres = 30'000;
	Target finishNear, finishFar;
	Target deliveryTown, deliveryCounty;
	std::int64_t appointmentGraceMinutes = 0;
};

/// One clock of an order.
struct ServiceClock
{
	ClockKind kind = ClockKind::dispatch;
	std::int64_t startedAt = 0;
	std::optional<Target> target;       ///< nullopt with no `until`: agreed by hand, watched without a deadline
	std::optional<std::int64_t> until;  ///< an agreed instant instead of a target
	std::optional<std::int64_t> doneAt; ///< the ERP's time at which it ended
	bool superior = false;              ///< a miss is the superior's, not the technician's (CP-13)
	std::string_view doneField;         ///< of the entity: its basis is that of the end
};

/// CP-18: the clocks that an order has by what is known of it, in their natural order. A cancelled order has none. A
/// step that has no time of its own although a later one has is over: nobody arrives before he is sent.
std::vector<ServiceClock> clocksOf(const OrderTimes& order, const ServiceLimits& limits);

/// What a clock that has ended, or is past its deadline, leads to.
enum class Proposal
{
	none,
	waiting, ///< missed on times that somebody typed in: the customer is asked first
	proposed
};

constexpr std::string_view name(Proposal proposal)
{
	switch (proposal)
	{
	case Proposal::none: return "none";
	case Proposal::waiting: return "waiting";
	case Proposal::proposed: return "proposed";
	}
	return "";
}

/// CP-18: a fine is proposed for a clock that was missed by its own event; on typed times, also on the absence of one
/// (ERP 完工 is often days late), nothing before the customer confirms it. Without a deadline nothing is proposed.
/// `basis` is that of the field which ends, or would end, the clock; nullopt: unknown, which proves nothing either.
constexpr Proposal proposalOf(std::optional<std::int64_t> due, std::optional<std::int64_t> doneAt, std::int64_t now,
                              std::optional<Basis> basis)
{
	if (!due || doneAt.value_or(now) <= *due) return Proposal::none;
	if (basis == Basis::event) return Proposal::proposed;
	return doneAt ? Proposal::waiting : Proposal::none;
}

/// §5.1: not being there at the agreed time is an offence only where the customer complained.
constexpr bool needsComplaint(std::string_view offence)
{
	return offence == "A-MISSED-APPOINTMENT";
}

/// CP-18, §5.1: what becomes of a clock by what was heard of the customer: none, waiting, in_time, proposed. `inTime`:
/// what he said at a call-back, nullopt while he was not asked; `complained`: by a case about the order.
constexpr std::string_view verdictOf(Proposal proposal, std::string_view offence, std::optional<bool> inTime,
                                     bool complained)
{
	if (proposal == Proposal::none) return name(Proposal::none);
	if (proposal == Proposal::proposed && !needsComplaint(offence)) return name(Proposal::proposed);
	if (inTime) return *inTime ? "in_time" : name(Proposal::proposed);
	// A complaint does not make typed times true.
	return name(proposal == Proposal::proposed && complained ? Proposal::proposed : Proposal::waiting);
}

/// "12.5" km → 12500 m, without floating point; nullopt if it is no such number.
std::optional<std::int64_t> metresOf(std::string_view kilometres);

} // namespace complaints
