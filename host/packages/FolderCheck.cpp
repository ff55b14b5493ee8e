#include "host/packages/FolderCheck.hpp"

#include "host/packages/HashList.hpp"
#include "host/packages/Sha256.hpp"
#include "host/platform/Files.hpp"

#include <algorithm>

namespace erphost::packages {

namespace {

Error modified(const std::string& plugin, const std::string& entry)
{
	return permanent("package.installed_modified", "an installed file was changed: " + entry)
	    .with("plugin", plugin)
	    .with("entry", entry);
}

/// What lies beside the files: the list, its text and the signature over it.
struct Seal
{
	std::string text;
	HashList list;
	std::optional<PackageSignature> signature;
};

Result<Seal> readSeal(const std::filesystem::path& folder, const std::string& plugin)
{
	Seal seal;
	auto text = readFile(folder / kHashesFile);
	if (!text) return modified(plugin, kHashesFile);
	seal.text = *std::move(text);
	auto list = HashList::parse(seal.text);
	if (!list || list->id != plugin) return modified(plugin, kHashesFile);
	seal.list = *std::move(list);
	if (std::error_code missing; !std::filesystem::exists(folder / kSignatureFile, missing)) return seal;
	const auto bytes = readFile(folder / kSignatureFile);
	auto signature = PackageSignature::parse(bytes ? *bytes : std::string());
	if (!signature) return modified(plugin, kSignatureFile);
	seal.signature = *std::move(signature);
	return seal;
}

/// Every listed file as it was, and no other: a library beside ours would be found before the system's.
Result<void> compare(const std::filesystem::path& folder, const std::string& plugin, const HashList& list)
{
	for (const auto& file : list.files)
	{
		const auto path = folder / toPath(file.path);
		std::error_code missing;
		if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(path, missing)) || missing ||
		    std::filesystem::file_size(path, missing) != file.size)
			return modified(plugin, file.path);
		const auto hash = sha256OfFile(path);
		if (!hash || *hash != file.sha256) return modified(plugin, file.path);
	}
	std::error_code failed;
	std::filesystem::recursive_directory_iterator entry(folder, failed);
	for (; !failed && entry != std::filesystem::recursive_directory_iterator(); entry.increment(failed))
	{
		std::error_code ignored;
		if (!entry->is_symlink(ignored) && entry->is_directory(ignored)) continue;
		auto name = toUtf8(entry->path().lexically_relative(folder));
		std::replace(name.begin(), name.end(), '\\', '/');
		if (name != kHashesFile && name != kSignatureFile && !list.find(name)) return modified(plugin, name);
	}
	if (failed) return modified(plugin, "/");
	return {};
}

} // namespace

Result<Verdict> judgeFolder(const std::filesystem::path& folder, const std::string& plugin, const TrustStore& trust)
{
	EH_TRY(const auto seal, readSeal(folder, plugin));
	return trust.judge(seal.signature, seal.text);
}

Result<Verdict> checkFolder(const std::filesystem::path& folder, const std::string& plugin, const TrustStore& trust)
{
	EH_TRY(const auto seal, readSeal(folder, plugin));
	EH_CHECK(compare(folder, plugin, seal.list));
	return trust.judge(seal.signature, seal.text);
}

} // namespace erphost::packages
