#include "host/entities/TimeZone.hpp"

#include "host/entities/ShippedFiles.hpp"

#include <date/date.h>

// ptz.h opens both date and std::chrono, which have this name since C++20; found here first, it is no longer ambiguous.
namespace Posix {
using date::hh_mm_ss;
}

#include <date/ptz.h>
#include <nlohmann/json.hpp>

#include <map>

namespace erphost::entities {

struct TimeZone::Rule
{
	Posix::time_zone zone;
};

namespace {

const std::map<std::string, std::string, std::less<>>& table()
{
	static const auto zones = [] {
		std::map<std::string, std::string, std::less<>> found;
		const auto json = nlohmann::json::parse(shippedFile("time-zones.json"), nullptr, false);
		if (json.is_object())
			for (const auto& [name, rule] : json.items()) found.emplace(name, rule.get<std::string>());
		return found;
	}();
	return zones;
}

date::local_seconds local(std::int64_t seconds)
{
	return date::local_seconds(std::chrono::seconds(seconds));
}

} // namespace

TimeZone::TimeZone(std::string name, std::shared_ptr<const Rule> rule): _name(std::move(name)), _rule(std::move(rule))
{
}

Result<TimeZone> TimeZone::find(std::string_view name)
{
	const auto unknown = [&] {
		return misconfigured("erp.time_zone_unknown", "no time zone of that name").with("zone", std::string(name));
	};
	const auto entry = table().find(name);
	if (entry == table().end()) return unknown();
	try
	{
		TimeZone zone(entry->first, std::make_shared<const Rule>(Rule{Posix::time_zone(entry->second)}));
		// China has one rule for the whole year: the hot path of the pull must not compute it for every cell.
		if (entry->second.find(',') == std::string::npos)
		{
			zone._fixed = true;
			zone._fixedOffset = zone._rule->zone.get_info(date::sys_seconds(std::chrono::seconds(0))).offset.count();
		}
		return zone;
	}
	catch (const std::exception&)
	{
		return unknown();
	}
}

std::vector<std::string> TimeZone::names()
{
	std::vector<std::string> all;
	for (const auto& [name, rule] : table()) all.push_back(name);
	return all;
}

std::int64_t TimeZone::toUtcSeconds(std::int64_t localSeconds) const
{
	if (_fixed) return localSeconds - _fixedOffset;
	const auto info = _rule->zone.get_info(local(localSeconds));
	if (info.result == date::local_info::nonexistent) return info.first.end.time_since_epoch().count();
	return localSeconds - info.first.offset.count();
}

std::int64_t TimeZone::toLocalSeconds(std::int64_t utcSeconds) const
{
	if (_fixed) return utcSeconds + _fixedOffset;
	const auto info = _rule->zone.get_info(date::sys_seconds(std::chrono::seconds(utcSeconds)));
	return utcSeconds + info.offset.count();
}

} // namespace erphost::entities
