#include "host/odbc/Watchdog.hpp"

#include "host/platform/Clock.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace erphost::odbc {

struct Watchdog::Impl
{
	std::mutex mutex;
	std::condition_variable changed;
	std::vector<Slot*> slots;
	bool stop = false;
	std::thread thread;

	void run()
	{
		std::unique_lock lock(mutex);
		while (!stop)
		{
			std::int64_t interval = 1000;
			const auto now = systemClock().steadyMs() + 1;
			for (auto* slot : slots)
			{
				interval = std::min(interval, std::max<std::int64_t>(slot->_limitMs / 8, 20));
				const auto since = slot->_since.load(std::memory_order_acquire);
				if (since == 0 || since == slot->_reported || now - since < slot->_limitMs) continue;
				slot->_reported = since;
				slot->_onFrozen(slot->_what.load(std::memory_order_relaxed));
			}
			changed.wait_for(lock, std::chrono::milliseconds(interval));
		}
	}
};

Watchdog::Watchdog(): _impl(std::make_unique<Impl>())
{
	_impl->thread = std::thread([impl = _impl.get()] { impl->run(); });
}

Watchdog::~Watchdog()
{
	{
		const std::lock_guard lock(_impl->mutex);
		_impl->stop = true;
	}
	_impl->changed.notify_all();
	_impl->thread.join();
}

std::shared_ptr<Watchdog> Watchdog::shared()
{
	static std::mutex mutex;
	static std::weak_ptr<Watchdog> current;
	const std::lock_guard lock(mutex);
	auto dog = current.lock();
	if (!dog)
	{
		dog.reset(new Watchdog());
		current = dog;
	}
	return dog;
}

Watchdog::Slot::Slot(std::int64_t limitMs, std::function<void(const std::string&)> onFrozen):
	_limitMs(limitMs), _onFrozen(std::move(onFrozen))
{
	if (!_onFrozen || limitMs <= 0) return;
	_dog = Watchdog::shared();
	const std::lock_guard lock(_dog->_impl->mutex);
	_dog->_impl->slots.push_back(this);
	_dog->_impl->changed.notify_all();
}

Watchdog::Slot::~Slot()
{
	if (!_dog) return;
	const std::lock_guard lock(_dog->_impl->mutex);
	std::erase(_dog->_impl->slots, this);
}

Watchdog::Call::Call(Slot& slot, const char* what):
	_slot(slot), _outer(slot._since.load(std::memory_order_relaxed) == 0)
{
	if (!_outer) return; // the outermost call counts
	_slot._what.store(what, std::memory_order_relaxed);
	_slot._since.store(systemClock().steadyMs() + 1, std::memory_order_release);
}

Watchdog::Call::~Call()
{
	if (_outer) _slot._since.store(0, std::memory_order_release);
}

} // namespace erphost::odbc
