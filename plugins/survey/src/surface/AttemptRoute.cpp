#include "surface/AttemptRoute.hpp"

#include "surface/EntryJson.hpp"
#include "surface/TaskJson.hpp"

namespace survey {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

Result<void> AttemptRoute::addTo(erphost::Registry& registry) const
{
	const json request = {{"type", "object"},
	                      {"additionalProperties", false},
	                      {"required", {"disposition"}},
	                      {"properties", entryProperties()}};
	return registry.route({"POST", "/tasks/{id}/attempts", "recordAttempt",
	                       "Records how an attempt to reach the customer ended.", kClerks, nullptr, request,
	                       taskDetailSchema(), true,
	                       [this](Tx& tx, const Request& given) { return record(tx, given); }});
}

Result<Reply> AttemptRoute::record(Tx& tx, const Request& request) const
{
	EH_TRY(const Entry entry, readEntry(request.body));
	EH_CHECK(_recorder.check(entry));
	// SV-20: an on-site call is more than its channel.
	if (entry.channel == Channel::onSite)
		return erphost::permanent("survey.channel.invalid", "On-site calls are recorded at the on-site desk.")
		    .with("pointer", "/channel");
	EH_TRY(const Task task, _tasks.require(tx, request));
	EH_CHECK(requireOwn(task));
	EH_CHECK(_tasks.requireMatch(tx, task, request.ifMatch));
	if (task.state != "open")
		return erphost::conflict("survey.task_closed", "The task is not open any more.").with("number", task.number);
	EH_CHECK(_tasks.requireFree(tx, task.id, request.caller.id));
	EH_TRY([[maybe_unused]] const int attempt,
	       _recorder.record(tx, task, entry, {request.caller.id, request.caller.name}));
	EH_TRY(const auto changed, findTask(tx, task.id));
	return _tasks.detail(tx, *changed, request.caller);
}

} // namespace survey
