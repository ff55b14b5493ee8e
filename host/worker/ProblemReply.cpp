#include "host/worker/ProblemReply.hpp"

#include "host/messages/Messages.hpp"

namespace erphost::worker {

Reply problemReply(const Error& error, std::string_view language, const std::string& correlationId)
{
	Reply reply;
	reply.status = messages::httpStatus(error);
	reply.body = messages::problem(error, language, correlationId);
	reply.headers.emplace_back("Content-Type", "application/problem+json");
	if (reply.status == 503 || reply.status == 429)
	{
		const auto seconds = error.param("seconds");
		reply.headers.emplace_back("Retry-After", seconds.empty() ? "2" : std::string(seconds));
	}
	if (reply.status == 405) reply.headers.emplace_back("Allow", std::string(error.param("allowed")));
	return reply;
}

Reply invalidReply(const std::vector<FieldError>& errors, std::string_view part, std::string_view language,
                   const std::string& correlationId)
{
	auto reply = problemReply(permanent("request.invalid", "the request does not meet its schema")
	                              .with("count", std::to_string(errors.size())),
	                          language, correlationId);
	auto& list = reply.body["errors"] = nlohmann::json::array();
	for (const auto& [pointer, error] : errors)
		list.push_back({{"pointer", pointer},
		                {"in", part},
		                {"code", error.code},
		                {"detail", messages::explain(error, language).title}});
	return reply;
}

} // namespace erphost::worker
