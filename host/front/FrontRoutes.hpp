#pragma once

#include "host/front/FrontContext.hpp"
#include "host/worker/Route.hpp"

#include <vector>

namespace erphost::front {

// The routes that front answers itself, by topic; paths are below /api/v1. The context outlives them.

std::vector<worker::Route> sessionRoutes(const FrontContext& context);
std::vector<worker::Route> userRoutes(const FrontContext& context);
std::vector<worker::Route> employeeRoutes(const FrontContext& context);
std::vector<worker::Route> tokenRoutes(const FrontContext& context);
std::vector<worker::Route> overviewRoutes(const FrontContext& context);
std::vector<worker::Route> journalRoutes(const FrontContext& context);
std::vector<worker::Route> settingRoutes(const FrontContext& context);
std::vector<worker::Route> secretRoutes(const FrontContext& context);
std::vector<worker::Route> doctorRoutes(const FrontContext& context);
std::vector<worker::Route> screenRoutes(const FrontContext& context);
std::vector<worker::Route> packageRoutes(const FrontContext& context);
std::vector<worker::Route> trustRoutes(const FrontContext& context);

std::vector<worker::Route> allRoutes(const FrontContext& context);

/// Where a request may come in without anybody signed in.
bool isOpen(const std::string& method, const std::string& path);
/// Where somebody may go who has no password yet.
bool isBeforePassword(const std::string& path);

} // namespace erphost::front
