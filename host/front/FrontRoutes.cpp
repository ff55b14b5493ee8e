#include "host/front/FrontRoutes.hpp"

#include "host/messaging/MessagingRoutes.hpp"

namespace erphost::front {

std::vector<worker::Route> allRoutes(const FrontContext& context)
{
	std::vector<worker::Route> all;
	for (auto* topic : {sessionRoutes, userRoutes, employeeRoutes, tokenRoutes, overviewRoutes, journalRoutes,
	                    settingRoutes, secretRoutes, doctorRoutes, screenRoutes, packageRoutes, trustRoutes})
		for (auto& route : topic(context)) all.push_back(std::move(route));
	for (auto& route : messaging::messagingRoutes({context.database, context.clock, context.data}))
		all.push_back(std::move(route));
	return all;
}

bool isOpen(const std::string& method, const std::string& path)
{
	return method == "POST" && path == "/session";
}

bool isBeforePassword(const std::string& path)
{
	return path == "/session" || path == "/session/password";
}

} // namespace erphost::front
