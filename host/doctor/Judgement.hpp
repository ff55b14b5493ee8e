#pragma once

#include "host/doctor/Facts.hpp"
#include "host/doctor/Finding.hpp"

namespace erphost::doctor {

/// What the facts mean. Pure: every limit and every colour is decided here and in the functions below, one file each.
Findings judge(const Facts& facts);

void judgeMachine(const Facts& facts, Findings& into);
void judgeData(const Facts& facts, Findings& into);
void judgeNetwork(const Facts& facts, Findings& into);
void judgeErp(const Facts& facts, Findings& into);
void judgePlugins(const Facts& facts, Findings& into);
void judgeHost(const Facts& facts, Findings& into);

/// "12.3 GiB"
std::string bytesText(std::int64_t bytes);
/// "a, b, c"
std::string joined(const std::vector<std::string>& parts);
/// "2026-11-22", UTC
std::string dayText(std::int64_t ms);
/// True where only this machine can reach the address.
bool isLoopback(const std::string& address);

} // namespace erphost::doctor
