#pragma once

#include <Poco/Net/StreamSocket.h>

#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

namespace erphost::front {

/// Keeps slow clients from holding the server's threads: each connection has a deadline for what it is doing, and when
/// connections run short, those that only wait or dribble go first. A slow client hurts only itself. Any thread.
class ConnectionWatch
{
public:
	enum class Phase
	{
		waiting,  ///< for the next request, or in the middle of its headers
		reading,  ///< the body
		working,  ///< ours to be quick: no deadline
		answering ///< the client reads
	};
	struct Limits
	{
		std::chrono::milliseconds waiting{20'000};
		std::chrono::milliseconds reading{30'000};
		std::chrono::milliseconds answering{60'000};
		/// When more than `crowded` connections are open, waiting and reading ones have this long only.
		std::chrono::milliseconds whenCrowded{1'000};
		std::size_t crowded = 96;
	};

	explicit ConnectionWatch(Limits limits);
	~ConnectionWatch();

	/// One connection, from acceptance to its end; made and used on the connection's thread.
	class Entry
	{
	public:
		Entry(ConnectionWatch& watch, const Poco::Net::StreamSocket& socket);
		~Entry();
		Entry(const Entry&) = delete;
		Entry& operator=(const Entry&) = delete;
		void enter(Phase phase);
		/// The entry of the connection that this thread serves, or null.
		static Entry* current();

	private:
		friend class ConnectionWatch;
		ConnectionWatch& _watch;
		Poco::Net::StreamSocket _socket;
		Phase _phase = Phase::waiting;
		std::chrono::steady_clock::time_point _since;
		std::list<Entry*>::iterator _place;
	};

	std::size_t open() const;
	/// Ends every connection; those that work may finish their answer until `grace` is over.
	void closeAll(std::chrono::milliseconds grace);

private:
	void run();
	static void cut(Entry& entry);

	Limits _limits;
	mutable std::mutex _mutex;
	std::condition_variable _changed;
	std::list<Entry*> _entries;
	bool _stopping = false;
	std::thread _thread;
};

} // namespace erphost::front
