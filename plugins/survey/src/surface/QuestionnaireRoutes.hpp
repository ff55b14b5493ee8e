#pragma once

#include "erphost/Plugin.hpp"
#include "store/Questionnaires.hpp"

#include <string>

namespace survey {

/// Questionnaires: look, write a draft, check it, publish it as the next version, take an old one up again.
class QuestionnaireRoutes
{
public:
	explicit QuestionnaireRoutes(const erphost::Host& host): _host(host) {}
	erphost::Result<void> addTo(erphost::Registry& registry) const;

private:
	using Request = erphost::Request;
	using Reply = erphost::Reply;

	erphost::Result<void> addReading(erphost::Registry& registry) const;
	erphost::Result<void> addWriting(erphost::Registry& registry) const;
	erphost::Result<Reply> list(erphost::Tx& tx, const Request& request) const;
	erphost::Result<Reply> applying(erphost::Tx& tx, const Request& request) const;
	erphost::Result<Reply> one(erphost::Tx& tx, const Request& request) const;
	erphost::Result<Reply> version(erphost::Tx& tx, const Request& request) const;
	erphost::Result<Reply> draft(erphost::Tx& tx, const Request& request) const;
	erphost::Result<Reply> save(erphost::Tx& tx, const Request& request) const;
	erphost::Result<Reply> drop(erphost::Tx& tx, const Request& request) const;
	erphost::Result<Reply> publishDraft(erphost::Tx& tx, const Request& request) const;
	erphost::Result<Reply> restore(erphost::Tx& tx, const Request& request) const;
	std::string today() const { return _host.localDate(_host.nowMs()); }

	const erphost::Host& _host;
};

} // namespace survey
