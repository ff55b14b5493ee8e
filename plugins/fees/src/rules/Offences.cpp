#include "rules/Offences.hpp"

#include <algorithm>

namespace fees {

const Offence* Offences::find(std::string_view code) const
{
	const auto found = std::find_if(_all.begin(), _all.end(), [&](const Offence& each) { return each.code == code; });
	return found == _all.end() ? nullptr : &*found;
}

const Offence* Offences::twin(std::string_view codeOfA) const
{
	const auto found =
		std::find_if(_all.begin(), _all.end(), [&](const Offence& each) { return each.same == codeOfA; });
	return found == _all.end() ? nullptr : &*found;
}

std::string Offences::canonical(std::string_view code) const
{
	const Offence* offence = find(code);
	return std::string(offence && !offence->same.empty() ? offence->same : code);
}

const Offence* Offences::counting(std::string_view code, const TableChoice& choice) const
{
	const std::string ofA = canonical(code);
	const Offence* a = find(ofA);
	const Offence* b = twin(ofA);
	if (!a || !b) return find(code);
	const auto chosen = choice.find(ofA);
	return chosen != choice.end() && chosen->second == 'B' ? b : a;
}

std::vector<std::string> Offences::differing() const
{
	std::vector<std::string> codes;
	for (const Offence& each : _all)
	{
		const Offence* a = each.same.empty() ? nullptr : find(each.same);
		if (a && (a->fen != each.fen || a->basis != each.basis || a->againFen != each.againFen))
			codes.push_back(a->code);
	}
	std::sort(codes.begin(), codes.end());
	// Two lines of B may be the same as one of A: it is asked about once.
	codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
	return codes;
}

std::optional<std::int64_t> sumOf(const Offence& offence, std::int64_t repetition, std::int64_t damageFen,
                                  std::optional<std::int64_t> decidedFen)
{
	const auto fen = repetition > 1 && offence.againFen ? offence.againFen : offence.fen;
	switch (offence.basis)
	{
	case Basis::fixed: return fen;
	case Basis::damage: return fen ? std::optional(*fen + damageFen) : std::nullopt;
	case Basis::decided:
	case Basis::rate: return decidedFen;
	}
	return std::nullopt;
}

} // namespace fees
