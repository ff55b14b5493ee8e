#pragma once

#include "host/doctor/Facts.hpp"

namespace erphost::doctor {

/// Reads both PEM files. A key under a password is unusable: a service cannot type it.
CertificateFacts certificateFacts(const std::filesystem::path& certificate, const std::filesystem::path& privateKey);

} // namespace erphost::doctor
