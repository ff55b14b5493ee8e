#include "surface/AnswerBody.hpp"

#include <sodium.h>

namespace complaints {

using nlohmann::json;

namespace {

constexpr int kLongestText = 2000;

bool blank(const std::string& text)
{
	return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

} // namespace

json answerSchema(json more, const std::vector<std::string>& required)
{
	json properties = std::move(more);
	for (const char* text : {"result", "measure", "facts", "cause", "solution", "carriedOut"})
		properties[text] = {{"type", "string"}, {"maxLength", kLongestText}};
	properties["byName"] = {{"type", "string"}, {"maxLength", 60}};
	json needed = {"result", "measure"};
	for (const auto& each : required) needed.push_back(each);
	return {{"type", "object"}, {"additionalProperties", false}, {"required", needed}, {"properties", properties}};
}

json fileSchema()
{
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"required", {"name", "mediaType", "base64"}},
	        {"properties",
	         {{"name", {{"type", "string"}, {"maxLength", 120}}},
	          {"mediaType", {{"type", "string"}, {"maxLength", 60}}},
	          {"base64", {{"type", "string"}, {"maxLength", 12'000'000}}}}}};
}

Result<SheetAnswer> wordsOf(const json& body)
{
	SheetAnswer words;
	words.result = body.at("result");
	words.measure = body.at("measure");
	words.facts = body.value("facts", "");
	words.cause = body.value("cause", "");
	words.solution = body.value("solution", "");
	words.carriedOut = body.value("carriedOut", "");
	for (const char* field : {"result", "measure"})
		if (blank(body.at(field).get<std::string>()))
			return erphost::permanent("complaints.answer.invalid", "An answer needs its result and its measure.")
			    .with("pointer", std::string("/") + field);
	return words;
}

Result<SentFile> fileOf(const json& file)
{
	const std::string text = file.at("base64");
	SentFile sent{file.at("name"), file.at("mediaType"), std::string(text.size(), '\0')};
	std::size_t size = 0;
	if (sodium_base642bin(reinterpret_cast<unsigned char*>(sent.bytes.data()), sent.bytes.size(), text.data(),
	                      text.size(), "\r\n", &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
		return erphost::permanent("complaints.file.invalid", "The file did not arrive whole.").with("name", sent.name);
	sent.bytes.resize(size);
	return sent;
}

} // namespace complaints
