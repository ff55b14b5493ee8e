#include "surface/SurveyPlugin.hpp"

#include "store/Figures.hpp"

namespace survey {

namespace {

/// Attempts per transaction while those of before the figures were kept are counted.
constexpr int kEarlierPiece = 100;

} // namespace

SurveyPlugin::SurveyPlugin(const erphost::Host& host):
	Plugin(host), _work(host), _earlier(host), _tasks(host), _recorder(host), _attempts(_tasks, _recorder),
	_corrections(host, _tasks, _recorder), _onSite(host, _tasks, _work, _recorder), _missing(host), _cases(host),
	_figures(host), _questionnaires(host), _answers(host, _tasks), _indicators(host), _months(host), _plans(host),
	_assessments(host), _day(host), _contacts(host), _messages(host, _recorder), _stories(host)
{
}

Result<void> SurveyPlugin::start(erphost::Registry& registry)
{
	for (const Kind kind : {Kind::workOrder, Kind::delivery, Kind::sale})
		EH_CHECK(registry.watch(
			"finished." + std::string(name(kind)), std::string(name(kind)),
			[this, kind](Tx& tx, std::int64_t from, std::int64_t to) { return _work.changed(tx, kind, from, to); }));
	EH_CHECK(_earlier.addTo(registry));
	EH_CHECK(registry.job("go_live", 2, [this](Tx& tx) { return _work.applyGoLive(tx); }));
	EH_CHECK(registry.job("draw", 5, [this](Tx& tx) { return _work.draw(tx); }));
	EH_CHECK(registry.job("questionnaires", 600, [&host = host()](Tx& tx) -> Result<bool> {
		EH_CHECK(installShipped(tx, host.nowMs()));
		return false;
	}));
	EH_CHECK(_tasks.addTo(registry));
	EH_CHECK(_attempts.addTo(registry));
	EH_CHECK(registry.job("earlier_figures", 60, [](Tx& tx) { return countEarlierAttempts(tx, kEarlierPiece); }));
	EH_CHECK(_indicators.addTo(registry));
	EH_CHECK(_months.addTo(registry));
	EH_CHECK(_plans.addTo(registry));
	EH_CHECK(_assessments.addTo(registry));
	EH_CHECK(_day.addTo(registry));
	EH_CHECK(_contacts.addTo(registry));
	EH_CHECK(_messages.addTo(registry));
	EH_CHECK(_stories.addTo(registry));
	EH_CHECK(_corrections.addTo(registry));
	EH_CHECK(_onSite.addTo(registry));
	EH_CHECK(_missing.addTo(registry));
	EH_CHECK(_cases.addTo(registry));
	EH_CHECK(_followUps.addTo(registry));
	EH_CHECK(_questionnaires.addTo(registry));
	EH_CHECK(_answers.addTo(registry));
	return _figures.addTo(registry);
}

} // namespace survey
