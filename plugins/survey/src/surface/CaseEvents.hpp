#pragma once

#include "erphost/Plugin.hpp"
#include "rules/Standing.hpp"
#include "store/Tasks.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace survey {

/// Hears what becomes of complaints: a handled case opens the next round (SV-04), one that is over takes back a round
/// that nobody has answered.
class CaseEvents
{
public:
	explicit CaseEvents(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	/// What a handled case says.
	struct Handled
	{
		std::string caseId, caseNumber, taskId, answer;
		int round = 1;
		std::int64_t at = 0;
	};
	Result<void> handled(Tx& tx, const erphost::Event& event) const;
	Result<void> over(Tx& tx, const erphost::Event& event) const;
	/// The task to ask the customer by, nullopt where nothing waits any more: the case's own, the order's, or a new
	/// one.
	Result<std::optional<Task>> taskFor(Tx& tx, const Handled& handled) const;
	Result<std::optional<Task>> taskForCase(Tx& tx, const Handled& handled) const;
	Result<void> openNext(Tx& tx, const Task& task, const Handled& handled) const;
	Result<std::string> dueOn(std::int64_t handledAt) const;

	const erphost::Host& _host;
};

} // namespace survey
