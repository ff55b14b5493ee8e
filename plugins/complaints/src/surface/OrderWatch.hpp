#pragma once

#include "erphost/Plugin.hpp"

#include <string>

namespace complaints {

using erphost::Result;
using erphost::Tx;

/// What the ERP's orders mean for complaints: they are found by number and telephone (CP-01), and nobody of the
/// never-again list is assigned unnoticed (CP-06).
class OrderWatch
{
public:
	explicit OrderWatch(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<void> changed(Tx& tx, const std::string& kind, std::int64_t from, std::int64_t to) const;

	const erphost::Host& _host;
};

} // namespace complaints
