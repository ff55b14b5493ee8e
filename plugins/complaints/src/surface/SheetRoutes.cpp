#include "surface/SheetRoutes.hpp"

#include "rules/Id.hpp"
#include "store/Cases.hpp"
#include "surface/AnswerBody.hpp"
#include "surface/CaseAccess.hpp"
#include "surface/CaseJson.hpp"
#include "surface/LinkToken.hpp"
#include "surface/Roles.hpp"
#include "surface/SheetJson.hpp"

namespace complaints {

using erphost::Content;
using erphost::Registry;
using erphost::Reply;
using erphost::Request;
using erphost::Route;
using nlohmann::json;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr int kLongestProblem = 2000;
constexpr std::uint64_t kScanBytes = 12ULL * 1024 * 1024;

const json kFilterText = {{"type", "string"}, {"maxLength", 100}};

json listQuery()
{
	json states = json::array();
	for (const SheetState state : kSheetStates) states.push_back(name(state));
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"properties",
	         {{"state", {{"enum", states}}},
	          {"branch", kFilterText},
	          {"department", {{"enum", {"after_sales", "logistics", "store"}}}},
	          {"case", kFilterText},
	          {"due", {{"enum", {"overdue", "today", "all"}}}},
	          {"search", kFilterText},
	          {"sort", {{"enum", {"dueAt", "-dueAt", "number", "-number", "createdAt", "-createdAt"}}}},
	          {"limit", {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}}},
	          {"cursor", {{"type", "string"}, {"maxLength", 400}}}}}};
}

json problemSchema()
{
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"required", {"department", "problem"}},
	        {"properties",
	         {{"department", {{"enum", {"after_sales", "logistics", "store"}}}},
	          {"problem", {{"type", "string"}, {"minLength", 1}, {"maxLength", kLongestProblem}}}}}};
}

json textBody(const char* field, bool required)
{
	json schema = {{"type", "object"},
	               {"additionalProperties", false},
	               {"properties", {{field, {{"type", "string"}, {"maxLength", 500}}}}}};
	if (required)
	{
		schema["required"] = json::array({field});
		schema["properties"][field]["minLength"] = 1;
	}
	return schema;
}

const json kNothing = {{"type", "object"}, {"additionalProperties", false}, {"properties", json::object()}};

} // namespace

