#pragma once

#include "surface/Recorder.hpp"

namespace survey {

/// Text messages about orders, once per occasion (SV-70), and what customers reply (SV-53).
class MessageJobs
{
public:
	MessageJobs(const erphost::Host& host, const Recorder& recorder): _host(host), _recorder(recorder) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<void> ordersChanged(Tx& tx, std::int64_t from, std::int64_t to) const;
	Result<void> heard(Tx& tx, const erphost::Event& event) const;
	Result<void> received(Tx& tx, const std::string& id, const std::string& text, std::int64_t at) const;
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;

	const erphost::Host& _host;
	const Recorder& _recorder;
};

} // namespace survey
