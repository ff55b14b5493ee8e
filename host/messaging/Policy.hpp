#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>

namespace erphost::messaging {

/// When messages are sent, and how long they are kept: host setting "messaging".
struct Policy
{
	/// Nobody is disturbed from quietFrom on until quietTo, in minutes after local midnight; equal: no quiet hours.
	int quietFrom = 21 * 60;
	int quietTo = 8 * 60 + 30;
	int giveUpHours = 72; ///< a message without an end of its own is not tried longer
	int keepDays = 90;    ///< after it recipient and text of a finished message are forgotten

	bool isQuiet(int minuteOfDay) const
	{
		if (quietFrom <= quietTo) return minuteOfDay >= quietFrom && minuteOfDay < quietTo;
		return minuteOfDay >= quietFrom || minuteOfDay < quietTo;
	}

	/// {"quietHours": {"from": "21:00", "to": "08:30"}, "giveUpHours": 72, "keepDays": 90}; what is missing or unusable
	/// has its default.
	static Policy of(const nlohmann::json& setting);
	nlohmann::json toJson() const;
	/// JSON Schema of the setting.
	static nlohmann::json schema();
};

} // namespace erphost::messaging
