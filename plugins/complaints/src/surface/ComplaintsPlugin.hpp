#pragma once

#include "erphost/Plugin.hpp"
#include "surface/CaseRoutes.hpp"

namespace complaints {

/// 投诉: complaints from intake to the content customer.
class ComplaintsPlugin : public erphost::Plugin
{
public:
	explicit ComplaintsPlugin(const erphost::Host& host);
	Result<void> start(erphost::Registry& registry) override;

private:
	CaseRoutes _cases;
};

} // namespace complaints
