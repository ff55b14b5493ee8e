#pragma once

#include "erphost/Plugin.hpp"
#include "store/Business.hpp"
#include "store/Tasks.hpp"
#include "surface/Settings.hpp"

#include <string>

namespace survey {

/// Turns the ERP's finished orders into call-back tasks, at once or through the draw.
class FinishedWork
{
public:
	explicit FinishedWork(const erphost::Host& host): _host(host) {}

	/// Rows of erp_<kind> with from < change_seq <= to have changed.
	Result<void> changed(Tx& tx, Kind kind, std::int64_t from, std::int64_t to) const;

	/// SV-01: draws the oldest closed business day that has candidates waiting; true if there was one. A day is closed
	/// when the ERP has been read in full after its end; what arrives later makes a top-up draw.
	Result<bool> draw(Tx& tx) const;

	/// SV-16: when the go-live date was set or moved, everything is looked at again, a piece per call; true while there
	/// is more.
	Result<bool> applyGoLive(Tx& tx) const;

	/// The frame of an order's new task; one that is not finished yet counts as finished now (SV-14).
	Result<TaskFrame> frameOf(const Business& business, SettingsByDate& settings) const;

private:
	Result<void> take(Tx& tx, const Business& business, const std::string& goLive, SettingsByDate& settings) const;
	Result<void> countSale(Tx& tx, const Business& business) const;
	Result<void> expectOnSite(Tx& tx, const Business& business, const Settings& set) const;
	Result<bool> drawDay(Tx& tx, Kind kind) const;

	const erphost::Host& _host;
};

} // namespace survey
