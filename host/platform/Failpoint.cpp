#include "host/platform/Failpoint.hpp"

#ifdef ERPHOST_FAILPOINTS

#include "host/platform/AbruptEnd.hpp"

#include <atomic>
#include <cstdlib>
#include <string>
#include <string_view>

namespace erphost {
namespace {

struct Armed
{
	std::string name;
	int at = 1;
	std::string onceFile;
	std::atomic<int> reached{0};

	Armed()
	{
		const char* spec = std::getenv("ERPHOST_FAILPOINT");
		if (!spec) return;
		name = spec;
		if (const auto colon = name.rfind(':'); colon != std::string::npos)
		{
			at = std::atoi(name.c_str() + colon + 1);
			name.resize(colon);
		}
		if (const char* once = std::getenv("ERPHOST_FAILPOINT_ONCE")) onceFile = once;
	}
};

} // namespace

void failpoint(const char* name)
{
	static Armed armed;
	if (armed.name.empty() || armed.name != name) return;
	if (++armed.reached != armed.at) return;
	if (!armed.onceFile.empty() && !createMarker(armed.onceFile)) return;
	endAbruptly();
}

} // namespace erphost

#endif
