#pragma once

#include "erphost/Result.hpp"
#include "host/platform/Clock.hpp"

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace erphost::front {

/// How often one address may use the public routes. Any thread.
///
/// A person who fills in a form needs a handful of requests a minute; kPerMinute leaves room for a family or an office
/// behind one address. A refused request — a token or a number that does not exist — counts kFailureCost times: who
/// guesses is stopped after ten tries a minute. Addresses are kept for a minute, and never more than kMostAddresses.
class PublicLimit
{
public:
	static constexpr int kPerMinute = 30;
	static constexpr int kFailureCost = 3;
	static constexpr std::size_t kMostAddresses = 20'000;

	/// The clock outlives it.
	explicit PublicLimit(const Clock& clock): _clock(clock) {}

	/// Counts a request; "request.too_many" (permanent, param "seconds" until it may be tried again).
	Result<void> admit(const std::string& address);
	/// The request was refused by its route.
	void failed(const std::string& address);

	/// What counts as one: an IPv6 network of 64 bits belongs to one subscriber.
	static std::string unitOf(const std::string& address);

private:
	struct Window
	{
		std::int64_t since = 0;
		int used = 0;
	};
	Window& windowOf(const std::string& address);
	void forget(std::int64_t now);

	const Clock& _clock;
	std::mutex _mutex;
	std::unordered_map<std::string, Window> _windows;
};

} // namespace erphost::front
