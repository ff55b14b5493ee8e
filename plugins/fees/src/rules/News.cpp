#include "rules/News.hpp"

namespace fees {

bool concerns(const News& news, const Computed& order)
{
	if (news.branchId != "*" && news.branchId != order.branchId) return false;
	if (order.receipted && !order.curable) return false;
	if (news.what == "goods")
		return order.warrantySource == "product"   ? order.productMonths != order.warrantyMonths
		       : order.warrantySource == "default" ? order.productMonths >= 0
		                                           : false;
	const std::string& day = news.what == "price" ? order.completedOn : order.purchasedOn;
	return news.validFrom <= day && day < news.validTo;
}

} // namespace fees
