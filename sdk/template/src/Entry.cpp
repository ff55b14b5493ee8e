#include "surface/RemindersPlugin.hpp"

EH_PLUGIN(RemindersPlugin, "@ID@", "0.1.0")
