#pragma once

#include "erphost/abi.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace erphost::validator {

/// A broken promise of the plugin: the code of a text "validator.<code>", and at which call.
struct Violation
{
	std::string code;
	std::string where;
	bool operator<(const Violation& other) const
	{
		return code != other.code ? code < other.code : where < other.where;
	}
};

/// Stands between a host and a plugin under test, speaking the contract on both sides. It sees to it that the plugin
/// keeps it (registers in start only, lets go of transactions and statements, explains its errors, passes on what the
/// host refuses), and makes the host slow, poor or failing on request. Knows nothing of either but abi.h. The main
/// thread drives it; what it lent to the plugin stays readable to its end, so that a late use is found instead of
/// crashing.
class CheckedHost
{
public:
	explicit CheckedHost(const eh_host* real);
	~CheckedHost();
	CheckedHost(const CheckedHost&) = delete;
	CheckedHost& operator=(const CheckedHost&) = delete;

	const eh_host* abi() const;

	/// query() says that there is no such service.
	void hide(std::string service);
	/// From here on registering is too late.
	void started();
	/// The first calls of services of each transaction take so long.
	void slowBy(int ms);
	/// The n-th such call of the next callback fails (transient), counted from 1; 0: none.
	void failAt(int call);
	/// How many there were in the last callback, and whether the failure that was asked for came about.
	int calls() const;
	bool failed() const;

	/// Found since the last time, each once.
	std::set<Violation> take();

	struct Impl;

private:
	std::unique_ptr<Impl> _impl;
};

} // namespace erphost::validator
