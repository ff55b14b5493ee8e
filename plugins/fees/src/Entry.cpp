#include "surface/FeesPlugin.hpp"

EH_PLUGIN(fees::FeesPlugin, "fees", "0.1.0")
