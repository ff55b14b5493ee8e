#pragma once

#include "erphost/Id.hpp"

namespace fees {

using erphost::hex;
using erphost::idOf;
using erphost::newId;

} // namespace fees
