#pragma once

#include "erphost/Plugin.hpp"
#include "store/Tasks.hpp"
#include "surface/Consequences.hpp"

#include <string>
#include <vector>

namespace survey {

/// Who works with call-backs. A technician neither sees nor changes what the customer said (SV-12).
inline const std::vector<std::string> kClerks{"callback_clerk", "service_manager"};
/// Who looks at the figures.
inline const std::vector<std::string> kReaders{"callback_clerk", "service_manager", "executive"};

/// The clerk's list: look, take, give back.
class TaskRoutes
{
public:
	explicit TaskRoutes(const erphost::Host& host): _host(host), _consequences(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

	/// A task that the caller may see: "survey.task.not_found" for one that does not exist or that he may not.
	Result<Task> require(Tx& tx, const erphost::Request& request) const;

	/// The task with its rounds, its siblings and why it was drawn.
	Result<erphost::Reply> detail(Tx& tx, const Task& task, const erphost::Caller& caller) const;

	/// "survey.task.stale" says who recorded what since the version that the caller knows: a draft that was sent late
	/// loses nothing by it. "request.match_required" without a version.
	Result<void> requireMatch(Tx& tx, const Task& task, const std::string& ifMatch) const;

	/// Two clerks never call the same customer (SV-12): "survey.leased" names who is on the phone with him.
	Result<void> requireFree(Tx& tx, const std::string& taskId, const std::string& userId) const;

private:
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> next(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> lease(Tx& tx, const erphost::Request& request, const std::string& taskId) const;
	Result<erphost::Reply> release(Tx& tx, const erphost::Request& request) const;

	const erphost::Host& _host;
	Consequences _consequences;
};

/// "|01|02|", or "*" for all: the form in which the statements take a caller's branches.
std::string branchList(const std::vector<std::string>& branches);

} // namespace survey
