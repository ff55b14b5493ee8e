#pragma once

#include "erphost/Plugin.hpp"
#include "rules/Offences.hpp"
#include "rules/Rates.hpp"
#include "rules/Reckoning.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace fees {

/// §5.3.
struct RewardKind
{
	std::string code, zh, en;
	std::int64_t fen = 0;
	bool monthly = false; ///< once a month and person
};

/// The numbers of fines, rewards and settlements as set for a date.
struct FeeSettings
{
	Offences offences;
	std::array<std::int64_t, 3> unlistedFen{}; ///< by class 1 … 3
	std::vector<RewardKind> rewards;
	int payDay = 3;
	std::vector<std::int64_t> dunningDays;
	std::vector<Rate> settlementRates, manufacturerRates, subsidies;
	bool undrawnIsPayable = false;
	int takeBackDays = 0;
	std::int64_t depositTargetFen = 0, depositHoldPermille = 0, qualityMinimum = 1;
	std::vector<Grade> grades;

	const RewardKind* reward(const std::string& code) const;
};

erphost::Result<FeeSettings> feeSettingsAt(const erphost::Host& host, const std::string& localDate);

} // namespace fees
