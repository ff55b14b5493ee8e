#include "host/front/FrontRoutes.hpp"
#include "host/packages/Manifest.hpp"
#include "host/packages/PluginList.hpp"
#include "host/worker/RouteParts.hpp"

namespace erphost::front {

using namespace worker::routes;

using worker::Reply;
using worker::Request;
using worker::TransactionMode;

namespace {

/// An empty list of roles is everybody's.
bool mayUse(const Request& request, const json& part)
{
	const auto roles = part.value("roles", std::vector<std::string>{});
	return roles.empty() || !request.caller.branches(roles).empty();
}

/// A screen as its reader gets it: his forms only.
json shownTo(const Request& request, const std::string& plugin, json screen)
{
	screen["plugin"] = plugin;
	auto forms = json::array();
	for (auto& form : screen.value("forms", json::array()))
		if (mayUse(request, form)) forms.push_back(std::move(form));
	screen["forms"] = std::move(forms);
	return screen;
}

} // namespace

std::vector<worker::Route> screenRoutes(const FrontContext& context)
{
	auto route = makeRoute(TransactionMode::none, "GET", "/screens", "listScreens",
	                       "The screens that plugins bring in their manifests, as far as the caller may use them.", {});
	route.response = listSchema({{"type", "object"}, {"required", {"plugin", "name", "title", "list", "forms"}}});
	route.handle = [&context](store::Transaction*, const Request& request) -> Result<Reply> {
		EH_TRY(const auto installed, packages::readPluginList(context.data));
		auto items = json::array();
		for (const auto& plugin : installed)
		{
			if (!plugin.enabled) continue;
			const auto manifest = packages::readManifest(plugin.path);
			if (!manifest) continue; // the list of plugins says what is wrong with it
			for (const auto& screen : manifest->screens)
				if (mayUse(request, screen)) items.push_back(shownTo(request, plugin.id, screen));
		}
		const auto total = items.size();
		return jsonReply({{"items", std::move(items)}, {"next", nullptr}, {"total", total}});
	};
	return {route};
}

} // namespace erphost::front
