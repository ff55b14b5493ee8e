#include "host/packages/PackageReader.hpp"

#include "host/packages/Limits.hpp"
#include "host/packages/Sha256.hpp"
#include "host/packages/VersionNumber.hpp"
#include "host/packages/ZipEntryReader.hpp"
#include "host/platform/DurableMove.hpp"
#include "host/platform/Files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>

namespace erphost::packages {
namespace {

constexpr std::array<std::string_view, 4> kPlatforms{"linux-aarch64", "linux-x86_64", "windows-x86", "windows-x86_64"};
constexpr std::array<std::string_view, 10> kFolders{"console", "docs",    "entities",       "events",     "locales",
                                                    "lib",     "samples", "questionnaires", "migrations", "views"};

Error about(const char* code, const char* message, const std::string& entry)
{
	return permanent(code, std::string(message) + ": " + entry).with("entry", entry);
}

Error modified(const std::string& entry)
{
	return about("package.file_modified", "a file is not the one that was hashed", entry);
}

bool isSpecial(const std::string& name)
{
	return name == kHashesFile || name == kSignatureFile;
}

Error unwritable(const std::filesystem::path& file)
{
	return misconfigured("file.unwritable", "cannot write " + toUtf8(file))
	    .with("file", toUtf8(file))
	    .with("reason", "write error");
}

} // namespace

bool isPackagePath(std::string_view path)
{
	if (path == kManifestFile || path == "README.md" || path == "LICENSE") return true;
	const auto slash = path.find('/');
	if (slash == std::string_view::npos) return false;
	const auto top = path.substr(0, slash);
	if (std::find(kFolders.begin(), kFolders.end(), top) == kFolders.end()) return false;
	if (top != "lib") return true;
	const auto inside = path.substr(slash + 1);
	const auto next = inside.find('/');
	return next != std::string_view::npos &&
	       std::find(kPlatforms.begin(), kPlatforms.end(), inside.substr(0, next)) != kPlatforms.end();
}

Result<PackageReader> PackageReader::open(std::istream& file, std::uint64_t size)
{
	PackageReader reader;
	reader._file = &file;
	EH_TRY(reader._entries, readZipDirectory(file, size));
	EH_CHECK(reader.checkOrder());
	const auto& entries = reader._entries;
	EH_TRY(const auto manifest, readZipText(file, entries[0], Limits::kManifest));
	EH_TRY(reader._hashesText, readZipText(file, entries[1], Limits::kHashes));
	EH_TRY(reader._hashes, HashList::parse(reader._hashesText));
	if (entries.size() > 2 && entries[2].name == kSignatureFile)
	{
		EH_TRY(const auto signature, readZipText(file, entries[2], Limits::kSignature));
		EH_TRY(reader._signature, PackageSignature::parse(signature));
	}
	EH_CHECK(reader.checkList());
	EH_TRY(reader._manifest, parseManifest(manifest, {}));
	if (reader._manifest.id != reader._hashes.id || reader._manifest.version != reader._hashes.version)
		return permanent("package.ids_differ", "plugin.json and hashes.json speak of different plugins")
		    .with("manifest", reader._manifest.id + " " + reader._manifest.version)
		    .with("hashes", reader._hashes.id + " " + reader._hashes.version);
	if (!VersionNumber::parse(reader._manifest.version))
		return permanent("package.version_invalid", "the version is not of the form 1.2.3")
		    .with("plugin", reader._manifest.id)
		    .with("version", reader._manifest.version);
	return reader;
}

Result<void> PackageReader::checkOrder() const
{
	const auto isAt = [&](std::size_t index, const char* name) {
		return index < _entries.size() && _entries[index].name == name;
	};
	if (!isAt(0, kManifestFile)) return about("package.order", "a file is not where it belongs", kManifestFile);
	if (!isAt(1, kHashesFile)) return about("package.order", "a file is not where it belongs", kHashesFile);
	const std::size_t first = isAt(2, kSignatureFile) ? 3 : 2;
	for (auto i = first; i < _entries.size(); ++i)
	{
		const auto& name = _entries[i].name;
		if (!isPackagePath(name)) return about("package.path_unknown", "a package has no such file", name);
		if (i > first && _entries[i - 1].name >= name)
			return about("package.order", "a file is not where it belongs", name);
	}
	return {};
}

Result<void> PackageReader::checkList() const
{
	std::size_t listed = 0;
	for (const auto& entry : _entries)
	{
		if (isSpecial(entry.name)) continue;
		const auto* file = _hashes.find(entry.name);
		if (!file) return about("package.unlisted", "a file is not in the list of hashes", entry.name);
		if (file->size != entry.size) return modified(entry.name);
		++listed;
	}
	if (listed == _hashes.files.size()) return {};
	std::set<std::string_view> there;
	for (const auto& entry : _entries) there.insert(entry.name);
	for (const auto& file : _hashes.files)
		if (!there.count(file.path)) return about("package.file_missing", "a listed file is not there", file.path);
	return {};
}

std::vector<std::string> PackageReader::platforms() const
{
	std::vector<std::string> found;
	for (const auto platform : kPlatforms)
	{
		const auto extension = platform.starts_with("windows") ? ".dll" : ".so";
		if (_hashes.find("lib/" + std::string(platform) + "/" + _manifest.id + extension)) found.emplace_back(platform);
	}
	return found;
}

Result<void> PackageReader::checkOne(const ZipEntry& entry, const std::filesystem::path* target)
{
	std::ofstream out;
	if (target)
	{
		std::error_code failed;
		std::filesystem::create_directories(target->parent_path(), failed);
		if (!failed) out.open(*target, std::ios::binary | std::ios::trunc);
		if (failed || !out) return unwritable(*target);
	}
	Sha256 hash;
	EH_CHECK(readZipEntry(*_file, entry, [&](std::string_view bytes) -> Result<void> {
		hash.add(bytes);
		if (!target) return {};
		if (!out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return unwritable(*target);
		return {};
	}));
	if (!isSpecial(entry.name))
	{
		const auto* listed = _hashes.find(entry.name);
		if (!listed || listed->sha256 != hash.hex()) return modified(entry.name);
	}
	if (!target) return {};
	out.close();
	if (!out) return unwritable(*target);
	return flushFile(*target);
}

Result<void> PackageReader::check()
{
	for (const auto& entry : _entries) EH_CHECK(checkOne(entry, nullptr));
	return {};
}

Result<void> PackageReader::unpack(const std::filesystem::path& folder)
{
	for (const auto& entry : _entries)
	{
		const auto target = folder / toPath(entry.name);
		EH_CHECK(checkOne(entry, &target));
	}
	return {};
}

} // namespace erphost::packages
