#include "surface/PartsPlugin.hpp"

EH_PLUGIN(parts::PartsPlugin, "parts", "0.1.0")
