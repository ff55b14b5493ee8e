#pragma once

#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/StreamSocketImpl.h>

#include <atomic>

namespace erphost::front {

/// A connection in the clear whose waiting ends when another thread interrupts it: it waits in short pieces. Where
/// shutting a socket down wakes its waiter (kShutdownWakesWaiter) nobody needs it.
class InterruptibleSocket : public Poco::Net::StreamSocketImpl
{
public:
	/// Takes the place of `accepted`, which it keeps alive.
	static Poco::Net::StreamSocket over(const Poco::Net::StreamSocket& accepted);

	/// Any thread. What waits gives up within a tenth of a second: poll() says false, receiveBytes() throws a
	/// TimeoutException.
	void interrupt() { _interrupted = true; }

	bool poll(const Poco::Timespan& timeout, int mode) override;
	int receiveBytes(void* buffer, int length, int flags) override;
	void close() override;

private:
	explicit InterruptibleSocket(const Poco::Net::StreamSocket& accepted);
	~InterruptibleSocket() override;

	Poco::Net::StreamSocket _accepted; ///< owns the handle
	std::atomic<bool> _interrupted{false};
};

} // namespace erphost::front
