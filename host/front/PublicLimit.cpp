#include "host/front/PublicLimit.hpp"

#include <algorithm>

namespace erphost::front {

namespace {

constexpr std::int64_t kWindowMs = 60'000;

} // namespace

std::string PublicLimit::unitOf(const std::string& address)
{
	// POCO writes IPv6 addresses compressed; an address without four full groups in front is its own unit.
	std::size_t at = 0;
	for (int groups = 0; groups < 4; ++groups)
	{
		const auto colon = address.find(':', at);
		if (colon == std::string::npos || colon == at) return address;
		at = colon + 1;
	}
	return address.substr(0, at);
}

void PublicLimit::forget(std::int64_t now)
{
	std::erase_if(_windows, [&](const auto& item) { return now - item.second.since >= kWindowMs; });
	// All of them at work this minute: a flood from many addresses. Those that did least start anew.
	if (_windows.size() >= kMostAddresses)
		std::erase_if(_windows, [](const auto& item) { return item.second.used <= kPerMinute / 2; });
	if (_windows.size() >= kMostAddresses) _windows.clear();
}

PublicLimit::Window& PublicLimit::windowOf(const std::string& address)
{
	const auto now = _clock.steadyMs();
	if (_windows.size() >= kMostAddresses) forget(now);
	auto& window = _windows.try_emplace(unitOf(address), Window{now, 0}).first->second;
	if (now - window.since >= kWindowMs) window = {now, 0};
	return window;
}

Result<void> PublicLimit::admit(const std::string& address)
{
	const std::lock_guard lock(_mutex);
	auto& window = windowOf(address);
	if (window.used >= kPerMinute)
	{
		const auto left = (window.since + kWindowMs - _clock.steadyMs() + 999) / 1000;
		return permanent("request.too_many", "too many requests from one address")
		    .with("seconds", std::to_string(std::max<std::int64_t>(1, left)));
	}
	++window.used;
	return {};
}

void PublicLimit::failed(const std::string& address)
{
	const std::lock_guard lock(_mutex);
	windowOf(address).used += kFailureCost - 1;
}

} // namespace erphost::front
