#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace erphost::front {

/// The routes of one part of the API, as GET /_routes gives them.
struct MountedRoutes
{
	std::string mount; ///< "/api/v1", "/api/v1/survey"
	std::string tag;   ///< "host", "erp", "survey"
	nlohmann::json routes;
};

/// The OpenAPI 3.1 document of a host.
nlohmann::json openApiDocument(const std::string& version, const std::vector<MountedRoutes>& parts);

} // namespace erphost::front
