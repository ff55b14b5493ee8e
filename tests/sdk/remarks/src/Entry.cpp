#include "RemarksPlugin.hpp"

EH_PLUGIN(RemarksPlugin, "remarks", "1.0.0")
