#pragma once

#include "surface/TaskRoutes.hpp"

namespace survey {

/// What a task's customer is asked, what he answered, and what an answer would come to. Recording is AttemptRoute's.
class AnswerRoutes
{
public:
	AnswerRoutes(const erphost::Host& host, const TaskRoutes& tasks): _host(host), _tasks(tasks) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> questionnaire(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> answers(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> check(Tx& tx, const erphost::Request& request) const;

	const erphost::Host& _host;
	const TaskRoutes& _tasks;
};

} // namespace survey
