#include "host/front/FrontRoutes.hpp"
#include "host/platform/ChildOutput.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"
#include "host/worker/RouteParts.hpp"

#include <mutex>

namespace erphost::front {

using namespace worker::routes;

using worker::Reply;
using worker::Request;
using worker::TransactionMode;

namespace {

/// The ERP may take a minute, the store and each plugin some seconds.
constexpr std::chrono::minutes kLimit{4};

/// `erphost doctor` in a process of its own: what it tries may crash, and the store's pages are read there.
class Doctor
{
public:
	explicit Doctor(const FrontContext& context): _context(context) {}

	Result<json> run(const std::string& language, const std::vector<std::string>& more = {})
	{
		// One at a time: two of them would only keep the ERP busy twice.
		const std::unique_lock guard(_running, std::try_to_lock);
		if (!guard.owns_lock()) return transient("doctor.busy", "a check-up is going on");
		std::vector<std::string> arguments{"doctor", "--json", "--lang", language, "--data", toUtf8(_context.data)};
		arguments.insert(arguments.end(), more.begin(), more.end());
		EH_TRY(const auto ran, runChild(_context.program, std::move(arguments), kLimit));
		auto report = json::parse(ran.text, nullptr, false);
		if (report.is_object() && report.contains("findings")) return report;
		return bug("doctor.failed", "the doctor did not end well")
		    .with("how", ran.status ? ran.status->describe() : std::to_string(kLimit.count()) + " min");
	}

	Result<std::string> bundle(const std::string& language)
	{
		const auto file = _context.data / "run" / ("doctor-" + newId(_context.clock.nowMs()) + ".zip");
		const auto ran = run(language, {"--bundle", toUtf8(file)});
		auto bytes = readFile(file);
		std::error_code ignored;
		std::filesystem::remove(file, ignored);
		if (!ran) return ran.error();
		return bytes;
	}

private:
	const FrontContext& _context;
	std::mutex _running;
};

json reportSchema()
{
	return {{"type", "object"},
	        {"required", {"level", "version", "checkedAt", "counts", "findings"}},
	        {"properties",
	         {{"level", {{"type", "string"}, {"enum", {"green", "amber", "red"}}}},
	          {"checkedAt", {{"type", "integer"}}},
	          {"findings",
	           {{"type", "array"},
	            {"items",
	             {{"type", "object"},
	              {"required", {"id", "area", "level", "subject", "title", "what", "remedy", "evidence"}}}}}}}}};
}

} // namespace

std::vector<worker::Route> doctorRoutes(const FrontContext& context)
{
	const auto doctor = std::make_shared<Doctor>(context);
	auto look = makeRoute(TransactionMode::none, "GET", "/doctor", "runDoctor",
	                      "Look at machine, data, ERP and plugins; takes up to minutes.", {"it"});
	look.response = reportSchema();
	look.handle = [doctor](store::Transaction*, const Request& request) -> Result<Reply> {
		EH_TRY(auto report, doctor->run(request.caller.language));
		return jsonReply(std::move(report));
	};

	auto bundle = makeRoute(TransactionMode::none, "GET", "/doctor/bundle", "readDoctorBundle",
	                        "The same as a support file, without secrets or personal data.", {"it"});
	bundle.handle = [doctor](store::Transaction*, const Request& request) -> Result<Reply> {
		EH_TRY(auto bytes, doctor->bundle(request.caller.language));
		Reply reply;
		reply.content = worker::Content{"application/zip", std::move(bytes), "erphost-doctor.zip"};
		return reply;
	};
	return {look, bundle};
}

} // namespace erphost::front
