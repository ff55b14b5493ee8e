#include "host/front/FrontRoutes.hpp"
#include "host/front/PackageWork.hpp"
#include "host/messages/Messages.hpp"
#include "host/packages/Limits.hpp"
#include "host/packages/Manifest.hpp"
#include "host/packages/VersionNumber.hpp"
#include "host/platform/Base64.hpp"
#include "host/platform/Files.hpp"
#include "host/supervisor/ProcessInfo.hpp"
#include "host/worker/RouteParts.hpp"

#include <charconv>

namespace erphost::front {

using namespace worker::routes;

using packages::Upload;
using packages::Uploads;
using worker::Reply;
using worker::Request;
using worker::TransactionMode;

namespace {

const std::vector<std::string> kAdministrators = {"admin"};

/// Every byte of a large package is read and inflated.
constexpr std::chrono::minutes kPreviewLimit{3};
constexpr std::chrono::minutes kCommandLimit{3};
constexpr std::uint64_t kUsualPiece = 512 << 10;

using Work = std::shared_ptr<PackageWork>;

json explained(const json& error, const std::string& language)
{
	return error.is_object() ? messages::problem(supervisor::errorFromJson(error), language, "") : json();
}

Result<json> progress(const FrontContext& context, const Work& work, const Upload& upload, const std::string& language)
{
	EH_TRY(const auto plugins, packages::readPluginList(context.data));
	auto progress = progressOf(upload, work->step(upload.id), plugins, context.peers.all(), context.clock.nowMs());
	progress["error"] = explained(progress["error"], language);
	return progress;
}

json outlineOf(const Upload& upload)
{
	return {{"id", upload.id},           {"name", upload.name},
	        {"size", upload.size},       {"pieceBytes", upload.pieceBytes},
	        {"pieces", upload.pieces()}, {"missing", upload.missing}};
}

worker::Route beginRoute(const FrontContext& context)
{
	auto route = makeRoute(TransactionMode::none, "POST", "/packages", "beginPackage",
	                       "Begin to upload a package, or go on with the same one.", kAdministrators);
	route.creates = true;
	route.request = objectSchema(
		{{"name", textSchema(200)},
	     {"size", {{"type", "integer"}, {"minimum", 1}}},
	     {"sha256", {{"type", "string"}, {"pattern", "^[0-9a-f]{64}$"}}},
	     {"pieceBytes",
	      {{"type", "integer"}, {"minimum", Uploads::kSmallestPiece}, {"maximum", Uploads::kLargestPiece}}}},
		{"size", "sha256"});
	route.response = {{"type", "object"}, {"required", {"id", "pieceBytes", "pieces", "missing"}}};
	route.handle = [&context](store::Transaction*, const Request& request) -> Result<Reply> {
		const auto& body = request.body;
		EH_TRY(const auto upload,
		       context.uploads.begin(body.value("name", ""), body["size"].get<std::uint64_t>(), body["sha256"],
		                             body.value("pieceBytes", kUsualPiece), context.clock.nowMs()));
		return jsonReply(outlineOf(upload), 201);
	};
	return route;
}

Result<std::string> bytesOf(const std::string& base64)
{
	const auto padding = base64.size() - std::min(base64.size(), base64.find_last_not_of('=') + 1);
	std::string bytes(base64.size() / 4 * 3 - std::min(padding, base64.size() / 4 * 3), '\0');
	if (base64.size() % 4 != 0 || padding > 2 ||
	    !fromBase64(base64, reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()))
		return permanent("upload.piece_unreadable", "the piece is not base64");
	return bytes;
}

worker::Route pieceRoute(const FrontContext& context)
{
	auto route = makeRoute(TransactionMode::none, "PUT", "/packages/{id}/pieces/{piece}", "putPackagePiece",
	                       "One piece of a package, in base64; may come again.", kAdministrators);
	route.maximumBodyBytes = Uploads::kLargestPiece / 3 * 4 + 1024;
	route.request = objectSchema({{"content", textSchema(Uploads::kLargestPiece / 3 * 4 + 8)}}, {"content"});
	route.handle = [&context](store::Transaction*, const Request& request) -> Result<Reply> {
		const auto& text = request.pathParams.at("piece");
		std::int64_t piece = -1;
		const auto read = std::from_chars(text.data(), text.data() + text.size(), piece);
		if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) piece = -1;
		EH_TRY(const auto bytes, bytesOf(request.body["content"].get_ref<const std::string&>()));
		EH_CHECK(context.uploads.put(request.pathParams.at("id"), piece, bytes));
		return emptyReply();
	};
	return route;
}

worker::Route lookRoute(const FrontContext& context, const Work& work)
{
	auto route = makeRoute(TransactionMode::none, "GET", "/packages/{id}", "readPackage",
	                       "What an uploaded package would read and write, who signed it and what stands in its way.",
	                       kAdministrators);
	route.response = {{"type", "object"}, {"required", {"id", "name", "size", "preview", "progress"}}};
	route.handle = [&context, work](store::Transaction*, const Request& request) -> Result<Reply> {
		const auto& id = request.pathParams.at("id");
		const auto& language = request.caller.language;
		EH_TRY(const auto upload, context.uploads.find(id));
		auto reply = outlineOf(upload);
		reply["preview"] = nullptr;
		if (upload.whole())
		{
			EH_TRY(const auto file, context.uploads.file(id));
			EH_TRY(auto preview, work->ask({"preview", toUtf8(file)}, request.caller.id, kPreviewLimit));
			for (auto& obstacle : preview["obstacles"]) obstacle = explained(obstacle, language);
			reply["preview"] = std::move(preview);
		}
		EH_TRY(reply["progress"], progress(context, work, upload, language));
		return jsonReply(std::move(reply));
	};
	return route;
}

worker::Route progressRoute(const FrontContext& context, const Work& work)
{
	auto route = makeRoute(TransactionMode::none, "GET", "/packages/{id}/progress", "readPackageProgress",
	                       "How far an uploaded package is: uploading, being installed, on trial, kept or returned.",
	                       kAdministrators);
	route.response = {{"type", "object"}, {"required", {"state", "step", "received", "size", "secondsLeft", "error"}}};
	route.handle = [&context, work](store::Transaction*, const Request& request) -> Result<Reply> {
		EH_TRY(const auto upload, context.uploads.find(request.pathParams.at("id")));
		EH_TRY(auto found, progress(context, work, upload, request.caller.language));
		return jsonReply(std::move(found));
	};
	return route;
}

/// Answered at once; what becomes of it is read from the progress.
worker::Route installRoute(const FrontContext& context, const Work& work, const std::string& command,
                           const std::string& summary)
{
	auto route = makeRoute(TransactionMode::none, "POST", "/packages/{id}/" + command, command + "Package", summary,
	                       kAdministrators);
	route.creates = true;
	route.response = {{"type", "object"}, {"required", {"state"}}};
	route.handle = [&context, work, command](store::Transaction*, const Request& request) -> Result<Reply> {
		const auto& id = request.pathParams.at("id");
		EH_CHECK(work->begin(id, command, request.caller.id));
		EH_TRY(const auto upload, context.uploads.find(id));
		EH_TRY(auto found, progress(context, work, upload, request.caller.language));
		return jsonReply(std::move(found), 202);
	};
	return route;
}

worker::Route dropRoute(const FrontContext& context, const Work& work)
{
	auto route = makeRoute(TransactionMode::none, "DELETE", "/packages/{id}", "dropPackage",
	                       "Forget an upload; what is installed stays.", kAdministrators);
	route.handle = [&context, work](store::Transaction*, const Request& request) -> Result<Reply> {
		const auto& id = request.pathParams.at("id");
		EH_CHECK(context.uploads.find(id));
		if (!work->step(id).empty()) return conflict("package.busy", "the package is being installed").with("pid", "-");
		context.uploads.remove(id);
		return emptyReply();
	};
	return route;
}

/// What becomes an argument of a command must not look like an option.
Result<std::string> pluginOf(const Request& request)
{
	const auto& id = request.pathParams.at("id");
	if (packages::isIdentifier(id)) return id;
	return permanent("plugin.not_found", "there is no such plugin").with("plugin", id);
}

worker::Route rollbackRoute(const Work& work)
{
	auto route = makeRoute(TransactionMode::none, "POST", "/plugins/{id}/rollback", "rollbackPlugin",
	                       "Go back to a version that is kept.", kAdministrators);
	route.creates = true;
	route.request = objectSchema({{"version", textSchema(40, 1)}}, {"version"});
	route.response = {{"type", "object"}, {"required", {"plugin", "version"}}};
	route.handle = [work](store::Transaction*, const Request& request) -> Result<Reply> {
		EH_TRY(const auto id, pluginOf(request));
		const std::string version = request.body["version"];
		if (!packages::VersionNumber::parse(version))
			return permanent("package.no_former", "no such version").with("plugin", id).with("version", version);
		EH_TRY(auto done, work->ask({"rollback", id, "--to", version}, request.caller.id, kCommandLimit));
		return jsonReply(std::move(done));
	};
	return route;
}

worker::Route removeRoute(const Work& work)
{
	auto route =
		makeRoute(TransactionMode::none, "DELETE", "/plugins/{id}", "removePlugin",
	              "Take a plugin off; with data=remove its rows are exported and removed, too.", kAdministrators);
	route.query = objectSchema({{"data", {{"type", "string"}, {"enum", {"keep", "remove"}}}}});
	route.response = {{"type", "object"}, {"required", {"plugin", "exported"}}};
	route.handle = [work](store::Transaction*, const Request& request) -> Result<Reply> {
		EH_TRY(const auto id, pluginOf(request));
		std::vector<std::string> arguments{"remove", id};
		if (request.query.value("data", "keep") == "remove") arguments.emplace_back("--yes-remove-data");
		EH_TRY(auto done, work->ask(std::move(arguments), request.caller.id, kCommandLimit));
		return jsonReply(std::move(done));
	};
	return route;
}

} // namespace

std::vector<worker::Route> packageRoutes(const FrontContext& context)
{
	const auto work = std::make_shared<PackageWork>(context);
	return {beginRoute(context),
	        pieceRoute(context),
	        lookRoute(context, work),
	        progressRoute(context, work),
	        installRoute(context, work, "install", "Install an uploaded package."),
	        installRoute(context, work, "upgrade", "Upgrade a plugin to an uploaded package."),
	        dropRoute(context, work),
	        rollbackRoute(work),
	        removeRoute(work)};
}

} // namespace erphost::front
