#include "host/messaging/ClientTls.hpp"

#include <Poco/Net/NetSSL.h>

namespace erphost::messaging {

Poco::Net::Context::Ptr clientTls(const std::string& caFile)
{
	Poco::Net::initializeSSL();
	Poco::Net::Context::Ptr context =
		new Poco::Net::Context(Poco::Net::Context::TLS_CLIENT_USE, "", "", caFile, Poco::Net::Context::VERIFY_STRICT, 9,
	                           caFile.empty(), "HIGH:!aNULL:!MD5:!RC4:!3DES");
	context->requireMinimumProtocol(Poco::Net::Context::PROTO_TLSV1_2);
	return context;
}

} // namespace erphost::messaging
