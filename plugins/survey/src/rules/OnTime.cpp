#include "rules/OnTime.hpp"

namespace survey {

namespace {

constexpr std::int64_t kMinuteMs = 60'000;

struct Target
{
	OnTime::Basis basis = OnTime::Basis::unknown;
	std::optional<std::int64_t> at;
};

/// The appointment holds if it was made for a time after the goods were there; else the company's limit runs from then.
Target fromDelivery(const OnTimeFacts& facts, std::optional<std::int64_t> deliveredAt, OnTime::Basis basis)
{
	if (!deliveredAt) return {};
	if (facts.appointmentAt && *facts.appointmentAt > *deliveredAt)
		return {OnTime::Basis::appointment, facts.appointmentAt};
	return {basis, *deliveredAt + facts.limitMinutes * kMinuteMs};
}

Target targetOf(const OnTimeFacts& facts)
{
	switch (facts.cause)
	{
	case LateCause::weather:
		if (facts.agreedAt) return {OnTime::Basis::agreed, facts.agreedAt};
		return {};
	case LateCause::exchanged: return fromDelivery(facts, facts.secondDeliveredAt, OnTime::Basis::secondDelivery);
	case LateCause::goodsLate: return fromDelivery(facts, facts.deliveredAt, OnTime::Basis::delivery);
	case LateCause::shopPromise:
	{
		const auto start = facts.deliveredAt ? facts.deliveredAt : facts.orderedAt;
		if (!start) return {};
		const std::int64_t limit = *start + facts.limitMinutes * kMinuteMs;
		// Only where the shop promised more than the company allows: a promise within the company's limit is kept.
		if (facts.appointmentAt && *facts.appointmentAt >= limit)
			return {OnTime::Basis::appointment, facts.appointmentAt};
		return {OnTime::Basis::companyLimit, limit};
	}
	case LateCause::none: break;
	}
	if (facts.appointmentAt) return {OnTime::Basis::appointment, facts.appointmentAt};
	return {};
}

} // namespace

OnTime onTime(const OnTimeFacts& facts)
{
	const Target target = targetOf(facts);
	OnTime result{target.basis, target.at, std::nullopt};
	if (target.at && facts.arrivedAt)
		result.inTime = *facts.arrivedAt <= *target.at + facts.toleranceMinutes * kMinuteMs;
	return result;
}

} // namespace survey
