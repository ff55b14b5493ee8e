#include "surface/AttachmentRoutes.hpp"

#include "rules/Id.hpp"
#include "surface/CaseAccess.hpp"
#include "surface/CaseDetail.hpp"
#include "surface/CaseJson.hpp"
#include "surface/Roles.hpp"

#include <sodium.h>

#include <algorithm>

namespace complaints {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

constexpr std::uint64_t kMaximumBodyBytes = 12 * 1024 * 1024;
constexpr std::size_t kMaximumFiles = 20;

/// nullopt for what is not base64.
std::optional<std::string> decoded(const std::string& base64)
{
	std::string bytes(base64.size() / 4 * 3 + 3, '\0');
	std::size_t size = 0;
	if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), base64.data(), base64.size(),
	                      "\r\n ", &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
		return std::nullopt;
	bytes.resize(size);
	return bytes;
}

} // namespace

Result<void> AttachmentRoutes::addTo(erphost::Registry& registry) const
{
	erphost::Route add{"POST",
	                   "/cases/{id}/attachments",
	                   "addAttachment",
	                   "Attaches a photo, a recording or a paper to a case.",
	                   kWorkers,
	                   nullptr,
	                   objectSchema({{"fileName", {{"type", "string"}, {"minLength", 1}, {"maxLength", 200}}},
	                                 {"mediaType", idSchema()},
	                                 {"base64", {{"type", "string"}, {"minLength", 1}}}},
	                                {"fileName", "mediaType", "base64"}),
	                   caseDetailSchema(),
	                   true,
	                   [this](Tx& tx, const Request& request) { return attach(tx, request); }};
	add.maximumBodyBytes = kMaximumBodyBytes;
	EH_CHECK(registry.route(std::move(add)));
	EH_CHECK(registry.route({"GET", "/cases/{id}/attachments/{attachment}", "readAttachment", "An attached file.",
	                         kReaders, nullptr, nullptr, nullptr, false,
	                         [this](Tx& tx, const Request& request) { return download(tx, request); }}));
	return registry.route({"DELETE", "/cases/{id}/attachments/{attachment}", "removeAttachment",
	                       "Removes an attached file.", kWorkers, nullptr, nullptr, nullptr, false,
	                       [this](Tx& tx, const Request& request) { return detach(tx, request); }});
}

Result<Reply> AttachmentRoutes::attach(Tx& tx, const Request& request) const
{
	EH_TRY(const Case item, requireCase(tx, request, request.param("id")));
	EH_TRY(const auto there, attachmentsOf(tx, item.id));
	if (there.size() >= kMaximumFiles)
		return erphost::conflict("complaints.attachments.full", "The case has as many files as it can have.")
		    .with("number", item.number)
		    .with("maximum", std::to_string(kMaximumFiles));
	const auto bytes = decoded(request.body.at("base64"));
	if (!bytes)
		return erphost::permanent("complaints.attachment.unreadable", "The file did not arrive whole.")
		    .with("pointer", "/base64");
	Attachment file;
	const std::int64_t now = _work.host().nowMs();
	file.mediaType = request.body.at("mediaType");
	EH_TRY(file.fileId, tx.putFile(file.mediaType, *bytes));
	file.id = newId(now);
	file.caseId = item.id;
	file.fileName = request.body.at("fileName");
	file.bytes = static_cast<std::int64_t>(bytes->size());
	file.at = now;
	file.actor = request.caller.id;
	file.actorName = request.caller.name;
	EH_CHECK(addAttachment(tx, file));
	return caseDetail(tx, _work.host(), item, request);
}

Result<Attachment> AttachmentRoutes::find(Tx& tx, const Request& request, const Case& item) const
{
	const std::string id = request.param("attachment");
	EH_TRY(const auto files, attachmentsOf(tx, item.id));
	const auto found = std::find_if(files.begin(), files.end(), [&](const Attachment& each) { return each.id == id; });
	if (found != files.end()) return *found;
	return erphost::permanent("complaints.attachment.not_found", "There is no such file.").with("attachment", id);
}

Result<Reply> AttachmentRoutes::download(Tx& tx, const Request& request) const
{
	EH_TRY(const Case item, requireCase(tx, request, request.param("id")));
	EH_TRY(const Attachment attached, find(tx, request, item));
	EH_TRY(erphost::File file, tx.file(attached.fileId));
	Reply reply;
	reply.content = erphost::Content{file.mediaType, std::move(file.bytes), attached.fileName};
	return reply;
}

Result<Reply> AttachmentRoutes::detach(Tx& tx, const Request& request) const
{
	EH_TRY(const Case item, requireCase(tx, request, request.param("id")));
	EH_TRY(const Attachment attached, find(tx, request, item));
	EH_CHECK(removeAttachment(tx, attached.id, _work.host().nowMs()));
	EH_CHECK(tx.removeFile(attached.fileId));
	return Reply{204, nullptr, {}};
}

} // namespace complaints
