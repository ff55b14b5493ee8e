#include "host/packages/ZipDirectory.hpp"

#include "host/packages/EntryName.hpp"
#include "host/packages/Limits.hpp"
#include "host/packages/ZipFormat.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace erphost::packages {
namespace {

using zip::Fields;

struct End
{
	std::size_t entries = 0;
	std::uint64_t size = 0;
	std::uint64_t offset = 0;
};

bool readAt(std::istream& file, std::uint64_t offset, std::size_t count, std::string& into)
{
	into.resize(count);
	file.clear();
	file.seekg(static_cast<std::streamoff>(offset));
	file.read(into.data(), static_cast<std::streamsize>(count));
	return static_cast<std::size_t>(file.gcount()) == count;
}

/// The name goes into a message: bytes that are no text stay out of it.
std::string shown(std::string_view name)
{
	std::string text;
	for (const char c : name.substr(0, Limits::kPath)) text += c >= 0x20 && c < 0x7F ? c : '?';
	return name.size() > Limits::kPath ? text + "…" : text;
}

Error refused(const char* code, const char* message, std::string_view entry)
{
	return permanent(code, std::string(message) + ": " + shown(entry)).with("entry", shown(entry));
}

Error wrong(std::string_view entry, const char* what)
{
	return permanent("package.directory_wrong", "the archive contradicts itself at " + shown(entry) + ": " + what)
	    .with("entry", shown(entry))
	    .with("what", what);
}

Error endWrong()
{
	return permanent("package.end_wrong", "the file does not end as a package does: cut off, or with something behind");
}

Result<End> readEnd(std::istream& file, std::uint64_t fileSize)
{
	std::string record;
	if (fileSize < zip::kEndSize || !readAt(file, fileSize - zip::kEndSize, zip::kEndSize, record)) return endWrong();
	Fields fields(record);
	if (fields.u32() != zip::kEndMark) return endWrong();
	const auto disk = fields.u16();
	const auto directoryDisk = fields.u16();
	const auto here = fields.u16();
	End end;
	end.entries = fields.u16();
	end.size = fields.u32();
	end.offset = fields.u32();
	const auto comment = fields.u16();
	// Zip64 says 65535 here and tells the true number elsewhere.
	if (end.entries > Limits::kEntries)
		return permanent("package.too_many_entries", "the archive holds too many files")
		    .with("limit", std::to_string(Limits::kEntries));
	if (disk != 0 || directoryDisk != 0 || here != end.entries || comment != 0 ||
	    end.offset + end.size + zip::kEndSize != fileSize ||
	    end.size > Limits::kEntries * (zip::kDirectorySize + Limits::kPath))
		return endWrong();
	return end;
}

/// Goes through the directory's records.
class DirectoryReader
{
public:
	DirectoryReader(std::istream& file, std::string directory): _file(file), _directory(std::move(directory)) {}

	Result<void> readOne()
	{
		if (_directory.size() - _at < zip::kDirectorySize) return wrong("", "directory too short");
		Fields fields(std::string_view(_directory).substr(_at));
		const auto mark = fields.u32();
		_madeBy = fields.u16();
		_fixed = Fixed::read(fields);
		const auto comment = fields.u16();
		const auto disk = fields.u16();
		fields.u16(); // internal attributes: text or not, of no use
		_attributes = fields.u32();
		const auto offset = fields.u32();
		if (mark != zip::kDirectoryMark) return wrong("", "directory record");
		if (_directory.size() - _at - zip::kDirectorySize < _fixed.name) return wrong("", "name too long");
		ZipEntry entry;
		entry.name = _directory.substr(_at + zip::kDirectorySize, _fixed.name);
		_at += zip::kDirectorySize + _fixed.name;
		if (_fixed.extra != 0 || comment != 0 || disk != 0) return wrong(entry.name, "extra field or comment");
		EH_CHECK(checkName(entry.name));
		EH_CHECK(checkKind(entry));
		EH_CHECK(checkSizes(entry));
		if (offset != _position) return wrong(entry.name, "offset");
		EH_CHECK(checkLocal(entry));
		entries.push_back(std::move(entry));
		return {};
	}

	bool atEnd() const { return _at == _directory.size(); }
	std::uint64_t position() const { return _position; }

	std::vector<ZipEntry> entries;

private:
	/// What stands in both headers.
	struct Fixed
	{
		std::uint32_t needed = 0, flags = 0, method = 0, stamp = 0, crc = 0, packed = 0, size = 0, name = 0, extra = 0;
		bool operator==(const Fixed&) const = default;

		/// What a directory entry and a local header have in common, in the order in which both say it.
		static Fixed read(Fields& fields)
		{
			Fixed fixed;
			fixed.needed = fields.u16();
			fixed.flags = fields.u16();
			fixed.method = fields.u16();
			fixed.stamp = fields.u32();
			fixed.crc = fields.u32();
			fixed.packed = fields.u32();
			fixed.size = fields.u32();
			fixed.name = fields.u16();
			fixed.extra = fields.u16();
			return fixed;
		}
	};

