#include "host/sync/MappingSchema.hpp"

#include "host/entities/ShippedFiles.hpp"

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#endif
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace erphost::sync {

namespace {

/// "<root>[entities][work_order]" → "/entities/work_order".
std::string pointerOf(const std::vector<std::string>& context)
{
	std::string pointer;
	for (const auto& part : context)
	{
		if (part.size() < 2 || part.front() != '[') continue;
		pointer += '/';
		for (const char c : part.substr(1, part.size() - 2))
			if (c == '~') pointer += "~0";
			else if (c == '/') pointer += "~1";
			else pointer += c;
	}
	return pointer;
}

} // namespace

void validateMapping(const nlohmann::json& document, std::vector<MappingFinding>& findings)
{
	const auto add = [&](std::string pointer, std::string reason) {
		findings.push_back({pointer, misconfigured("erp.mapping_place", "the mapping has a mistake: " + reason)
		                                 .with("pointer", pointer.empty() ? "/" : pointer)
		                                 .with("reason", reason)});
	};
	try
	{
		static const nlohmann::json text = nlohmann::json::parse(entities::shippedFile("schemas/mapping.schema.json"));
		static const auto schema = [] {
			auto made = std::make_unique<valijson::Schema>();
			valijson::SchemaParser(valijson::SchemaParser::kDraft7)
				.populateSchema(valijson::adapters::NlohmannJsonAdapter(text), *made);
			return made;
		}();
		valijson::Validator validator;
		valijson::ValidationResults results;
		if (validator.validate(*schema, valijson::adapters::NlohmannJsonAdapter(document), &results)) return;
		// The same mistake is reported once per level; the deepest place is where a person must look.
		std::vector<std::pair<std::string, std::string>> all;
		valijson::ValidationResults::Error error;
		while (results.popError(error)) all.emplace_back(pointerOf(error.context), error.description);
		for (const auto& [pointer, reason] : all)
		{
			const bool deeper = std::any_of(all.begin(), all.end(), [&, p = pointer](const auto& other) {
				return other.first.size() > p.size() && other.first.compare(0, p.size() + 1, p + "/") == 0;
			});
			if (!deeper) add(pointer, reason);
		}
		if (findings.empty()) add("", "does not fit the schema");
	}
	catch (const std::exception& problem)
	{
		add("", problem.what());
	}
}

} // namespace erphost::sync
