#include "host/packages/PackageWriter.hpp"

#include "host/packages/EntryName.hpp"
#include "host/packages/HashList.hpp"
#include "host/packages/Limits.hpp"
#include "host/packages/Manifest.hpp"
#include "host/packages/PackageFile.hpp"
#include "host/packages/Sha256.hpp"
#include "host/packages/ZipWriter.hpp"
#include "host/platform/DurableMove.hpp"
#include "host/platform/Files.hpp"

#include <algorithm>
#include <fstream>
#include <functional>

namespace erphost::packages {
namespace {

/// What comes behind hashes.json and signature.json: a name and its content.
struct Content
{
	std::string name;
	ZipWriter::Source source;
};

Result<void> feed(const std::filesystem::path& file, const ByteSink& sink)
{
	std::ifstream in(file, std::ios::binary);
	std::string buffer(64 << 10, '\0');
	while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
		EH_CHECK(sink(std::string_view(buffer).substr(0, static_cast<std::size_t>(in.gcount()))));
	if (in.eof() && !in.bad()) return {};
	return misconfigured("file.unreadable", "cannot read " + toUtf8(file))
	    .with("file", toUtf8(file))
	    .with("reason", "read error");
}

Result<HashList> hashFolder(const std::filesystem::path& folder)
{
	HashList list;
	std::error_code failed;
	std::filesystem::recursive_directory_iterator entry(folder, failed);
	for (; !failed && entry != std::filesystem::recursive_directory_iterator(); entry.increment(failed))
	{
		auto name = toUtf8(entry->path().lexically_relative(folder));
		std::replace(name.begin(), name.end(), '\\', '/');
		std::error_code ignored;
		if (entry->is_symlink(ignored))
			return permanent("package.entry_link", "not a plain file: " + name).with("entry", name);
		if (entry->is_directory(ignored) || name == kHashesFile || name == kSignatureFile) continue;
		if (!entry->is_regular_file(ignored))
			return permanent("package.entry_link", "not a plain file: " + name).with("entry", name);
		if (!isEntryName(name))
			return permanent("package.entry_name", "a path is not allowed: " + name).with("entry", name);
		if (!isPackagePath(name))
			return permanent("package.path_unknown", "a package has no such file: " + name).with("entry", name);
		EH_TRY(auto hash, sha256OfFile(entry->path()));
		list.files.push_back({name, entry->file_size(ignored), std::move(hash)});
	}
	if (failed)
		return misconfigured("file.unreadable", "cannot read " + toUtf8(folder))
		    .with("file", toUtf8(folder))
		    .with("reason", failed.message());
	std::sort(list.files.begin(), list.files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
	return list;
}

Result<void> writeArchive(const std::filesystem::path& file, std::string_view manifest, std::string_view hashes,
                          const std::optional<PackageSignature>& signature, const std::vector<Content>& contents)
{
	std::ofstream out(file, std::ios::binary | std::ios::trunc);
	ZipWriter writer(out);
	EH_CHECK(writer.addText(kManifestFile, manifest));
	EH_CHECK(writer.addText(kHashesFile, hashes));
	if (signature) EH_CHECK(writer.addText(kSignatureFile, signature->text()));
	for (const auto& content : contents) EH_CHECK(writer.add(content.name, content.source, true));
	EH_CHECK(writer.finish());
	out.close();
	if (!out) return misconfigured("package.unwritable", "the package cannot be written");
	return {};
}

/// Writes beside the target, reads what was written as a stranger's package, and only then gives it its name.
Result<void> writeChecked(const std::filesystem::path& target,
                          const std::function<Result<void>(const std::filesystem::path&)>& write)
{
	auto beside = target;
	beside += ".partial";
	struct Unfinished
	{
		const std::filesystem::path& file;
		~Unfinished()
		{
			std::error_code ignored;
			std::filesystem::remove(file, ignored);
		}
	} const unfinished{beside};
	EH_CHECK(write(beside));
	{
		EH_TRY(const auto written, PackageFile::open(beside));
		EH_CHECK(written->reader().check());
		if (written->reader().platforms().empty())
			return permanent("package.no_library", "the package holds no library")
			    .with("plugin", written->reader().manifest().id);
	}
	EH_CHECK(flushFile(beside));
	return moveDurably(beside, target);
}

} // namespace

Result<void> packFolder(const std::filesystem::path& folder, const std::filesystem::path& target,
                        const std::optional<SigningKey>& key)
{
	EH_TRY(const auto manifest, readManifest(folder));
	EH_TRY(const auto manifestText, readFile(folder / kManifestFile));
	EH_TRY(auto list, hashFolder(folder));
	list.id = manifest.id;
	list.version = manifest.version;
	std::vector<Content> contents;
	for (const auto& file : list.files)
		if (file.path != kManifestFile)
			contents.push_back(
				{file.path, [path = folder / toPath(file.path)](const ByteSink& sink) { return feed(path, sink); }});
	const auto hashes = list.text();
	const auto signature = key ? std::optional(key->sign(hashes)) : std::nullopt;
	return writeChecked(target, [&](const std::filesystem::path& file) {
		return writeArchive(file, manifestText, hashes, signature, contents);
	});
}

Result<void> signPackage(const std::filesystem::path& file, const SigningKey& key)
{
	return writeChecked(file, [&](const std::filesystem::path& beside) -> Result<void> {
		// Closed again before the new one takes its name: Windows does not replace an open file.
		EH_TRY(const auto package, PackageFile::open(file));
		auto& reader = package->reader();
		EH_CHECK(reader.check());
		EH_TRY(const auto manifest, readZipText(reader.file(), reader.entries().front(), Limits::kManifest));
		std::vector<Content> contents;
		for (const auto& entry : reader.entries())
		{
			if (entry.name == kManifestFile || entry.name == kHashesFile || entry.name == kSignatureFile) continue;
			contents.push_back({entry.name, [&reader, &entry](const ByteSink& sink) {
									return readZipEntry(reader.file(), entry, sink);
								}});
		}
		return writeArchive(beside, manifest, reader.hashesText(), key.sign(reader.hashesText()), contents);
	});
}

} // namespace erphost::packages
