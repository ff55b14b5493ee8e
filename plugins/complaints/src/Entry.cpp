#include "surface/ComplaintsPlugin.hpp"

EH_PLUGIN(complaints::ComplaintsPlugin, "complaints", "0.1.0")
