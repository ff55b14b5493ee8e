#include "host/worker/SchemaCheck.hpp"

#include "host/worker/SchemaExplain.hpp"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <vector>

namespace erphost::worker {

using nlohmann::json;

namespace {

/// std::regex recurses once per character: a longer text would overflow the stack before it is refused.
constexpr std::size_t kLongestMatchedText = 1000;
/// A list of mistakes longer than this helps nobody.
constexpr std::size_t kMostErrors = 20;

/// What must not even reach the validator.
void checkStorable(const json& schema, const json& value, const std::string& pointer, std::vector<FieldError>& errors)
{
	if (value.is_string())
	{
		const auto& text = value.get_ref<const std::string&>();
		if (text.find('\0') != std::string::npos)
			errors.push_back(
				{pointer, permanent("field.format", "a text holds NUL").with("format", "text without NUL")});
		const bool matched = schema.is_object() && (schema.contains("pattern") || schema.contains("format"));
		if (matched && text.size() > kLongestMatchedText)
			errors.push_back({pointer, permanent("field.too_long", "a text is too long")
			                               .with("maximum", std::to_string(kLongestMatchedText))});
	}
	else if (value.is_number_unsigned() &&
	         value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
		errors.push_back({pointer, permanent("field.too_big", "an integer does not fit into 64 bit")
		                               .with("maximum", std::to_string(std::numeric_limits<std::int64_t>::max()))});
}

/// "<root>", "[tasks]", "[0]" → "/tasks/0".
std::string pointerOf(const std::vector<std::string>& context)
{
	std::string pointer;
	for (std::size_t i = 1; i < context.size(); ++i)
	{
		const auto& step = context[i];
		const bool bracketed = step.size() > 1 && step.front() == '[' && step.back() == ']';
		pointer = pointerTo(pointer, bracketed ? step.substr(1, step.size() - 2) : step);
	}
	return pointer;
}

const json* valueAt(const json& document, const std::string& pointer)
{
	const json::json_pointer place(pointer);
	return document.contains(place) ? &document.at(place) : nullptr;
}

/// What only valijson knows: patterns, formats, alternatives. The deepest place says most.
std::vector<FieldError> fromValidator(const json& schema, const json& document,
                                      const valijson::ValidationResults& results)
{
	std::vector<FieldError> errors;
	std::size_t deepest = 0;
	for (const auto& result : results) deepest = std::max(deepest, result.context.size());
	for (const auto& result : results)
	{
		if (result.context.size() < deepest) continue;
		const auto pointer = pointerOf(result.context);
		auto error = permanent("field.mismatch", "does not meet the schema").with("rule", result.description);
		walkSchema(schema, document, [&](const json& part, const json&, const std::string& place) {
			if (place != pointer || !part.is_object() || !valueAt(document, pointer)) return;
			if (part.contains("format"))
				error = permanent("field.format", "wrong format").with("format", part["format"].get<std::string>());
			if (part.contains("pattern"))
				error = permanent("field.pattern", "wrong form").with("pattern", part["pattern"].get<std::string>());
		});
		errors.push_back({pointer, std::move(error)});
	}
	return errors;
}

} // namespace

struct SchemaCheck::Impl
{
	json schema;
	valijson::Schema compiled;

	/// A validator keeps the patterns it compiled — they come from schemas only, so it cannot grow without bound — and
	/// serves one thread at a time. Not thread_local: mingw's library frees the storage of a thread's variables before
	/// it destroys them.
	class Borrowed
	{
	public:
		explicit Borrowed(const Impl& impl): _impl(impl)
		{
			const std::lock_guard lock(impl.mutex);
			if (impl.idle.empty()) return;
			_validator = std::move(impl.idle.back());
			impl.idle.pop_back();
		}
		~Borrowed()
		{
			const std::lock_guard lock(_impl.mutex);
			_impl.idle.push_back(std::move(_validator));
		}
		Borrowed(const Borrowed&) = delete;
		Borrowed& operator=(const Borrowed&) = delete;
		valijson::Validator& operator*()
		{
			if (!_validator) _validator = std::make_unique<valijson::Validator>(valijson::Validator::kStrongTypes);
			return *_validator;
		}

	private:
		const Impl& _impl;
		std::unique_ptr<valijson::Validator> _validator;
	};
	mutable std::mutex mutex;
	mutable std::vector<std::unique_ptr<valijson::Validator>> idle;
};

Result<SchemaCheck> SchemaCheck::compile(json schema)
{
	auto impl = std::make_shared<Impl>();
	if (schema.is_object() && schema.contains("properties") && !schema.contains("additionalProperties"))
		schema["additionalProperties"] = false;
	impl->schema = std::move(schema);
	try
	{
		if (!impl->schema.is_object()) return bug("route.bad_schema", "a schema must be an object");
		valijson::SchemaParser parser;
		const valijson::adapters::NlohmannJsonAdapter adapter(impl->schema);
		parser.populateSchema(adapter, impl->compiled);
	}
	catch (const std::exception& problem)
	{
		return bug("route.bad_schema", problem.what());
	}
	return SchemaCheck(std::move(impl));
}

const json& SchemaCheck::schema() const
{
	return _impl->schema;
}

std::vector<FieldError> SchemaCheck::check(const json& document) const
{
	std::vector<FieldError> errors;
	try
	{
		walkSchema(_impl->schema, document, [&](const json& part, const json& value, const std::string& pointer) {
			if (errors.size() < kMostErrors) checkStorable(part, value, pointer, errors);
		});
		if (!errors.empty()) return errors;

		Impl::Borrowed borrowed(*_impl);
		auto& validator = *borrowed;
		const valijson::adapters::NlohmannJsonAdapter adapter(document);
		if (validator.validate(_impl->compiled, adapter, nullptr)) return errors;

		walkSchema(_impl->schema, document, [&](const json& part, const json& value, const std::string& pointer) {
			if (errors.size() < kMostErrors) explainValue(part, value, pointer, errors);
		});
		if (!errors.empty()) return errors;
		valijson::ValidationResults results;
		validator.validate(_impl->compiled, adapter, &results);
		errors = fromValidator(_impl->schema, document, results);
	}
	catch (const std::exception&)
	{
		errors.clear();
	}
	if (errors.empty())
		errors.push_back({"", permanent("field.mismatch", "does not meet the schema").with("rule", "schema")});
	return errors;
}

} // namespace erphost::worker
