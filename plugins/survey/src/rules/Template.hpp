#pragma once

#include "erphost/CustomerText.hpp"

namespace survey {

using erphost::filled; // SV-70

} // namespace survey
