#pragma once

#include "store/OnSite.hpp"
#include "surface/FinishedWork.hpp"
#include "surface/Recorder.hpp"
#include "surface/TaskRoutes.hpp"

namespace survey {

/// The on-site desk (SV-14, SV-20…24): the technician phones in from the customer's home.
class OnSiteRoutes
{
public:
	OnSiteRoutes(const erphost::Host& host, const TaskRoutes& tasks, const FinishedWork& work,
	             const Recorder& recorder):
		_host(host),
		_tasks(tasks), _work(work), _recorder(recorder)
	{
	}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> orders(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> today(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> record(Tx& tx, const erphost::Request& request) const;
	/// The order's task, made if there is none: the ERP may still show the order open.
	Result<Task> taskOf(Tx& tx, const Business& business) const;

	const erphost::Host& _host;
	const TaskRoutes& _tasks;
	const FinishedWork& _work;
	const Recorder& _recorder;
};

} // namespace survey
