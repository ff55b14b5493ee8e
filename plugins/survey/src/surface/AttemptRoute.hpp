#pragma once

#include "surface/TaskRoutes.hpp"

namespace survey {

/// Records how an attempt ended, with everything that follows from it in the same transaction: the task's state, the
/// ERP records, the events.
class AttemptRoute
{
public:
	AttemptRoute(const erphost::Host& host, const TaskRoutes& tasks): _host(host), _tasks(tasks) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	/// What the clerk entered, checked.
	struct Entry
	{
		Disposition disposition = Disposition::answered;
		std::optional<Level> level;
		std::string words;
		std::optional<std::int64_t> plannedAt;
	};
	Result<erphost::Reply> record(Tx& tx, const erphost::Request& request) const;
	Result<Entry> check(const nlohmann::json& body, std::int64_t now) const;
	Result<std::int64_t> planAgain(Tx& tx, const Task& task, const std::vector<int>& slots, std::int64_t now) const;
	Result<void> answered(Tx& tx, const Task& task, const Entry& entry, const erphost::Caller& clerk,
	                      std::int64_t now) const;
	Result<void> givenUp(Tx& tx, const Task& task, std::int64_t now) const;

	const erphost::Host& _host;
	const TaskRoutes& _tasks;
};

} // namespace survey
