#pragma once

#include "erphost/Result.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <string>

namespace erphost::messaging {

/// How one channel reaches people; host/README.md has an example of each adapter.
struct ChannelConfig
{
	std::string name;
	std::string adapter; ///< http, smtp, erp
	bool quiet = true;   ///< keeps the quiet hours
	int timeoutSeconds = 20;
	nlohmann::json settings; ///< of the adapter
};

/// <data>/messaging.json: the channels. It names secrets (secrets.json), never contains them.
struct Config
{
	std::map<std::string, ChannelConfig> channels;

	/// "messaging.config_invalid" (configuration, params pointer and reason).
	static Result<Config> parse(const nlohmann::json& document);
	/// An empty one if there is no such file.
	static Result<Config> read(const std::filesystem::path& data);
	static std::filesystem::path fileOf(const std::filesystem::path& data) { return data / "messaging.json"; }
};

/// "Bearer ${secret:sms.token}" → every ${name} replaced by what `value` gives for it; the error of the first that has
/// none.
template <typename Value>
Result<std::string> filled(const std::string& pattern, const Value& value)
{
	std::string text;
	std::size_t at = 0;
	for (;;)
	{
		const auto begin = pattern.find("${", at);
		const auto end = begin == std::string::npos ? begin : pattern.find('}', begin);
		if (end == std::string::npos) return text + pattern.substr(at);
		text += pattern.substr(at, begin - at);
		EH_TRY(const std::string one, value(pattern.substr(begin + 2, end - begin - 2)));
		text += one;
		at = end + 1;
	}
}

} // namespace erphost::messaging
