#include "host/packages/ZipWriter.hpp"

#include "host/packages/ZipFormat.hpp"

#include <Poco/Checksum.h>
#include <Poco/DeflatingStream.h>

namespace erphost::packages {
namespace {

/// Midnight of 1 January 1980, the first that the format knows: a package does not tell when it was made.
constexpr std::uint32_t kStamp = 0x00210000;
constexpr std::uint32_t kMode = 0100644;
constexpr int kDeflateLevel = 9;

std::string shared(std::uint32_t method, std::uint32_t crc, std::uint64_t packed, std::uint64_t size,
                   const std::string& name)
{
	std::string header;
	zip::put16(header, zip::kVersion);
	zip::put16(header, 0);
	zip::put16(header, method);
	zip::put32(header, kStamp);
	zip::put32(header, crc);
	zip::put32(header, static_cast<std::uint32_t>(packed));
	zip::put32(header, static_cast<std::uint32_t>(size));
	zip::put16(header, static_cast<std::uint32_t>(name.size()));
	zip::put16(header, 0);
	return header;
}

std::string local(const std::string& header, const std::string& name)
{
	std::string record;
	zip::put32(record, zip::kLocalMark);
	return record + header + name;
}

} // namespace

Result<void> ZipWriter::check() const
{
	if (_file.good()) return {};
	return misconfigured("package.unwritable", "the package cannot be written");
}

Result<void> ZipWriter::add(const std::string& name, const Source& source, bool deflate)
{
	const auto method = deflate ? zip::kDeflated : zip::kStored;
	const auto begin = _file.tellp();
	// Sizes and checksum are known at the end; the place is kept for them.
	_file << local(shared(method, 0, 0, 0, name), name);
	const auto data = _file.tellp();
	Poco::Checksum sum(Poco::Checksum::TYPE_CRC32);
	std::uint64_t size = 0;
	const auto copy = [&](std::ostream& into) {
		return source([&](std::string_view bytes) -> Result<void> {
			sum.update(bytes.data(), static_cast<unsigned int>(bytes.size()));
			size += bytes.size();
			into.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
			return {};
		});
	};
	if (deflate)
	{
		Poco::DeflatingOutputStream packing(_file, zip::kRawDeflate, kDeflateLevel);
		EH_CHECK(copy(packing));
		packing.close();
	}
	else EH_CHECK(copy(_file));
	const auto end = _file.tellp();
	EH_CHECK(check());
	const auto header = shared(method, sum.checksum(), static_cast<std::uint64_t>(end - data), size, name);
	_file.seekp(begin);
	_file << local(header, name);
	_file.seekp(end);
	_entries.push_back({header, name, static_cast<std::uint32_t>(begin)});
	return check();
}

Result<void> ZipWriter::addText(const std::string& name, std::string_view text)
{
	return add(
		name, [&](const ByteSink& sink) { return sink(text); }, false);
}

Result<void> ZipWriter::finish()
{
	std::string directory;
	const auto begin = _file.tellp();
	for (const auto& entry : _entries)
	{
		zip::put32(directory, zip::kDirectoryMark);
		zip::put16(directory, (zip::kUnixMadeBy << 8) | zip::kVersion);
		directory += entry.header;
		zip::put16(directory, 0); // comment
		zip::put16(directory, 0); // disk
		zip::put16(directory, 0); // internal attributes
		zip::put32(directory, kMode << 16);
		zip::put32(directory, entry.offset);
		directory += entry.name;
	}
	const auto size = directory.size();
	zip::put32(directory, zip::kEndMark);
	zip::put16(directory, 0);
	zip::put16(directory, 0);
	zip::put16(directory, static_cast<std::uint32_t>(_entries.size()));
	zip::put16(directory, static_cast<std::uint32_t>(_entries.size()));
	zip::put32(directory, static_cast<std::uint32_t>(size));
	zip::put32(directory, static_cast<std::uint32_t>(begin));
	zip::put16(directory, 0);
	_file << directory << std::flush;
	return check();
}

} // namespace erphost::packages
