#include "host/doctor/PortProbe.hpp"

#include <Poco/Net/Context.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/Net/NetworkInterface.h>
#include <Poco/Net/ServerSocket.h>

#include <cerrno>

namespace erphost::doctor {
namespace {

namespace net = Poco::Net;

/// On Windows the option would let us share a port that somebody has.
#ifdef _WIN32
constexpr bool kReuseAddress = false;
constexpr int kDenied = 10013; // WSAEACCES
constexpr int kForeign = 10049;
#else
constexpr bool kReuseAddress = true;
constexpr int kDenied = EACCES;
constexpr int kForeign = EADDRNOTAVAIL;
#endif

bool isWildcard(const std::string& address)
{
	return address == "0.0.0.0" || address == "::" || address.empty();
}

/// Under which names and addresses people may reach this machine.
std::vector<std::string> reachableAs(const std::string& listen)
{
	std::vector<std::string> names;
	try
	{
		names.push_back(net::DNS::hostName());
		if (!isWildcard(listen)) names.push_back(listen);
		else
			for (const auto& [index, card] : net::NetworkInterface::map(true, true))
				for (const auto& entry : card.addressList())
				{
					const auto& address = entry.get<net::NetworkInterface::IP_ADDRESS>();
					if (address.family() == net::IPAddress::IPv4 && !address.isLoopback())
						names.push_back(address.toString());
				}
	}
	catch (const Poco::Exception&) // a machine without a name or a network: what was found counts
	{
	}
	return names;
}

void tryToListen(const settings::HostConfig& config, PortFacts& facts)
{
	try
	{
		net::ServerSocket socket;
		socket.bind(net::SocketAddress(config.address, static_cast<Poco::UInt16>(config.port)), kReuseAddress, false);
		socket.listen(1);
	}
	catch (const Poco::Exception& problem)
	{
		facts.why = problem.displayText();
		facts.state = problem.code() == kDenied    ? PortFacts::State::denied
		              : problem.code() == kForeign ? PortFacts::State::foreign
		                                           : PortFacts::State::taken;
		// A name that no DNS knows is no address of ours either.
		if (dynamic_cast<const net::DNSException*>(&problem) != nullptr) facts.state = PortFacts::State::foreign;
	}
}

void askHealth(const settings::HostConfig& config, int port, PortFacts& facts)
{
	try
	{
		net::initializeSSL();
		const std::string host = isWildcard(config.address) ? "127.0.0.1" : config.address;
		std::unique_ptr<net::HTTPClientSession> session;
		// Whether the certificate is good is looked at elsewhere.
		if (config.tls())
			session = std::make_unique<net::HTTPSClientSession>(
				host, static_cast<Poco::UInt16>(port),
				new net::Context(net::Context::TLS_CLIENT_USE, "", net::Context::VERIFY_NONE));
		else session = std::make_unique<net::HTTPClientSession>(host, static_cast<Poco::UInt16>(port));
		session->setTimeout(Poco::Timespan(3, 0));
		net::HTTPRequest request(net::HTTPRequest::HTTP_GET, "/healthz", net::HTTPRequest::HTTP_1_1);
		session->sendRequest(request);
		net::HTTPResponse response;
		session->receiveResponse(response);
		facts.answers = response.getStatus() == net::HTTPResponse::HTTP_OK;
		facts.why = std::to_string(static_cast<int>(response.getStatus()));
	}
	catch (const Poco::Exception& problem)
	{
		facts.why = problem.displayText();
	}
}

} // namespace

PortFacts portFacts(const settings::HostConfig& config, bool running, int runningPort)
{
	PortFacts facts;
	facts.addresses = reachableAs(config.address);
	if (running) askHealth(config, runningPort, facts);
	else if (config.port > 0) tryToListen(config, facts);
	return facts;
}

} // namespace erphost::doctor
