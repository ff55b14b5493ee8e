#pragma once

#include "erphost/Result.hpp"
#include "rules/Decimal.hpp"

#include <cstdint>
#include <string>

namespace parts {

/// A quantity that somebody moves: positive, no more than `available`; else "parts.desk.quantity.invalid".
inline erphost::Result<void> checkQuantity(std::int64_t quantity, std::int64_t available,
                                           const std::string& pointer = "/quantity")
{
	if (quantity > 0 && quantity <= available && quantity <= kMaximumQuantity) return {};
	return erphost::permanent("parts.desk.quantity.invalid", "The quantity is zero, negative, or more than there is.")
	    .with("pointer", pointer)
	    .with("quantity", std::to_string(quantity))
	    .with("available", std::to_string(available));
}

} // namespace parts
