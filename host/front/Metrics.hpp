#pragma once

#include "host/front/FrontContext.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace erphost::front {

/// What Prometheus reads. Labels have few values: never a path with ids, never a person. Any thread.
class Metrics
{
public:
	Metrics();
	~Metrics();

	/// `part`: "host", "erp", a plugin id, "console".
	void request(const std::string& part, const std::string& method, int status, std::chrono::nanoseconds time);

	/// The text of GET /metrics, with the present state of processes, outbox and store.
	std::string text(const FrontContext& context, std::size_t openConnections);

private:
	struct Impl;
	std::unique_ptr<Impl> _impl;
};

} // namespace erphost::front
