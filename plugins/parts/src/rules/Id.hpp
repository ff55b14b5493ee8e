#pragma once

#include "erphost/Id.hpp"

namespace parts {

using erphost::idOf;
using erphost::newId;

} // namespace parts
