#pragma once

#include "erphost/Result.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace erphost::entities {

/// A time zone by IANA name, from the shipped table: the same on every machine, whatever the system knows.
///
/// The table has the rule of today per zone; offsets that a zone had under earlier laws are not in it (ERP data is
/// young). Immutable, any thread.
class TimeZone
{
public:
	/// "erp.time_zone_unknown" (configuration, param "zone").
	static Result<TimeZone> find(std::string_view name);
	static std::vector<std::string> names();

	/// The instant of a local time, given as seconds since 1970-01-01 local. A time that the clock skipped counts from
	/// the moment of the change; of a time that came twice the first is taken.
	std::int64_t toUtcSeconds(std::int64_t localSeconds) const;
	std::int64_t toLocalSeconds(std::int64_t utcSeconds) const;

	const std::string& name() const { return _name; }

private:
	struct Rule;
	TimeZone(std::string name, std::shared_ptr<const Rule> rule);
	std::string _name;
	std::shared_ptr<const Rule> _rule;
	std::int64_t _fixedOffset = 0; ///< seconds, where the zone never changes its clock
	bool _fixed = false;
};

} // namespace erphost::entities
