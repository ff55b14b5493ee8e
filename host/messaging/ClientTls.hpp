#pragma once

#include <Poco/Net/Context.h>

#include <string>

namespace erphost::messaging {

/// How this host meets a server over TLS: at least 1.2, its certificate verified by the system's authorities, or by the
/// given file of them.
Poco::Net::Context::Ptr clientTls(const std::string& caFile);

} // namespace erphost::messaging
