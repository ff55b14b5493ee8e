#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace erphost::worker {

/// The pattern of a route: "/tasks/{id}/attempts".
class RoutePath
{
public:
	explicit RoutePath(std::string_view pattern);

	/// The decoded parameters if the path fits; nothing if it does not, or if an escape in it is broken.
	std::optional<std::map<std::string, std::string>> match(std::string_view path) const;

	/// True if this pattern must be tried before the other: it has a fixed segment where the other has a parameter.
	bool before(const RoutePath& other) const;
	/// True if both match exactly the same paths.
	bool sameAs(const RoutePath& other) const;

private:
	struct Segment
	{
		bool parameter;
		std::string text;
	};
	std::vector<Segment> _segments;
};

} // namespace erphost::worker
