#pragma once

#include "erphost/Result.hpp"
#include "host/packages/HashList.hpp"
#include "host/packages/Manifest.hpp"
#include "host/packages/SigningKey.hpp"
#include "host/packages/ZipDirectory.hpp"

#include <filesystem>
#include <istream>
#include <optional>
#include <string>
#include <vector>

namespace erphost::packages {

/// A package that somebody gave us. Opening it checks everything that can be known without inflating the libraries;
/// check() and unpack() read every byte. Who signed it is the TrustStore's business. Uses `file` as long as it lives.
class PackageReader
{
public:
	/// The archive as readZipDirectory() and readZipEntry() want it, and besides: plugin.json, hashes.json and, if
	/// signed, signature.json first, the rest in order ("package.order"); nothing outside the folders of a package
	/// ("package.path_unknown"); exactly the files of the hash list ("package.unlisted", "package.file_missing",
	/// "package.file_modified"); one id and one version everywhere ("package.ids_differ", "package.version_invalid");
	/// errors of manifest, hash list and signature.
	static Result<PackageReader> open(std::istream& file, std::uint64_t size);

	const Manifest& manifest() const { return _manifest; }
	const HashList& hashes() const { return _hashes; }
	const std::string& hashesText() const { return _hashesText; }
	const std::optional<PackageSignature>& signature() const { return _signature; }
	/// For which it brings a library: "linux-x86_64", …
	std::vector<std::string> platforms() const;

	/// Reads every file and compares it with its hash ("package.file_modified").
	Result<void> check();
	/// The same while writing them below an empty folder, flushed to the disk. Whatever goes wrong, the caller throws
	/// the folder away.
	Result<void> unpack(const std::filesystem::path& folder);

	/// The files as they lie in the archive, for those who write another one.
	const std::vector<ZipEntry>& entries() const { return _entries; }
	std::istream& file() { return *_file; }

private:
	PackageReader() = default;
	Result<void> checkOrder() const;
	Result<void> checkList() const;
	Result<void> checkOne(const ZipEntry& entry, const std::filesystem::path* target);

	std::istream* _file = nullptr;
	std::vector<ZipEntry> _entries;
	Manifest _manifest;
	HashList _hashes;
	std::string _hashesText;
	std::optional<PackageSignature> _signature;
};

/// True for a path that a package may have besides the three at its top: lib/<platform>/…, migrations/…, locales/…, ….
bool isPackagePath(std::string_view path);

} // namespace erphost::packages
