#pragma once

#include <cstdint>
#include <optional>

namespace survey {

/// Why the appointment may not be what counts (SV-38), as the customer tells it.
enum class LateCause
{
	none,
	weather,     ///< bad weather, and a new time was agreed at once
	shopPromise, ///< the shop promised more than the company allows
	goodsLate,   ///< the goods came late
	exchanged    ///< the unit was exchanged
};

/// What is known about an order's times; instants in ms UTC.
struct OnTimeFacts
{
	LateCause cause = LateCause::none;
	std::optional<std::int64_t> appointmentAt;
	std::optional<std::int64_t> agreedAt;          ///< the new time (weather)
	std::optional<std::int64_t> orderedAt;         ///< the company's limit runs from here where there was no delivery
	std::optional<std::int64_t> deliveredAt;       ///< first delivery
	std::optional<std::int64_t> secondDeliveredAt; ///< after an exchange
	std::optional<std::int64_t> arrivedAt;
	std::int64_t limitMinutes = 0;     ///< what the company allows from order or delivery to arrival
	std::int64_t toleranceMinutes = 0; ///< later by so much is still on time
};

/// What "on time" was held against, and whether it was kept.
struct OnTime
{
	enum class Basis
	{
		appointment,
		agreed,
		companyLimit,
		delivery,
		secondDelivery,
		unknown
	};
	Basis basis = Basis::unknown;
	std::optional<std::int64_t> targetAt;
	std::optional<bool> inTime; ///< nullopt: the facts do not say
};

/// SV-38.
OnTime onTime(const OnTimeFacts& facts);

} // namespace survey
