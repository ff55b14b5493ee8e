#pragma once

#include "erphost/Plugin.hpp"
#include "store/Earlier.hpp"

#include <cstdint>
#include <string>

namespace complaints {

/// SV-16: takes over the complaints that the department wrote down in the ERP's own register before erphost came, so
/// that causes (CP-15) and customers (CP-16, CP-20) have a past. No clock, sheet, notice, fine, ERP record or event
/// follows from it.
class EarlierCases
{
public:
	explicit EarlierCases(const erphost::Host& host): _host(host) {}

	/// The watch of earlier_complaint, and the job that looks at everything again when the go-live date was set or
	/// moved.
	erphost::Result<void> addTo(erphost::Registry& registry) const;

private:
	erphost::Result<void> changed(erphost::Tx& tx, std::int64_t from, std::int64_t to) const;
	erphost::Result<void> take(erphost::Tx& tx, const EarlierComplaint& line, const std::string& goLive) const;
	erphost::Result<bool> applyGoLive(erphost::Tx& tx) const;

	const erphost::Host& _host;
};

} // namespace complaints
