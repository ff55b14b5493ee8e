#include "host/front/OpenApi.hpp"

namespace erphost::front {

using nlohmann::json;

namespace {

json header(const char* name, const char* text, bool required)
{
	return {{"name", name},
	        {"in", "header"},
	        {"required", required},
	        {"description", text},
	        {"schema", {{"type", "string"}}}};
}

/// The parameters that stand in braces in a path.
void addPathParameters(const std::string& path, json& parameters)
{
	for (auto open = path.find('{'); open != std::string::npos; open = path.find('{', open + 1))
	{
		const auto close = path.find('}', open);
		if (close == std::string::npos) return;
		parameters.push_back({{"name", path.substr(open + 1, close - open - 1)},
		                      {"in", "path"},
		                      {"required", true},
		                      {"schema", {{"type", "string"}}}});
	}
}

void addQueryParameters(const json& schema, json& parameters)
{
	if (!schema.is_object() || !schema.contains("properties")) return;
	const auto required = schema.value("required", json::array());
	for (const auto& [name, property] : schema["properties"].items())
		parameters.push_back({{"name", name},
		                      {"in", "query"},
		                      {"required", std::find(required.begin(), required.end(), json(name)) != required.end()},
		                      {"schema", property}});
}

json operation(const MountedRoutes& part, const json& route)
{
	const std::string method = route.value("method", "");
	const bool creates = route.value("creates", false);
	json parameters = json::array();
	addPathParameters(route.value("path", ""), parameters);
	addQueryParameters(route.value("query", json()), parameters);
	if (method == "POST")
		parameters.push_back(
			header("Idempotency-Key", "One key per operation; a repeat gets the first answer.", creates));
	if (method == "PUT" || method == "PATCH")
		parameters.push_back(header("If-Match", "The ETag that the change is based on.", false));

	json success = {{"description", "Done."}};
	if (const auto schema = route.value("response", json()); !schema.is_null())
		success["content"] = {{"application/json", {{"schema", schema}}}};
	json document = {
		{"operationId", part.tag + "." + route.value("operationId", "")},
		{"summary", route.value("summary", "")},
		{"tags", {part.tag}},
		{"parameters", std::move(parameters)},
		{"responses", {{"2XX", std::move(success)}, {"default", {{"$ref", "#/components/responses/Problem"}}}}},
		{"x-roles", route.value("roles", json::array())}};
	if (route.value("public", false)) document["security"] = json::array();
	if (const auto schema = route.value("request", json()); !schema.is_null())
		document["requestBody"] = {{"required", true}, {"content", {{"application/json", {{"schema", schema}}}}}};
	return document;
}

json problemSchema()
{
	json problem = {{"type", "object"}, {"required", {"type", "title", "status", "code", "class", "correlation"}}};
	for (const auto* name : {"type", "title", "detail", "remedy", "code", "class", "correlation"})
		problem["properties"][name] = {{"type", "string"}};
	problem["properties"]["status"] = {{"type", "integer"}};
	problem["properties"]["params"] = {{"type", "object"}};
	problem["properties"]["errors"] = {{"type", "array"},
	                                   {"items",
	                                    {{"type", "object"},
	                                     {"properties",
	                                      {{"pointer", {{"type", "string"}}},
	                                       {"in", {{"type", "string"}}},
	                                       {"code", {{"type", "string"}}},
	                                       {"detail", {{"type", "string"}}}}}}}};
	return problem;
}

} // namespace

json openApiDocument(const std::string& version, const std::vector<MountedRoutes>& parts)
{
	json paths = json::object();
	for (const auto& part : parts)
		for (const auto& route : part.routes)
		{
			if (!route.is_object()) continue;
			std::string method = route.value("method", "");
			for (auto& c : method) c = static_cast<char>(c | 0x20);
			paths[part.mount + route.value("path", "")][method] = operation(part, route);
		}
	return {
		{"openapi", "3.1.0"},
		{"info", {{"title", "erphost"}, {"version", version}}},
		{"paths", std::move(paths)},
		{"security", {{{"session", json::array()}, {"csrf", json::array()}}, {{"token", json::array()}}}},
		{"components",
	     {{"securitySchemes",
	       {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "erphost_session"}}},
	        {"csrf", {{"type", "apiKey"}, {"in", "header"}, {"name", "X-CSRF-Token"}}},
	        {"token", {{"type", "http"}, {"scheme", "bearer"}}}}},
	      {"responses",
	       {{"Problem",
	         {{"description", "Why it was not done, in the reader's language."},
	          {"content", {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}}}}},
	      {"schemas", {{"Problem", problemSchema()}}}}}};
}

} // namespace erphost::front