	Result<void> checkName(const std::string& name)
	{
		if (!isEntryName(name)) return refused("package.entry_name", "a path inside is not allowed", name);
		const auto twice = [&] { return refused("package.entry_double", "a path stands there twice", name); };
		// Folders exist by their files: one spelling each, and none that is also a file.
		for (auto slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1))
		{
			const auto folder = name.substr(0, slash);
			const auto [known, fresh] = _folders.emplace(foldedName(folder), folder);
			if (known->second != folder || _files.count(known->first)) return twice();
		}
		const auto folded = foldedName(name);
		if (_folders.count(folded) || !_files.insert(folded).second) return twice();
		return {};
	}

	Result<void> checkKind(ZipEntry& entry) const
	{
		if (_fixed.flags & zip::kEncryptedFlags)
			return refused("package.entry_encrypted", "a file inside is encrypted", entry.name);
		if (_fixed.flags & ~zip::kUtf8Flag) return wrong(entry.name, "flags");
		if (_fixed.needed > zip::kVersion) return wrong(entry.name, "version needed");
		const auto system = _madeBy >> 8;
		const auto type = (_attributes >> 16) & zip::kFileType;
		const bool plain = system == zip::kUnixMadeBy ? type == 0 || type == zip::kRegularFile : system == 0;
		constexpr std::uint32_t kDosFolderOrVolume = 0x18;
		if (!plain || (_attributes & kDosFolderOrVolume))
			return refused("package.entry_link", "an entry is not a plain file", entry.name);
		if (_fixed.method != zip::kStored && _fixed.method != zip::kDeflated)
			return refused("package.entry_method", "a file is packed in an unknown way", entry.name);
		entry.deflated = _fixed.method == zip::kDeflated;
		return {};
	}

	Result<void> checkSizes(ZipEntry& entry)
	{
		entry.crc = _fixed.crc;
		entry.packed = _fixed.packed;
		entry.size = _fixed.size;
		if (entry.size > Limits::kEntry || entry.packed > Limits::kPackage)
			return refused("package.entry_too_large", "a file inside is too large", entry.name)
			    .with("limit", std::to_string(Limits::kEntry >> 20) + " MiB");
		_total += entry.size;
		if (_total > Limits::kTotal)
			return permanent("package.total_too_large", "the unpacked files are too large together")
			    .with("limit", std::to_string(Limits::kTotal >> 20) + " MiB");
		if (entry.size > Limits::kRatioFrom && entry.size > entry.packed * Limits::kRatio)
			return refused("package.entry_ratio", "a file would grow beyond measure", entry.name)
			    .with("limit", std::to_string(Limits::kRatio));
		if (!entry.deflated && entry.size != entry.packed) return wrong(entry.name, "sizes of a stored file");
		return {};
	}

	Result<void> checkLocal(ZipEntry& entry)
	{
		std::string record;
		if (!readAt(_file, _position, zip::kLocalSize + entry.name.size(), record))
			return wrong(entry.name, "local header");
		Fields fields(record);
		const auto mark = fields.u32();
		const auto local = Fixed::read(fields);
		if (mark != zip::kLocalMark || local != _fixed || record.substr(zip::kLocalSize) != entry.name)
			return wrong(entry.name, "local header");
		entry.data = _position + zip::kLocalSize + entry.name.size();
		_position = entry.data + entry.packed;
		return {};
	}

	std::istream& _file;
	const std::string _directory;
	std::size_t _at = 0;         ///< in the directory
	std::uint64_t _position = 0; ///< in the file: where the next local header must stand
	std::uint64_t _total = 0;
	std::uint32_t _madeBy = 0;
	std::uint32_t _attributes = 0;
	Fixed _fixed;
	std::set<std::string> _files;
	std::map<std::string, std::string> _folders; ///< folded → as first spelled
};

} // namespace

Result<std::vector<ZipEntry>> readZipDirectory(std::istream& file, std::uint64_t size)
{
	if (size > Limits::kPackage)
		return permanent("package.too_large", "the file is too large for a package")
		    .with("limit", std::to_string(Limits::kPackage >> 20) + " MiB");
	EH_TRY(const End end, readEnd(file, size));
	std::string directory;
	if (!readAt(file, end.offset, static_cast<std::size_t>(end.size), directory)) return endWrong();
	DirectoryReader reader(file, std::move(directory));
	for (std::size_t i = 0; i < end.entries; ++i) EH_CHECK(reader.readOne());
	if (!reader.atEnd() || reader.position() != end.offset) return wrong("", "something between files and directory");
	return std::move(reader.entries);
}

} // namespace erphost::packages
