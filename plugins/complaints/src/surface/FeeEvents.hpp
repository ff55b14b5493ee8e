#pragma once

#include "erphost/Plugin.hpp"
#include "surface/CaseWork.hpp"

namespace complaints {

/// What the fees say about complaints: more was taken than the list says (CP-06, FE-06), or it was a mistake; a
/// compensation was paid. An exception that is told again is the same case.
class FeeEvents
{
public:
	explicit FeeEvents(const CaseWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<void> heard(Tx& tx, const erphost::Event& event) const;
	Result<void> found(Tx& tx, const nlohmann::json& payload) const;
	Result<void> withdrawn(Tx& tx, const nlohmann::json& payload) const;
	Result<void> compensated(Tx& tx, const nlohmann::json& payload) const;

	const CaseWork& _work;
};

} // namespace complaints
