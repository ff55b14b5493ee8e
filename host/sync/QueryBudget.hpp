#pragma once

#include "host/sync/Mapping.hpp"

#include <cstdint>

namespace erphost::sync {

/// How many rows a second may be asked of the ERP. Pure: says how long to wait. One thread.
class QueryBudget
{
public:
	/// 0: no limit.
	explicit QueryBudget(std::int64_t rowsPerSecond): _rate(rowsPerSecond) {}

	/// Milliseconds to wait before the next query, after `rows` more have been read.
	std::int64_t spend(std::int64_t rows, std::int64_t steadyMs)
	{
		if (_rate <= 0) return 0;
		if (_freeAt < steadyMs) _freeAt = steadyMs;
		_freeAt += rows * 1000 / _rate;
		// A second's worth may be taken at once: a page must not wait for its own rows.
		const auto wait = _freeAt - steadyMs - 1000;
		return wait > 0 ? wait : 0;
	}

private:
	std::int64_t _rate;
	std::int64_t _freeAt = 0;
};

/// True if the ERP is to be left alone at this local time (minutes after midnight, 1 = Monday). A window may pass
/// midnight; its days are those on which it begins.
bool inMaintenanceWindow(const std::vector<Window>& windows, int weekday, int minuteOfDay);

} // namespace erphost::sync
