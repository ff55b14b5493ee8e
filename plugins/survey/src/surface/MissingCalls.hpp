#pragma once

#include "erphost/Plugin.hpp"
#include "store/OnSite.hpp"

namespace survey {

/// What on-site call-backs need beside the desk: orders findable by their last digits (SV-14), and a look at those that
/// nobody phoned in about (SV-21).
class MissingCalls
{
public:
	explicit MissingCalls(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	/// Work orders with from < change_seq <= to have changed.
	Result<void> changed(Tx& tx, std::int64_t from, std::int64_t to) const;
	/// SV-21: proposes a fine for overdue calls, a piece per run; true while there are more.
	Result<bool> propose(Tx& tx) const;
	Result<void> look(Tx& tx, const DueCall& due) const;
	Result<bool> forget(Tx& tx) const;

	const erphost::Host& _host;
};

} // namespace survey
