#include "rules/FineProposal.hpp"

#include "rules/Draw.hpp"

#include <algorithm>
#include <utility>

namespace survey {

namespace {

class Wanted
{
public:
	explicit Wanted(const FineTable& table): _table(table) {}

	void add(std::string_view offence, std::string_view liable, const std::string& reason, const std::string& dueOn,
	         std::int64_t at)
	{
		const auto sum = _table.find(offence);
		if (sum == _table.end()) return;
		auto& fine = _fines[{std::string(offence), std::string(liable)}];
		if (fine.offence.empty())
		{
			fine.offence = offence;
			fine.sumFen = sum->second;
			fine.liableKind = liable;
			fine.reason = reason;
		}
		if (!dueOn.empty() && (fine.noticeDueOn.empty() || dueOn < fine.noticeDueOn)) fine.noticeDueOn = dueOn;
		fine.evidence.push_back({at, reason});
	}

	std::vector<WantedFine> take()
	{
		std::vector<WantedFine> fines;
		for (auto& [key, fine] : _fines) fines.push_back(std::move(fine));
		return fines;
	}

private:
	const FineTable& _table;
	std::map<std::pair<std::string, std::string>, WantedFine> _fines;
};

} // namespace

std::vector<WantedFine> finesOf(const Standing& standing, std::string_view stage, const FineTable& table)
{
	Wanted wanted(table);
	if (standing.first && !content(*standing.first->level))
	{
		if (stage == name(Stage::salesCounter))
			wanted.add("A-SALES-SATISFACTION", kTechnician, "客户对销售服务不满意", {}, standing.first->at);
		if (stage == name(Stage::logistics))
			wanted.add("A-LOG-SATISFACTION", kTechnician, "客户对送货服务不满意", {}, standing.first->at);
	}
	for (const auto& attempt : standing.shown)
		for (const Effect& effect : attempt.effects)
			if (effect.what == EffectKind::violation)
				wanted.add(effect.key, effect.value, effect.text, effect.dueOn, attempt.at);
	return wanted.take();
}

std::string fineId(std::string_view kind, std::string_view branchId, std::string_view erpKey, std::string_view offence,
                   std::string_view liableKind)
{
	const std::string act = std::string(erpKey) + "|" + std::string(offence) + "|" + std::string(liableKind);
	return taskId("fine:" + std::string(kind), branchId, act);
}

} // namespace survey
