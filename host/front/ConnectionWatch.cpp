#include "host/front/ConnectionWatch.hpp"

#include "host/front/InterruptibleSocket.hpp"

#include <Poco/Net/StreamSocketImpl.h>

namespace erphost::front {

using Steady = std::chrono::steady_clock;

namespace {

constexpr std::chrono::milliseconds kLookEvery{100};

thread_local ConnectionWatch::Entry* currentEntry = nullptr;

/// Uses a socket's handle without owning it: shutting down a TLS connection through its own class would run the TLS
/// library on two threads at once.
class BorrowedSocket : public Poco::Net::StreamSocketImpl
{
public:
	explicit BorrowedSocket(poco_socket_t handle): StreamSocketImpl(handle) {}
	void end()
	{
		try
		{
			shutdown();
		}
		catch (const Poco::Exception&) // it has ended by itself
		{
		}
		reset();
	}
};

} // namespace

ConnectionWatch::Entry::Entry(ConnectionWatch& watch, const Poco::Net::StreamSocket& socket):
	_watch(watch), _socket(socket), _since(Steady::now())
{
	const std::lock_guard lock(_watch._mutex);
	_place = _watch._entries.insert(_watch._entries.end(), this);
	currentEntry = this;
	if (_watch._stopping) cut(*this);
}

ConnectionWatch::Entry::~Entry()
{
	currentEntry = nullptr;
	const std::lock_guard lock(_watch._mutex);
	_watch._entries.erase(_place);
	_watch._changed.notify_all();
}

ConnectionWatch::Entry* ConnectionWatch::Entry::current()
{
	return currentEntry;
}

void ConnectionWatch::Entry::enter(Phase phase)
{
	const std::lock_guard lock(_watch._mutex);
	_phase = phase;
	_since = Steady::now();
	if (_watch._stopping && phase == Phase::waiting) cut(*this);
}

ConnectionWatch::ConnectionWatch(Limits limits): _limits(limits), _thread([this] { run(); }) {}

ConnectionWatch::~ConnectionWatch()
{
	closeAll(std::chrono::milliseconds(0));
	_thread.join();
}

std::size_t ConnectionWatch::open() const
{
	const std::lock_guard lock(_mutex);
	return _entries.size();
}

void ConnectionWatch::cut(Entry& entry)
{
	if (auto* socket = dynamic_cast<InterruptibleSocket*>(entry._socket.impl())) socket->interrupt();
	const auto handle = entry._socket.impl()->sockfd();
	if (handle == POCO_INVALID_SOCKET) return;
	Poco::AutoPtr<BorrowedSocket> borrowed(new BorrowedSocket(handle));
	borrowed->end();
}

void ConnectionWatch::run()
{
	std::unique_lock lock(_mutex);
	while (!_stopping)
	{
		_changed.wait_for(lock, kLookEvery);
		const auto now = Steady::now();
		const bool crowded = _entries.size() > _limits.crowded;
		for (auto* entry : _entries)
		{
			auto limit = std::chrono::milliseconds::max();
			switch (entry->_phase)
			{
			case Phase::waiting:
				limit = crowded ? std::min(_limits.waiting, _limits.whenCrowded) : _limits.waiting;
				break;
			case Phase::reading:
				limit = crowded ? std::min(_limits.reading, _limits.whenCrowded) : _limits.reading;
				break;
			case Phase::answering: limit = _limits.answering; break;
			case Phase::working: continue;
			}
			if (now - entry->_since > limit) cut(*entry);
		}
	}
}

void ConnectionWatch::closeAll(std::chrono::milliseconds grace)
{
	std::unique_lock lock(_mutex);
	_stopping = true;
	_changed.notify_all();
	for (auto* entry : _entries)
		if (entry->_phase == Phase::waiting || entry->_phase == Phase::reading) cut(*entry);
	_changed.wait_for(lock, grace, [this] { return _entries.empty(); });
	for (auto* entry : _entries) cut(*entry);
	_changed.wait_for(lock, std::chrono::seconds(5), [this] { return _entries.empty(); });
}

} // namespace erphost::front
