#include "host/packages/Contents.hpp"

#include "host/packages/StrictJson.hpp"
#include "host/packages/ZipEntryReader.hpp"

#include <algorithm>
#include <set>

namespace erphost::packages {
namespace {

using nlohmann::json;

constexpr std::uint64_t kLongestText = 16 << 20;
constexpr std::string_view kEntities = "entities/", kJson = ".json", kMigrations = "migrations/";

bool isWord(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// The words of an SQL text in lower case, without its comments; everything else only separates them.
std::vector<std::string> wordsOf(std::string_view text)
{
	std::vector<std::string> words;
	bool open = false;
	for (std::size_t i = 0; i < text.size(); ++i)
	{
		if (text.substr(i, 2) == "--")
		{
			i = std::min(text.find('\n', i), text.size());
			open = false;
			continue;
		}
		const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
		if (!isWord(c)) open = false;
		else if (open) words.back() += c;
		else
		{
			words.emplace_back(1, c);
			open = true;
		}
	}
	return words;
}

void addTables(std::string_view sql, std::set<std::string>& tables)
{
	const auto words = wordsOf(sql);
	for (std::size_t i = 0; i + 2 < words.size(); ++i)
	{
		if (words[i] != "create" || words[i + 1] != "table") continue;
		auto name = i + 2;
		if (words[name] == "if") name += 3; // IF NOT EXISTS
		if (name < words.size()) tables.insert(words[name]);
	}
}

/// {"zh": …, "en": …} of an entity's schema; what is no text is left out.
std::map<std::string, std::string> titleOf(const std::string& schema)
{
	std::map<std::string, std::string> title;
	const auto whole = parseStrictJson(schema);
	const auto found = whole && whole->is_object() ? whole->value("title", json()) : json();
	if (found.is_object())
		for (const auto& [language, text] : found.items())
			if (text.is_string()) title[language] = text.get<std::string>();
	return title;
}

Result<void> addOwnTitles(PackageReader& package, EntityTitles& titles)
{
	for (const auto& entry : package.entries())
	{
		if (!entry.name.starts_with(kEntities) || !entry.name.ends_with(kJson)) continue;
		EH_TRY(const auto text, readZipText(package.file(), entry, kLongestText));
		titles[entry.name.substr(kEntities.size(), entry.name.size() - kEntities.size() - kJson.size())] =
			titleOf(text);
	}
	return {};
}

json presentOf(const Preview& preview)
{
	if (!preview.present) return nullptr;
	return {{"version", preview.present->version},
	        {"enabled", preview.present->enabled},
	        {"onTrial", preview.present->trial.has_value()}};
}

} // namespace

Result<std::vector<std::string>> tablesOf(PackageReader& package)
{
	std::set<std::string> tables;
	for (const auto& entry : package.entries())
	{
		if (!entry.name.starts_with(kMigrations) || !entry.name.ends_with(".sql")) continue;
		EH_TRY(const auto text, readZipText(package.file(), entry, kLongestText));
		addTables(text, tables);
	}
	return std::vector<std::string>(tables.begin(), tables.end());
}

Result<json> describe(PackageReader& package, const Preview& preview, EntityTitles titles)
{
	EH_CHECK(addOwnTitles(package, titles));
	const auto& manifest = package.manifest();
	auto reads = json::array();
	for (const auto& entity : manifest.reads) reads.push_back({{"name", entity}, {"title", titles[entity]}});
	return json{{"id", manifest.id},
	            {"version", manifest.version},
	            {"name", {{"zh", manifest.nameZh}, {"en", manifest.nameEn}}},
	            {"kind", preview.present ? "upgrade" : "install"},
	            {"trust",
	             {{"state", name(preview.verdict.state)},
	              {"key", preview.verdict.keyId},
	              {"name", preview.verdict.keyName},
	              {"reason", preview.verdict.reason}}},
	            {"present", presentOf(preview)},
	            {"platform", platformName()},
	            {"platforms", preview.platforms},
	            {"reads", std::move(reads)},
	            {"views", manifest.views},
	            {"writes", manifest.writes},
	            {"tables", preview.tables},
	            {"requires", {{"host", manifest.needsHost}, {"plugins", manifest.needsPlugins}}}};
}

} // namespace erphost::packages
