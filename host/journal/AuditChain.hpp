#pragma once

#include "host/journal/Journal.hpp"

#include <cstdint>
#include <string>

namespace erphost::journal {

/// The digest of an audit row: of the digest before it, its position and every field, each with its length in front, so
/// that text cannot move from one field to the next unseen. Hexadecimal, 64 characters. Any thread.
std::string chainDigest(const std::string& previous, std::int64_t position, const AuditRow& row);

} // namespace erphost::journal
