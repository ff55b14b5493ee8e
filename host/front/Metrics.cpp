#include "host/front/Metrics.hpp"

#include "host/front/FrontSql.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace erphost::front {

struct Metrics::Impl
{
	prometheus::Registry registry;
	prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
	                                                        .Name("erphost_http_requests_total")
	                                                        .Help("Requests by part, method and class of status")
	                                                        .Register(registry);
	prometheus::Family<prometheus::Histogram>& seconds = prometheus::BuildHistogram()
	                                                         .Name("erphost_http_request_seconds")
	                                                         .Help("Time from a whole request to its answer")
	                                                         .Register(registry);
	prometheus::Family<prometheus::Gauge>& up =
		prometheus::BuildGauge().Name("erphost_process_ready").Help("1: the process is ready").Register(registry);
	prometheus::Family<prometheus::Gauge>& restarts = prometheus::BuildGauge()
	                                                      .Name("erphost_process_restarts")
	                                                      .Help("Restarts since the supervisor began")
	                                                      .Register(registry);
	prometheus::Family<prometheus::Gauge>& outbox =
		prometheus::BuildGauge().Name("erphost_outbox_records").Help("Records for the ERP by state").Register(registry);
	prometheus::Family<prometheus::Gauge>& plain =
		prometheus::BuildGauge().Name("erphost_state").Help("Sizes and counts of the host").Register(registry);
};

Metrics::Metrics(): _impl(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

void Metrics::request(const std::string& part, const std::string& method, int status, std::chrono::nanoseconds time)
{
	static const prometheus::Histogram::BucketBoundaries kBounds = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30};
	_impl->requests.Add({{"part", part}, {"method", method}, {"status", std::to_string(status / 100) + "xx"}})
		.Increment();
	_impl->seconds.Add({{"part", part}}, kBounds).Observe(std::chrono::duration<double>(time).count());
}

std::string Metrics::text(const FrontContext& context, std::size_t openConnections)
{
	for (const auto& process : context.peers.all())
	{
		const std::string name = process.value("name", "");
		_impl->up.Add({{"process", name}}).Set(process.value("state", "") == "ready" ? 1 : 0);
		_impl->restarts.Add({{"process", name}}).Set(process.value("restarts", 0.0));
	}
	_impl->plain.Add({{"what", "connections"}}).Set(static_cast<double>(openConnections));
	_impl->plain.Add({{"what", "store_bytes"}}).Set(static_cast<double>(context.database.bytes()));
	const auto outcome = context.database.read([&](store::Transaction& tx) -> Result<void> {
		for (const auto* state :
		     {"waiting", "sending", "unknown", "confirmed", "superseded", "refused", "dropped", "held"})
			_impl->outbox.Add({{"state", state}}).Set(0);
		EH_TRY(auto counts, tx.prepareAsHost(sql::kOutboxCounts));
		for (;;)
		{
			EH_TRY(const bool found, counts.step());
			if (!found) break;
			_impl->outbox.Add({{"state", counts.text(0)}}).Set(static_cast<double>(counts.integer(1)));
		}
		EH_TRY(auto parked, tx.prepareAsHost(sql::kCountParked));
		EH_TRY(const bool found, parked.step());
		if (found) _impl->plain.Add({{"what", "parked_events"}}).Set(static_cast<double>(parked.integer(0)));
		return {};
	});
	_impl->plain.Add({{"what", "store_readable"}}).Set(outcome ? 1 : 0);
	return prometheus::TextSerializer().Serialize(_impl->registry.Collect());
}

} // namespace erphost::front
