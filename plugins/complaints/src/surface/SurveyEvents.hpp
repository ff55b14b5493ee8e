#pragma once

#include "erphost/Plugin.hpp"
#include "surface/CaseWork.hpp"

namespace complaints {

/// What call-backs say about complaints (CP-01, CP-10, SV-15), and clocks that ran out (CP-01). Events may come late:
/// each looks at how the case stands now.
class SurveyEvents
{
public:
	explicit SurveyEvents(const CaseWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<void> heard(Tx& tx, const erphost::Event& event) const;
	Result<void> sheetRequested(Tx& tx, const nlohmann::json& payload) const;
	Result<void> sheetWithdrawn(Tx& tx, const nlohmann::json& payload) const;
	Result<void> recorded(Tx& tx, const nlohmann::json& payload) const;
	Result<void> corrected(Tx& tx, const nlohmann::json& payload) const;
	Result<void> notReached(Tx& tx, const nlohmann::json& payload) const;
	Result<void> found(Tx& tx, const erphost::Event& event, const nlohmann::json& payload) const;
	Result<void> lost(Tx& tx, const nlohmann::json& payload) const;
	Result<void> warned(Tx& tx, const nlohmann::json& payload) const;
	Result<std::optional<Case>> caseOf(Tx& tx, const nlohmann::json& payload) const;
	Result<void> fillIn(Tx& tx, Case& item, const nlohmann::json& payload) const;

	const CaseWork& _work;
};

} // namespace complaints
