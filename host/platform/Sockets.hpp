#pragma once

namespace erphost {

/// Whether shutting a socket down wakes another thread that waits for it.
#ifdef _WIN32
constexpr bool kShutdownWakesWaiter = false; // not promised, and not so under Wine
#else
constexpr bool kShutdownWakesWaiter = true;
#endif

} // namespace erphost
