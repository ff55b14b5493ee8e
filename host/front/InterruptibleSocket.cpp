#include "host/front/InterruptibleSocket.hpp"

#include <Poco/Exception.h>

#include <algorithm>
#include <limits>

namespace erphost::front {

namespace {

constexpr Poco::Timespan::TimeDiff kPiece = 100'000; // µs

/// A StreamSocket of an implementation of one's own: the constructor for that is for derived classes.
class OwnSocket : public Poco::Net::StreamSocket
{
public:
	explicit OwnSocket(Poco::Net::SocketImpl* implementation): StreamSocket(implementation) {}
};

} // namespace

Poco::Net::StreamSocket InterruptibleSocket::over(const Poco::Net::StreamSocket& accepted)
{
	return OwnSocket(new InterruptibleSocket(accepted));
}

InterruptibleSocket::InterruptibleSocket(const Poco::Net::StreamSocket& accepted):
	StreamSocketImpl(accepted.impl()->sockfd()), _accepted(accepted)
{
}

InterruptibleSocket::~InterruptibleSocket()
{
	reset(); // the handle is _accepted's
}

bool InterruptibleSocket::poll(const Poco::Timespan& timeout, int mode)
{
	for (auto left = timeout.totalMicroseconds(); !_interrupted; left -= kPiece)
	{
		if (StreamSocketImpl::poll(Poco::Timespan(std::clamp<Poco::Timespan::TimeDiff>(left, 0, kPiece)), mode))
			return true;
		if (left <= kPiece) break;
	}
	return false;
}

int InterruptibleSocket::receiveBytes(void* buffer, int length, int flags)
{
	auto timeout = getReceiveTimeout();
	if (timeout.totalMicroseconds() == 0) timeout = std::numeric_limits<Poco::Timespan::TimeDiff>::max();
	if (!poll(timeout, Poco::Net::Socket::SELECT_READ)) throw Poco::TimeoutException();
	return StreamSocketImpl::receiveBytes(buffer, length, flags);
}

void InterruptibleSocket::close()
{
	reset();
	_accepted.close();
}

} // namespace erphost::front
