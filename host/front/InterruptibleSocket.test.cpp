#include "host/front/InterruptibleSocket.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <catch2/catch.hpp>

#include <array>
#include <thread>

using erphost::front::InterruptibleSocket;
namespace net = Poco::Net;

TEST_CASE("A thread that waits for a client gives up when it is interrupted", "[front][socket]")
{
	net::ServerSocket server(net::SocketAddress("127.0.0.1", 0));
	net::StreamSocket client(server.address());
	net::StreamSocket accepted = InterruptibleSocket::over(server.acceptConnection());
	std::array<char, 16> block;
	client.sendBytes("one", 3);
	REQUIRE(accepted.receiveBytes(block.data(), 16) == 3);
	CHECK(std::string_view(block.data(), 3) == "one");
	accepted.sendBytes("two", 3);
	REQUIRE(client.receiveBytes(block.data(), 16) == 3);
	CHECK_FALSE(accepted.poll(Poco::Timespan(0, 1000), net::Socket::SELECT_READ)); // nothing there

	bool gaveUp = false, more = true;
	std::thread waiting([&] { // without an end of its own: a test that hangs has failed
		try
		{
			accepted.receiveBytes(block.data(), 16);
		}
		catch (const Poco::TimeoutException&)
		{
			gaveUp = true;
		}
		more = accepted.poll(Poco::Timespan(1'000'000, 0), net::Socket::SELECT_READ);
	});
	dynamic_cast<InterruptibleSocket&>(*accepted.impl()).interrupt();
	waiting.join();
	CHECK(gaveUp);
	CHECK_FALSE(more);

	accepted.close();
	client.setReceiveTimeout(Poco::Timespan(10, 0));
	CHECK(client.receiveBytes(block.data(), 16) == 0); // closed once, and for the client too
}
