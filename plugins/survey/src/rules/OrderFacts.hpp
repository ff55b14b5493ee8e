#pragma once

#include "rules/OnTime.hpp"
#include "rules/Value.hpp"

namespace survey {

/// What the ERP and the attempt say about an order, as conditions and SV-38 need it. Nothing personal.
struct OrderFacts
{
	Values values;     ///< by the names of docs/answers.md; what is not known is left out
	OnTimeFacts times; ///< appointment, order, delivery and arrival of the ERP
};

} // namespace survey
