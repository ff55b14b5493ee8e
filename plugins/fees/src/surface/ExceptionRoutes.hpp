#pragma once

#include "surface/DeskAsk.hpp"
#include "surface/OrderWork.hpp"

namespace fees {

/// FE-06, FE-10, X-03: the work list of disagreements, and what follows from an overcharge.
class ExceptionRoutes
{
public:
	explicit ExceptionRoutes(const OrderWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<Reply> list(Tx& tx, const Request& request) const;
	Result<Reply> read(Tx& tx, const Request& request) const;
	Result<Reply> explain(Tx& tx, const Request& request) const;
	Result<Reply> close(Tx& tx, const Request& request) const;
	Result<Reply> refund(Tx& tx, const Request& request) const;
	Result<Reply> confiscate(Tx& tx, const Request& request) const;
	Result<MoneyException> changed(Tx& tx, const Request& request, const std::vector<std::string>& roles) const;
	Result<Reply> save(Tx& tx, MoneyException& item, const Request& request) const;

	const OrderWork& _work;
};

} // namespace fees
