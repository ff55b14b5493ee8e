#include "host/worker/Route.hpp"

#include <algorithm>
#include <cstddef>

namespace erphost::worker {

namespace {

bool counts(const Grant& grant, const std::vector<std::string>& roles)
{
	return grant.role == "admin" || std::find(roles.begin(), roles.end(), grant.role) != roles.end();
}

/// RFC 6838: letters, digits and a few signs around one slash; anything else could end the header.
bool isMediaType(const std::string& text)
{
	const auto good = [](char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
		       c == '+';
	};
	const auto slash = text.find('/');
	return slash != std::string::npos && slash > 0 && slash + 1 < text.size() && text.size() <= 100 &&
	       std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(slash), good) &&
	       std::all_of(text.begin() + static_cast<std::ptrdiff_t>(slash) + 1, text.end(), good);
}

/// RFC 8187, without anything that a file system could take for a path.
std::string encodedName(const std::string& name)
{
	constexpr std::string_view kHex = "0123456789ABCDEF";
	std::string encoded;
	for (const char c : name)
	{
		const auto byte = static_cast<unsigned char>(c);
		if (c == '/' || c == '\\' || byte < 0x20) encoded += '_';
		else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
		         c == '_')
			encoded += c;
		else (encoded += '%') += {kHex[byte >> 4], kHex[byte & 0xF]};
	}
	return encoded;
}

} // namespace

std::vector<std::pair<std::string, std::string>> contentHeaders(const Content& content)
{
	const std::string name = content.fileName.empty() ? "download" : content.fileName;
	return {{"Content-Type", isMediaType(content.mediaType) ? content.mediaType : "application/octet-stream"},
	        {"Content-Disposition", "attachment; filename*=UTF-8''" + encodedName(name)},
	        {"X-Content-Type-Options", "nosniff"},
	        {"Cache-Control", "no-store"}};
}

bool Caller::may(const std::vector<std::string>& roles, std::string_view branch) const
{
	return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
		return counts(grant, roles) && (grant.branch == "*" || grant.branch == branch);
	});
}

std::vector<std::string> Caller::branches(const std::vector<std::string>& roles) const
{
	std::vector<std::string> found;
	for (const auto& grant : grants)
	{
		if (!counts(grant, roles)) continue;
		if (grant.branch == "*") return {"*"};
		if (std::find(found.begin(), found.end(), grant.branch) == found.end()) found.push_back(grant.branch);
	}
	return found;
}

} // namespace erphost::worker