Result<void> SheetRoutes::addTo(Registry& registry) const
{
	EH_CHECK(registry.route({"GET", "/sheets", "listSheets", "Contact sheets: filtered, sorted, in pages.", kReaders,
	                         listQuery(), nullptr, listSchema(sheetSchema()), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/sheets/{id}", "getSheet", "A contact sheet with its answers and history.",
	                         kReaders, nullptr, nullptr, sheetDetailSchema(), false,
	                         [this](Tx& tx, const Request& request) -> Result<Reply> {
								 EH_TRY(const ContactSheet sheet, require(tx, request));
								 return detail(tx, sheet);
							 }}));
	EH_CHECK(registry.route({"POST", "/cases/{id}/sheets", "createSheet", "Opens a contact sheet for a complaint.",
	                         kClerks, nullptr, problemSchema(), sheetDetailSchema(), true,
	                         [this](Tx& tx, const Request& request) { return create(tx, request); }}));
	EH_CHECK(registry.route({"GET",
	                         "/sheets/{id}/print",
	                         "printSheet",
	                         "A contact sheet as it goes onto paper.",
	                         kReaders,
	                         nullptr,
	                         nullptr,
	                         {{"type", "object"}},
	                         false,
	                         [this](Tx& tx, const Request& request) { return print(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/sheets/{id}/files/{file}", "getSheetFile", "A photograph or scan of an answer.",
	                         kReaders, nullptr, nullptr, nullptr, false,
	                         [this](Tx& tx, const Request& request) { return file(tx, request); }}));
	EH_CHECK(addActs(registry));
	return addAnswers(registry);
}

Result<void> SheetRoutes::addActs(Registry& registry) const
{
	const auto act = [&](const char* method, const std::string& path, const char* id, const char* summary,
	                     const std::vector<std::string>& roles, json body, Act run) {
		return registry.route({method, path, id, summary, roles, nullptr, std::move(body), sheetDetailSchema(), false,
		                       [this, roles, run](Tx& tx, const Request& request) -> Result<Reply> {
								   EH_TRY(ContactSheet sheet, requireChange(tx, request, roles));
								   SheetDesk desk(_host);
								   EH_CHECK(run(tx, desk, sheet, request));
								   return detail(tx, sheet);
							   }});
	};
	EH_CHECK(act("PUT", "/sheets/{id}", "editSheet", "Changes a draft.", kClerks, problemSchema(),
	             [](Tx& tx, SheetDesk& desk, ContactSheet& sheet, const Request& request) {
					 return desk.edit(tx, sheet, request.body.at("department"), request.body.at("problem"),
		                              request.caller.name);
				 }));
	EH_CHECK(act("POST", "/sheets/{id}/sign", "signSheet", "Signs a sheet and sends it.", kServiceManager, kNothing,
	             [](Tx& tx, SheetDesk& desk, ContactSheet& sheet, const Request& request) {
					 return desk.sign(tx, sheet, request.caller.name);
				 }));
	EH_CHECK(act("POST", "/sheets/{id}/accept", "acceptSheet", "Accepts the branch's answer.", kClerks,
	             textBody("note", false), [](Tx& tx, SheetDesk& desk, ContactSheet& sheet, const Request& request) {
					 return desk.accept(tx, sheet, request.body.value("note", ""), request.caller.name);
				 }));
	EH_CHECK(act("POST", "/sheets/{id}/return", "returnSheet", "Returns an answer that does not do.", kClerks,
	             textBody("reason", true), [](Tx& tx, SheetDesk& desk, ContactSheet& sheet, const Request& request) {
					 return desk.giveBack(tx, sheet, request.body.at("reason"), request.caller.name);
				 }));
	EH_CHECK(act("POST", "/sheets/{id}/archive", "archiveSheet", "Archives an accepted sheet.", kClerks, kNothing,
	             [](Tx& tx, SheetDesk& desk, ContactSheet& sheet, const Request& request) {
					 return desk.archive(tx, sheet, request.caller.name);
				 }));
	EH_CHECK(act("POST", "/sheets/{id}/withdraw", "withdrawSheet", "Withdraws a sheet, with the reason.",
	             kServiceManager, textBody("reason", true),
	             [](Tx& tx, SheetDesk& desk, ContactSheet& sheet, const Request& request) {
					 return desk.withdraw(tx, sheet, request.body.at("reason"), request.caller.name);
				 }));
	EH_CHECK(registry.route({"POST",
	                         "/sheets/{id}/link",
	                         "issueSheetLink",
	                         "Issues a link to answer this one sheet without an account; earlier ones end.",
	                         kClerks,
	                         nullptr,
	                         {{"type", "object"},
	                          {"additionalProperties", false},
	                          {"properties", {{"days", {{"type", "integer"}, {"minimum", 1}, {"maximum", 90}}}}}},
	                         {{"type", "object"}, {"required", {"token", "path", "expiresAt"}}},
	                         true,
	                         [this](Tx& tx, const Request& request) { return issueLink(tx, request); }}));
	return registry.route({"POST", "/sheets/{id}/link/revoke", "revokeSheetLink", "Ends the links of a sheet.", kClerks,
	                       nullptr, kNothing, sheetDetailSchema(), false,
	                       [this](Tx& tx, const Request& request) -> Result<Reply> {
							   EH_TRY(const ContactSheet sheet, require(tx, request));
							   EH_CHECK(revokeLinks(tx, sheet.id, _host.nowMs()));
							   return detail(tx, sheet);
						   }});
}

Result<void> SheetRoutes::addAnswers(Registry& registry) const
{
	EH_CHECK(registry.route({"POST", "/sheets/{id}/answers", "answerSheet", "The branch answers a sheet.", kWorkers,
	                         nullptr, answerSchema(), sheetDetailSchema(), true,
	                         [this](Tx& tx, const Request& request) { return answer(tx, request, false); }}));
	Route paper{"POST",
	            "/sheets/{id}/paper",
	            "answerSheetOnPaper",
	            "Types in an answer that came on paper, with its scan.",
	            kClerks,
	            nullptr,
	            answerSchema({{"answeredAt", {{"type", "integer"}, {"minimum", 0}}}, {"scan", fileSchema()}},
	                         {"answeredAt", "scan"}),
	            sheetDetailSchema(),
	            true,
	            [this](Tx& tx, const Request& request) { return answer(tx, request, true); }};
	paper.maximumBodyBytes = kScanBytes;
	return registry.route(std::move(paper));
}

Result<ContactSheet> SheetRoutes::require(Tx& tx, const Request& request) const
{
	const std::string id = request.param("id");
	EH_TRY(const auto sheet, findSheet(tx, id));
	if (!sheet || !request.caller.may(kReaders, sheet->branchId))
		return erphost::permanent("complaints.sheet.not_found", "There is no such contact sheet.").with("sheet", id);
	return *sheet;
}

Result<ContactSheet> SheetRoutes::requireChange(Tx& tx, const Request& request,
                                                const std::vector<std::string>& roles) const
{
	EH_TRY(const ContactSheet sheet, require(tx, request));
	if (!request.caller.may(roles, sheet.branchId))
		return erphost::permanent("complaints.not_allowed", "Somebody else decides this.").with("number", sheet.number);
	if (request.ifMatch.empty())
		return erphost::permanent("request.match_required", "The sheet's ETag is needed in If-Match.");
	if (request.ifMatch != std::to_string(sheet.version))
		return erphost::conflict("complaints.sheet.stale", "The contact sheet has changed since it was read.")
		    .with("number", sheet.number);
	return sheet;
}

Result<Reply> SheetRoutes::list(Tx& tx, const Request& request) const
{
	const std::int64_t now = _host.nowMs();
	SheetFilter filter;
	filter.branches = branchList(request.caller.branches(kReaders));
	filter.state = request.queryText("state");
	filter.branch = request.queryText("branch");
	filter.department = request.queryText("department");
	filter.caseId = request.queryText("case");
	filter.search = request.queryText("search");
	if (const std::string due = request.queryText("due", "all"); due == "overdue") filter.dueBefore = now;
	else if (due == "today")
	{
		EH_TRY(const std::int64_t midnight, _host.instantOf(_host.localDate(now), 0));
		filter.dueBefore = midnight + kDayMs;
	}
	EH_TRY(const SheetPage page, listSheets(tx, filter, request.queryText("sort", "dueAt"), request.queryText("cursor"),
	                                        static_cast<int>(request.queryInteger("limit", 50))));
	json items = json::array();
	for (const auto& sheet : page.sheets) items.push_back(toJson(sheet, now));
	return Reply{
		200, {{"items", items}, {"next", page.next.empty() ? json() : json(page.next)}, {"total", page.total}}, {}};
}

Result<Reply> SheetRoutes::detail(Tx& tx, const ContactSheet& sheet, int status) const
{
	const std::int64_t now = _host.nowMs();
	json body = toJson(sheet, now);
	EH_TRY(const auto answers, answersOf(tx, sheet.id));
	EH_TRY(const auto files, filesOf(tx, sheet.id));
	body["answers"] = json::array();
	for (const auto& answer : answers) body["answers"].push_back(toJson(answer, files));
	EH_TRY(const auto history, historyOf(tx, sheet.id));
	body["history"] = json::array();
	for (const auto& event : history)
		body["history"].push_back(
			{{"at", event.at}, {"what", event.what}, {"byName", event.byName}, {"note", event.note}});
	EH_TRY(const auto clock, clockOfSheet(tx, sheet.id));
	body["clock"] = clock ? json{{"id", clock->id},
	                             {"dueAt", clock->dueAt},
	                             {"state", clock->state},
	                             {"level", clock->level},
	                             {"pausedBy", clock->pausedBy}}
	                      : json();
	EH_TRY(const auto link, newestLink(tx, sheet.id));
	const bool linked = link && !link->revokedAt && link->expiresAt > now;
	body["hasLink"] = linked;
	body["link"] = linked ? json{{"expiresAt", link->expiresAt}, {"issuedAt", link->issuedAt}} : json();
	return Reply{status, body, std::to_string(sheet.version)};
}

Result<Reply> SheetRoutes::create(Tx& tx, const Request& request) const
{
	EH_TRY(const Case item, requireCase(tx, request, request.param("id")));
	SheetDesk desk(_host);
	EH_TRY(const ContactSheet sheet, desk.open(tx, item, newId(_host.nowMs()), request.body.at("department"),
	                                           request.body.at("problem"), request.caller.name));
	return detail(tx, sheet, 201);
}

Result<Reply> SheetRoutes::print(Tx& tx, const Request& request) const
{
	EH_TRY(const ContactSheet sheet, require(tx, request));
	json body = toJson(sheet, _host.nowMs());
	EH_TRY(const auto item, findCase(tx, sheet.caseId));
	// CP-19: whose hands the paper comes into needs the customer's number to act; others get it masked as everywhere.
	if (item)
	{
		const json shown = toJson(*item, request.caller, _host.nowMs());
		for (const char* field : {"customerName", "phone", "address"}) body[field] = shown.value(field, json());
	}
	return Reply{200, body, std::to_string(sheet.version)};
}

Result<Reply> SheetRoutes::file(Tx& tx, const Request& request) const
{
	EH_TRY(const ContactSheet sheet, require(tx, request));
	EH_TRY(const auto files, filesOf(tx, sheet.id));
	for (const AnswerFile& file : files)
	{
		if (file.fileId != request.param("file")) continue;
		EH_TRY(erphost::File kept, tx.file(file.fileId));
		Reply reply;
		reply.content = Content{kept.mediaType, std::move(kept.bytes), file.name};
		return reply;
	}
	return erphost::permanent("complaints.file.not_found", "The sheet has no such file.").with("number", sheet.number);
}

Result<Reply> SheetRoutes::issueLink(Tx& tx, const Request& request) const
{
	EH_TRY(const ContactSheet sheet, require(tx, request));
	if (!awaitsAnswer(sheet.state))
		return erphost::conflict("complaints.sheet.wrong_state", "This cannot be done with the sheet as it is.")
		    .with("number", sheet.number)
		    .with("state", std::string(name(sheet.state)));
	const std::int64_t now = _host.nowMs();
	TimeSettingsByDate settings(_host);
	EH_TRY(const TimeSettings* set, settings.at(_host.localDate(now)));
	const std::int64_t days = request.body.is_object() ? request.body.value("days", std::int64_t{set->sheetLinkDays})
	                                                   : std::int64_t{set->sheetLinkDays};
	const std::string token = newToken();
	const std::int64_t expires = now + days * kDayMs;
	EH_CHECK(addLink(tx, sheet.id, hashOfToken(token), now, expires, request.caller.id));
	return Reply{201, {{"token", token}, {"path", "/s/" + token}, {"expiresAt", expires}}, {}};
}

Result<Reply> SheetRoutes::answer(Tx& tx, const Request& request, bool paper) const
{
	EH_TRY(ContactSheet sheet, require(tx, request));
	if (!request.caller.may(paper ? kClerks : kWorkers, sheet.branchId))
		return erphost::permanent("complaints.not_allowed", "Somebody else decides this.").with("number", sheet.number);
	const std::int64_t now = _host.nowMs();
	GivenAnswer answer;
	EH_TRY(answer.words, wordsOf(request.body));
	answer.id = newId(now);
	answer.at = now;
	answer.byName = request.body.value("byName", "");
	if (answer.byName.empty()) answer.byName = request.caller.name;
	answer.via = paper ? "paper" : "console";
	std::vector<SentFile> files;
	if (paper)
	{
		answer.at = request.body.at("answeredAt");
		if (answer.at > now || answer.at < sheet.sentAt.value_or(now))
			return erphost::permanent("complaints.answered_at.invalid",
			                          "A sheet is answered after it was sent, and not in the future.")
			    .with("pointer", "/answeredAt");
		EH_TRY(SentFile scan, fileOf(request.body.at("scan")));
		files.push_back(std::move(scan));
	}
	SheetDesk desk(_host);
	EH_CHECK(desk.receive(tx, sheet, answer, files, request.caller.id));
	EH_TRY(Reply reply, detail(tx, sheet, 201));
	reply.body["stands"] = answer.stands;
	return reply;
}

} // namespace complaints
