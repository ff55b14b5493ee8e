#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace erphost::odbc {

/// Notices calls into a driver that do not come back. One thread serves all connections of the process; it runs only
/// while there are any. A frozen server answers neither SQLCancel nor the query timeout, so all it can do is to tell.
class Watchdog
{
public:
	/// One connection's place: what it is calling now and since when. Written by the connection's thread.
	class Slot
	{
	public:
		/// `onFrozen` runs on the watchdog's thread, once for each frozen call; it must not destroy the connection.
		Slot(std::int64_t limitMs, std::function<void(const std::string&)> onFrozen);
		~Slot();
		Slot(const Slot&) = delete;

	private:
		friend class Watchdog;
		friend class Call;
		std::atomic<std::int64_t> _since{0}; ///< steady milliseconds + 1; 0: no call is running
		std::atomic<const char*> _what{""};
		std::int64_t _limitMs;
		std::int64_t _reported = 0;
		std::function<void(const std::string&)> _onFrozen;
		std::shared_ptr<Watchdog> _dog;
	};

	/// Stands around one driver call. `what` must be a literal.
	class Call
	{
	public:
		Call(Slot& slot, const char* what);
		~Call();
		Call(const Call&) = delete;

	private:
		Slot& _slot;
		bool _outer;
	};

	~Watchdog();

private:
	struct Impl;
	Watchdog();
	static std::shared_ptr<Watchdog> shared();
	std::unique_ptr<Impl> _impl;
};

} // namespace erphost::odbc
