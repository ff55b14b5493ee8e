#include "surface/TimekeepingPlugin.hpp"

EH_PLUGIN(timekeeping::TimekeepingPlugin, "timekeeping", "1.0.0")
