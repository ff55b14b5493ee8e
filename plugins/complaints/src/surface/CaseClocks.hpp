#pragma once

#include "erphost/Plugin.hpp"
#include "store/Case.hpp"
#include "surface/ClockKeeper.hpp"

#include <nlohmann/json.hpp>

namespace complaints {

/// CP-11: what a case's life means for deadlines and sheets: opened → the first answer is due, a call-back's case gets
/// its contact sheet (SV-52); handled or closed → the clocks end; voided → the sheets are withdrawn (SV-15). And the
/// penalty notice of a proposed fine, which a provider confirms the same day.
class CaseClocks
{
public:
	explicit CaseClocks(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<void> heard(Tx& tx, const erphost::Event& event) const;
	Result<void> opened(Tx& tx, const nlohmann::json& payload, std::int64_t openedAt) const;
	Result<void> ended(Tx& tx, const nlohmann::json& payload, bool voided) const;
	Result<void> noticeDue(Tx& tx, const erphost::Event& event, const nlohmann::json& payload) const;
	Result<void> noticeGone(Tx& tx, const nlohmann::json& payload) const;

	const erphost::Host& _host;
};

} // namespace complaints
