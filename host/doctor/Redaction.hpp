#pragma once

#include "host/doctor/Finding.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

/// What may leave the company: pure functions that take the rest out. They name what stays, never what goes: a new
/// setting is hidden until somebody has thought about it.
namespace erphost::doctor {

/// Free text (a line of a log, words of a driver): numbers that can be a telephone's, mail addresses, what stands in
/// quotes, every word of Chinese characters and the names of `people` are replaced by <number>, <mail>, <quoted>,
/// <text> and <person>. Dates and times stay.
std::string maskText(std::string_view text, const std::vector<std::string>& people);

/// A path without the name of the account whose home it lies in.
std::string maskPath(std::string_view path);

/// Only what says where a connection goes; every other value, also of keys that we do not know, becomes ***.
std::string maskConnection(std::string_view connectionString);

/// secrets.json: names, connection strings without their secrets, *** for everything else.
nlohmann::json maskSecrets(const nlohmann::json& secrets);
nlohmann::json maskHostConfig(const nlohmann::json& config);
/// Mapping: tables, columns and codes stay; quoted values in SELECTs go.
nlohmann::json maskMapping(const nlohmann::json& mapping);
nlohmann::json maskMessaging(const nlohmann::json& messaging);
nlohmann::json maskPlugins(const nlohmann::json& plugins);

/// A finding whose params may leave.
Finding masked(Finding finding, const std::vector<std::string>& people);

} // namespace erphost::doctor
