#include "host/messages/Messages.hpp"

#include "host/messages/Catalogue.hpp"

#include <array>

namespace erphost::messages {

namespace {

struct StatusOfCode
{
	std::string_view code;
	int status;
};

/// Codes whose status does not follow from their class.
constexpr std::array kStatusOfCode = {
	StatusOfCode{"auth.required", 401},
	StatusOfCode{"auth.bad_credentials", 401},
	StatusOfCode{"auth.link_spent", 401},
	StatusOfCode{"auth.forbidden", 403},
	StatusOfCode{"auth.csrf", 403},
	StatusOfCode{"auth.password_needed", 403},
	StatusOfCode{"auth.locked", 429},
	StatusOfCode{"request.too_many", 429},
	StatusOfCode{"route.method_not_allowed", 405},
	StatusOfCode{"request.timeout", 408},
	StatusOfCode{"request.too_large", 413},
	StatusOfCode{"request.media_type", 415},
	StatusOfCode{"request.key_required", 428},
	StatusOfCode{"request.match_required", 428},
	StatusOfCode{"request.header_too_large", 431},
	StatusOfCode{"worker.timeout", 504},
	StatusOfCode{"worker.broken_answer", 502},
	StatusOfCode{"worker.unknown", 404},
};

} // namespace

Text explain(const Error& error, std::string_view language)
{
	const Text* text = Catalogue::of(language).find(error.code);
	if (!text) text = Catalogue::of("en").find(error.code);
	if (!text) return {error.message.empty() ? error.code : error.message, {}, {}};
	return {fill(text->title, error.params), fill(text->detail, error.params), fill(text->remedy, error.params)};
}

void addTexts(std::string_view language, const nlohmann::json& texts, std::string_view prefix)
{
	Catalogue::changeable(language).add(texts, prefix);
}

int httpStatus(const Error& error)
{
	for (const auto& [code, status] : kStatusOfCode)
		if (code == error.code) return status;
	const std::string_view code = error.code;
	switch (error.cls)
	{
	case ErrorClass::transient: return 503;
	case ErrorClass::permanent: return code.ends_with(".not_found") ? 404 : code.ends_with(".invalid") ? 422 : 400;
	case ErrorClass::conflict: return code.ends_with(".stale") ? 412 : 409;
	case ErrorClass::configuration: return 503;
	case ErrorClass::bug: return 500;
	}
	return 500;
}

nlohmann::json problem(const Error& error, std::string_view language, std::string_view correlationId)
{
	const auto text = explain(error, language);
	auto params = nlohmann::json::object();
	for (const auto& [key, value] : error.params) params[key] = value;
	nlohmann::json document = {
		{"type", "https://erphost.invalid/problems/" + error.code},
		{"title", text.title},
		{"status", httpStatus(error)},
		{"detail", text.detail},
		{"remedy", text.remedy},
		{"code", error.code},
		{"class", name(error.cls)},
		{"params", std::move(params)},
		{"correlation", correlationId},
	};
	// A handler that refuses one field says which by this param.
	if (const auto pointer = error.param("pointer"); !pointer.empty())
		document["errors"] = {{{"pointer", pointer}, {"code", error.code}, {"detail", text.title}}};
	return document;
}

std::string_view chooseLanguage(std::string_view acceptLanguage)
{
	std::string_view best = "zh";
	double bestWeight = 0;
	while (!acceptLanguage.empty())
	{
		auto item = acceptLanguage.substr(0, acceptLanguage.find(','));
		acceptLanguage.remove_prefix(std::min(acceptLanguage.size(), item.size() + 1));
		while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
		double weight = 1;
		if (const auto q = item.find("q="); q != std::string_view::npos)
		{
			// "0.8": read by hand, because the C functions depend on the locale.
			weight = 0;
			double digit = 1;
			for (const char c : item.substr(q + 2))
			{
				if (c < '0' || c > '9') continue;
				weight += digit * (c - '0');
				digit /= 10;
			}
		}
		const auto starts = [&](std::string_view prefix) {
			return item.size() >= 2 && (item[0] | 0x20) == prefix[0] && (item[1] | 0x20) == prefix[1] &&
			       (item.size() == 2 || item[2] == '-' || item[2] == ';' || item[2] == ' ');
		};
		const std::string_view language = starts("zh") ? "zh" : starts("en") ? "en" : "";
		if (!language.empty() && weight > bestWeight)
		{
			best = language;
			bestWeight = weight;
		}
	}
	return best;
}

} // namespace erphost::messages
