#pragma once

#include "host/packages/HashList.hpp"
#include "host/packages/Sha256.hpp"
#include "host/packages/SigningKey.hpp"
#include "host/packages/ZipFormat.hpp"

#include <Poco/Checksum.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace erphost::packages::testing {

/// One file of an archive that a test writes byte by byte, so that each field can lie.
struct RawEntry
{
	std::string name;
	std::string bytes; ///< as they lie in the archive
	std::uint32_t size = 0;
	std::uint32_t crc = 0;
	std::uint32_t method = zip::kStored;
	std::uint32_t flags = 0;
	std::uint32_t madeBy = (zip::kUnixMadeBy << 8) | zip::kVersion;
	std::uint32_t attributes = 0100644u << 16;
	std::string localName{}; ///< empty: the same
	std::string extra{};

	static RawEntry stored(std::string name, std::string content)
	{
		Poco::Checksum sum(Poco::Checksum::TYPE_CRC32);
		sum.update(content);
		const auto size = static_cast<std::uint32_t>(content.size());
		return {std::move(name), std::move(content), size, sum.checksum()};
	}
};

/// The archive of these entries, with what the end record says overridden where a test wants it.
struct RawZip
{
	std::vector<RawEntry> entries;
	std::string before, between, behind, comment;
	std::optional<std::uint32_t> count;

	std::string bytes() const
	{
		using namespace zip;
		std::string file = before;
		std::string directory;
		for (const auto& entry : entries)
		{
			const auto offset = static_cast<std::uint32_t>(file.size());
			const auto header = [&](const std::string& name) {
				std::string text;
				for (const auto value : {kVersion, entry.flags, entry.method}) put16(text, value);
				put32(text, 0x00210000);
				put32(text, entry.crc);
				put32(text, static_cast<std::uint32_t>(entry.bytes.size()));
				put32(text, entry.size);
				put16(text, static_cast<std::uint32_t>(name.size()));
				put16(text, static_cast<std::uint32_t>(entry.extra.size()));
				return text;
			};
			const auto& localName = entry.localName.empty() ? entry.name : entry.localName;
			put32(file, kLocalMark);
			file += header(localName) + localName + entry.extra + entry.bytes;
			put32(directory, kDirectoryMark);
			put16(directory, entry.madeBy);
			directory += header(entry.name);
			for (int i = 0; i < 3; ++i) put16(directory, 0);
			put32(directory, entry.attributes);
			put32(directory, offset);
			directory += entry.name + entry.extra;
		}
		file += between;
		const auto offset = static_cast<std::uint32_t>(file.size());
		file += directory;
		const auto number = count.value_or(static_cast<std::uint32_t>(entries.size()));
		put32(file, kEndMark);
		put16(file, 0);
		put16(file, 0);
		put16(file, number);
		put16(file, number);
		put32(file, static_cast<std::uint32_t>(directory.size()));
		put32(file, offset);
		put16(file, static_cast<std::uint32_t>(comment.size()));
		return file + comment + behind;
	}
};

/// A package of plain files with the hash list that belongs to them, signed if there is a key.
inline RawZip package(const std::string& manifest, std::vector<RawEntry> files, const std::string& id = "survey",
                      const std::string& version = "1.0.0", const SigningKey* key = nullptr)
{
	HashList list{id, version, {}};
	auto all = files;
	all.push_back(RawEntry::stored(kManifestFile, manifest));
	for (const auto& file : all)
	{
		Sha256 hash;
		hash.add(file.bytes);
		list.files.push_back({file.name, file.bytes.size(), hash.hex()});
	}
	std::sort(list.files.begin(), list.files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
	RawZip archive;
	archive.entries = {RawEntry::stored(kManifestFile, manifest), RawEntry::stored(kHashesFile, list.text())};
	if (key) archive.entries.push_back(RawEntry::stored(kSignatureFile, key->sign(list.text()).text()));
	archive.entries.insert(archive.entries.end(), files.begin(), files.end());
	return archive;
}

} // namespace erphost::packages::testing
