#pragma once

#include "host/doctor/Facts.hpp"

namespace erphost::doctor {

/// Of a running host asks /healthz; of one that is stopped tries for a moment whether the port can be had.
PortFacts portFacts(const settings::HostConfig& config, bool running, int runningPort);

} // namespace erphost::doctor
