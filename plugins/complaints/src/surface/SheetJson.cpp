#include "surface/SheetJson.hpp"

#include "surface/CaseJson.hpp"
#include "surface/ClockJson.hpp"

namespace complaints {

using nlohmann::json;

namespace {

bool overdue(const ContactSheet& sheet, std::int64_t nowMs)
{
	return awaitsAnswer(sheet.state) && sheet.dueAt < nowMs;
}

json nullable(const char* type)
{
	return {{"type", {type, "null"}}};
}

} // namespace

json toJson(const ContactSheet& sheet, std::int64_t nowMs)
{
	return {{"id", sheet.id},
	        {"number", sheet.number},
	        {"caseId", sheet.caseId},
	        {"caseNumber", sheet.caseNumber},
	        {"kind", sheet.kind},
	        {"branchId", sheet.branchId},
	        {"branchName", sheet.branchName},
	        {"orderKey", sheet.erpKey},
	        {"orderNumber", sheet.orderNumber},
	        {"product", sheet.product},
	        {"department", sheet.department},
	        {"problem", sheet.problem},
	        {"state", name(sheet.state)},
	        {"round", sheet.round},
	        {"createdAt", sheet.createdAt},
	        {"createdByName", sheet.createdByName},
	        {"signedAt", orNull(sheet.signedAt)},
	        {"signedByName", textOrNull(sheet.signedByName)},
	        {"sentAt", orNull(sheet.sentAt)},
	        {"dueAt", sheet.dueAt == kNever ? json() : json(sheet.dueAt)},
	        {"dueProvisional", sheet.dueProvisional},
	        {"overdue", overdue(sheet, nowMs)},
	        {"answeredAt", orNull(sheet.answeredAt)},
	        {"answeredByName", textOrNull(sheet.answeredByName)},
	        {"via", textOrNull(sheet.via)},
	        {"late", sheet.late},
	        {"result", textOrNull(sheet.result)},
	        {"measure", textOrNull(sheet.measure)},
	        {"withdrawnReason", textOrNull(sheet.withdrawnReason)},
	        {"version", sheet.version}};
}

json toJson(const GivenAnswer& answer, const std::vector<AnswerFile>& files)
{
	json own = json::array();
	for (const AnswerFile& file : files)
		if (file.answerId == answer.id)
			own.push_back({{"id", file.fileId}, {"name", file.name}, {"mediaType", file.mediaType}});
	return {{"id", answer.id},
	        {"round", answer.round},
	        {"at", answer.at},
	        {"enteredAt", answer.enteredAt},
	        {"byName", answer.byName},
	        {"via", answer.via},
	        {"result", answer.words.result},
	        {"measure", answer.words.measure},
	        {"facts", textOrNull(answer.words.facts)},
	        {"cause", textOrNull(answer.words.cause)},
	        {"solution", textOrNull(answer.words.solution)},
	        {"carriedOut", textOrNull(answer.words.carriedOut)},
	        {"stands", answer.stands},
	        {"late", answer.late},
	        {"files", own}};
}

json publicJson(const ContactSheet& sheet, std::int64_t nowMs)
{
	const bool open = awaitsAnswer(sheet.state);
	json answer;
	if (sheet.answeredAt)
		answer = {{"at", *sheet.answeredAt},
		          {"byName", sheet.answeredByName},
		          {"result", sheet.result},
		          {"measure", sheet.measure}};
	return {{"number", sheet.number},
	        {"department", sheet.department},
	        {"branchName", sheet.branchName},
	        {"problem", sheet.problem},
	        {"orderNumber", sheet.orderNumber},
	        {"product", sheet.product},
	        {"dueAt", sheet.dueAt == kNever ? json() : json(sheet.dueAt)},
	        {"overdue", overdue(sheet, nowMs)},
	        {"state", sheet.state == SheetState::withdrawn ? "withdrawn"
	                  : open                               ? "open"
	                                                       : "answered"},
	        {"answer", answer},
	        {"maximumPhotos", 5}};
}

json sheetSchema()
{
	json properties;
	for (const char* text : {"id", "number", "caseId", "caseNumber", "kind", "branchId", "branchName", "orderKey",
	                         "orderNumber", "product", "department", "problem", "state", "createdByName"})
		properties[text] = {{"type", "string"}};
	for (const char* number : {"round", "createdAt", "version"}) properties[number] = {{"type", "integer"}};
	for (const char* number : {"signedAt", "sentAt", "dueAt", "answeredAt"}) properties[number] = nullable("integer");
	for (const char* text : {"signedByName", "answeredByName", "via", "result", "measure", "withdrawnReason"})
		properties[text] = nullable("string");
	for (const char* flag : {"dueProvisional", "overdue", "late"}) properties[flag] = {{"type", "boolean"}};
	json required = json::array();
	for (const auto& [name, schema] : properties.items()) required.push_back(name);
	return {{"type", "object"}, {"properties", properties}, {"required", required}};
}

json sheetDetailSchema()
{
	json schema = sheetSchema();
	for (const char* list : {"answers", "history"})
	{
		schema["properties"][list] = {{"type", "array"}, {"items", {{"type", "object"}}}};
		schema["required"].push_back(list);
	}
	for (const char* object : {"clock", "link"})
	{
		schema["properties"][object] = nullable("object");
		schema["required"].push_back(object);
	}
	return schema;
}

} // namespace complaints
