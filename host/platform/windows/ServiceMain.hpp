#pragma once

#include <functional>

namespace erphost {

/// The part of a Windows service that the rest of the process talks to: what it tells the service control manager, and
/// how it hears that it is to stop. In a process that is no service everything here does nothing.
class ServiceMain
{
public:
	static bool active(); ///< runAsService() runs a body now
	static void running();
	static void stopping();
	/// It is still starting or stopping, and getting on with it.
	static void progress();
	/// Called on the manager's thread when the service is to stop; at once if that was before.
	static void onStop(std::function<void()> callback);
};

} // namespace erphost
