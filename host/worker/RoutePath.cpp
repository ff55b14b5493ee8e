#include "host/worker/RoutePath.hpp"

#include "host/worker/RequestText.hpp"

namespace erphost::worker {

namespace {

std::vector<std::string_view> segments(std::string_view path)
{
	std::vector<std::string_view> found;
	if (!path.empty() && path.front() == '/') path.remove_prefix(1);
	if (path.empty()) return found;
	for (;;)
	{
		const auto slash = path.find('/');
		found.push_back(path.substr(0, slash));
		if (slash == std::string_view::npos) return found;
		path.remove_prefix(slash + 1);
	}
}

} // namespace

RoutePath::RoutePath(std::string_view pattern)
{
	for (const auto segment : segments(pattern))
	{
		const bool parameter = segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
		_segments.push_back({parameter, std::string(parameter ? segment.substr(1, segment.size() - 2) : segment)});
	}
}

std::optional<std::map<std::string, std::string>> RoutePath::match(std::string_view path) const
{
	const auto given = segments(path);
	if (given.size() != _segments.size()) return std::nullopt;
	std::map<std::string, std::string> parameters;
	for (std::size_t i = 0; i < given.size(); ++i)
	{
		const auto& [parameter, text] = _segments[i];
		if (!parameter)
		{
			if (given[i] != text) return std::nullopt;
			continue;
		}
		auto value = percentDecode(given[i]);
		if (!value || value->empty()) return std::nullopt;
		parameters[text] = *std::move(value);
	}
	return parameters;
}

bool RoutePath::before(const RoutePath& other) const
{
	for (std::size_t i = 0; i < _segments.size() && i < other._segments.size(); ++i)
		if (_segments[i].parameter != other._segments[i].parameter) return !_segments[i].parameter;
	return _segments.size() < other._segments.size();
}

bool RoutePath::sameAs(const RoutePath& other) const
{
	if (_segments.size() != other._segments.size()) return false;
	for (std::size_t i = 0; i < _segments.size(); ++i)
	{
		const auto& a = _segments[i];
		const auto& b = other._segments[i];
		if (a.parameter != b.parameter || (!a.parameter && a.text != b.text)) return false;
	}
	return true;
}

} // namespace erphost::worker
