#pragma once

#include "erphost/Plugin.hpp"
#include "surface/SheetDesk.hpp"

namespace complaints {

/// what a branch types into the sheet's row in the ERP arrives here (entity contact_sheet_answer).
class SheetAnswers
{
public:
	explicit SheetAnswers(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<void> changed(Tx& tx, std::int64_t from, std::int64_t to) const;

	const erphost::Host& _host;
};

} // namespace complaints
