#pragma once

#include "host/worker/Route.hpp"
#include "host/worker/SchemaCheck.hpp"

namespace erphost::worker {

/// The answer for an error: an RFC 9457 problem with its status, Content-Type and, where waiting helps, Retry-After.
Reply problemReply(const Error& error, std::string_view language, const std::string& correlationId);

/// 422 with one entry per place. `part` is "body" or "query".
Reply invalidReply(const std::vector<FieldError>& errors, std::string_view part, std::string_view language,
                   const std::string& correlationId);

} // namespace erphost::worker
