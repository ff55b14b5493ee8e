#pragma once

#include "erphost/Plugin.hpp"
#include "store/Earlier.hpp"

#include <cstdint>
#include <string>

namespace survey {

/// SV-16: takes over what the department recorded in the ERP's own register before erphost came, so that the figures
/// have a past. No call, fine, bonus, message, ERP record or event follows from it.
class EarlierCalls
{
public:
	explicit EarlierCalls(const erphost::Host& host): _host(host) {}

	/// The watch of earlier_callback, and the job that looks at everything again when the go-live date was set or
	/// moved.
	erphost::Result<void> addTo(erphost::Registry& registry) const;

private:
	erphost::Result<void> changed(erphost::Tx& tx, std::int64_t from, std::int64_t to) const;
	erphost::Result<void> take(erphost::Tx& tx, const EarlierLine& line, const std::string& goLive) const;
	erphost::Result<bool> applyGoLive(erphost::Tx& tx) const;

	const erphost::Host& _host;
};

} // namespace survey
