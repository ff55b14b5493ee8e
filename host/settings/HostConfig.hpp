#pragma once

#include "erphost/Result.hpp"

#include <filesystem>
#include <string>

namespace erphost::settings {

/// What must be known before the store opens: <data>/host.json. Every role reads it once, at start.
struct HostConfig
{
	std::string address = "127.0.0.1";
	int port = 8080;         ///< 0: any free one
	std::string certificate; ///< PEM file; with privateKey: HTTPS
	std::string privateKey;
	std::string timeZone = "Asia/Shanghai"; ///< of the company: business dates are dates there
	bool developer = false;
	std::string logLevel = "info";

	bool tls() const { return !certificate.empty() && !privateKey.empty(); }
	/// "http://127.0.0.1:8080"
	std::string url(int boundPort) const;
};

/// Reads <data>/host.json; members that are missing have their defaults, a missing file too. Refused with
/// "host.config_invalid" (param "member"): unknown members, wrong types, an address other than loopback without TLS.
Result<HostConfig> readHostConfig(const std::filesystem::path& data);

/// Checks and replaces it.
Result<void> writeHostConfig(const std::filesystem::path& data, const HostConfig& config);

} // namespace erphost::settings
