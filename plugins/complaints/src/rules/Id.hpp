#pragma once

#include "erphost/Id.hpp"

namespace complaints {

using erphost::hex;
using erphost::idOf;
using erphost::newId;

} // namespace complaints
