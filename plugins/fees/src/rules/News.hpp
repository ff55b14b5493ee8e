#pragma once

#include <cstdint>
#include <string>

namespace fees {

/// A list that was published, or goods that arrived, after orders were computed. Dates are ISO.
struct News
{
	std::string id;
	std::string what;               ///< price, warranty, goods
	std::string branchId;           ///< '*' every branch
	std::string validFrom, validTo; ///< of a list, half-open
	std::string atBranch, atKey;    ///< the last order that was looked at
	bool again = false;             ///< heard again since the first order was looked at
};

/// What of a computed order decides whether news can change it.
struct Computed
{
	std::string branchId, completedOn, purchasedOn;
	std::string warrantySource; ///< policy, product, default
	std::int64_t warrantyMonths = 0;
	std::int64_t productMonths = -1; ///< as the product's file says now, -1 nothing
	bool receipted = false;          ///< money was taken or handed in
	bool curable = false;            ///< has an exception `unlisted` or `warranty_differs` that is not closed
};

/// FE-01, FE-02. FE-04: an order that was receipted and agrees is left alone; one that does not agree is computed
/// again beside its receipts.
bool concerns(const News& news, const Computed& order);

} // namespace fees
