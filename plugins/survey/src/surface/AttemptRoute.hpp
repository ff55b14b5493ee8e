#pragma once

#include "surface/Recorder.hpp"
#include "surface/TaskRoutes.hpp"

namespace survey {

/// Records how an attempt ended, as the clerk enters it.
class AttemptRoute
{
public:
	AttemptRoute(const TaskRoutes& tasks, const Recorder& recorder): _tasks(tasks), _recorder(recorder) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> record(Tx& tx, const erphost::Request& request) const;

	const TaskRoutes& _tasks;
	const Recorder& _recorder;
};

} // namespace survey
