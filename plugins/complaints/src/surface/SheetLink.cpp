#include "surface/SheetLink.hpp"

#include "rules/Id.hpp"
#include "surface/AnswerBody.hpp"
#include "surface/LinkToken.hpp"
#include "surface/SheetJson.hpp"

namespace complaints {

using erphost::Reply;
using erphost::Request;
using erphost::Route;
using nlohmann::json;

namespace {

constexpr std::uint64_t kPhotoBytes = 3ULL * 1024 * 1024;

} // namespace

Result<void> SheetLink::addTo(erphost::Registry& registry) const
{
	Route show{"GET",
	           "/public/sheets/{token}",
	           "showLinkedSheet",
	           "The contact sheet of a link.",
	           {},
	           nullptr,
	           nullptr,
	           {{"type", "object"}, {"required", {"number", "state", "problem"}}},
	           false,
	           [this](Tx& tx, const Request& request) -> Result<Reply> {
				   EH_TRY(const ContactSheet sheet, require(tx, request));
				   return Reply{200, publicJson(sheet, _host.nowMs()), {}};
			   }};
	show.isPublic = true;
	EH_CHECK(registry.route(std::move(show)));
	Route answers{
		"POST",
		"/public/sheets/{token}/answers",
		"answerLinkedSheet",
		"Answers the contact sheet of a link.",
		{},
		nullptr,
		answerSchema({{"photos", {{"type", "array"}, {"maxItems", kMostPhotos}, {"items", fileSchema()}}}}, {"byName"}),
		{{"type", "object"}, {"required", {"number", "stands"}}},
		true,
		[this](Tx& tx, const Request& request) { return answer(tx, request); }};
	answers.isPublic = true;
	answers.maximumBodyBytes = kPhotoBytes;
	return registry.route(std::move(answers));
}

Result<ContactSheet> SheetLink::require(Tx& tx, const Request& request) const
{
	const auto unknown = [] {
		return erphost::permanent("complaints.link.not_found", "This link does not work any more, or never did.");
	};
	const std::string token = request.param("token");
	if (!looksLikeToken(token)) return unknown();
	EH_TRY(const auto link, linkOf(tx, hashOfToken(token)));
	if (!link || link->revokedAt || link->expiresAt <= _host.nowMs()) return unknown();
	EH_TRY(const auto sheet, findSheet(tx, link->sheetId));
	if (!sheet) return unknown();
	return *sheet;
}

Result<Reply> SheetLink::answer(Tx& tx, const Request& request) const
{
	EH_TRY(ContactSheet sheet, require(tx, request));
	const std::int64_t now = _host.nowMs();
	GivenAnswer given;
	EH_TRY(given.words, wordsOf(request.body));
	given.id = newId(now);
	given.at = now;
	given.byName = request.body.at("byName");
	given.via = "link";
	if (given.byName.find_first_not_of(" \t\r\n") == std::string::npos)
		return erphost::permanent("complaints.answer.invalid", "An answer says who gives it.")
		    .with("pointer", "/byName");
	std::vector<SentFile> photos;
	if (request.body.contains("photos"))
		for (const json& photo : request.body.at("photos"))
		{
			EH_TRY(SentFile file, fileOf(photo));
			photos.push_back(std::move(file));
		}
	SheetDesk desk(_host);
	EH_CHECK(desk.receive(tx, sheet, given, photos, "link"));
	json body = publicJson(sheet, now);
	body["stands"] = given.stands;
	return Reply{201, body, {}};
}

} // namespace complaints
