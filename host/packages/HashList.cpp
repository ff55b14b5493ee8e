#include "host/packages/HashList.hpp"

#include "host/packages/EntryName.hpp"
#include "host/packages/Limits.hpp"
#include "host/packages/StrictJson.hpp"

#include <algorithm>

namespace erphost::packages {

using nlohmann::json;

namespace {

Error invalid(const std::string& what)
{
	return permanent("package.hashes_invalid", "hashes.json: " + what).with("what", what);
}

bool isSha256(const json& value)
{
	if (!value.is_string()) return false;
	const auto& text = value.get_ref<const std::string&>();
	return text.size() == 64 && std::all_of(text.begin(), text.end(),
	                                        [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

} // namespace

const HashList::File* HashList::find(std::string_view path) const
{
	const auto found = std::lower_bound(files.begin(), files.end(), path,
	                                    [](const File& file, std::string_view wanted) { return file.path < wanted; });
	return found != files.end() && found->path == path ? &*found : nullptr;
}

std::string HashList::text() const
{
	auto list = json::array();
	for (const auto& file : files) list.push_back({{"path", file.path}, {"size", file.size}, {"sha256", file.sha256}});
	return json{{"format", 1}, {"id", id}, {"version", version}, {"files", std::move(list)}}.dump(1, '\t') + "\n";
}

Result<HashList> HashList::parse(std::string_view text)
{
	const auto whole = text.size() <= Limits::kHashes ? parseStrictJson(text) : std::nullopt;
	if (!whole || !whole->is_object()) return invalid("/");
	if (whole->value("format", json()) != 1) return invalid("format");
	HashList list;
	for (auto [name, into] : {std::pair("id", &list.id), std::pair("version", &list.version)})
	{
		const auto found = whole->find(name);
		if (found == whole->end() || !found->is_string()) return invalid(name);
		*into = found->get<std::string>();
	}
	const auto files = whole->find("files");
	if (files == whole->end() || !files->is_array() || files->size() > Limits::kEntries) return invalid("files");
	for (const auto& entry : *files)
	{
		const auto where = "files/" + std::to_string(list.files.size());
		if (!entry.is_object() || entry.size() != 3 || !entry.value("path", json()).is_string() ||
		    !entry.value("size", json()).is_number_unsigned() || !isSha256(entry.value("sha256", json())))
			return invalid(where);
		File file{entry["path"].get<std::string>(), entry["size"].get<std::uint64_t>(),
		          entry["sha256"].get<std::string>()};
		// In order: then no path can stand there twice.
		if (!isEntryName(file.path) || (!list.files.empty() && list.files.back().path >= file.path))
			return invalid(where + "/path");
		list.files.push_back(std::move(file));
	}
	return list;
}

} // namespace erphost::packages
