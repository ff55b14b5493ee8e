#include "host/packages/ZipEntryReader.hpp"

#include "host/packages/ZipFormat.hpp"

#include <Poco/Checksum.h>
#include <Poco/Exception.h>
#include <Poco/InflatingStream.h>

#include <algorithm>
#include <array>
#include <streambuf>

namespace erphost::packages {
namespace {

constexpr std::size_t kChunk = 64 << 10;

/// The packed bytes of one entry as a stream of their own.
class EntryBytes : public std::streambuf
{
public:
	EntryBytes(std::istream& file, const ZipEntry& entry): _file(file), _left(entry.packed)
	{
		_file.clear();
		_file.seekg(static_cast<std::streamoff>(entry.data));
	}

protected:
	int_type underflow() override
	{
		const auto wanted = std::min<std::uint64_t>(_left, _buffer.size());
		if (wanted == 0) return traits_type::eof();
		_file.read(_buffer.data(), static_cast<std::streamsize>(wanted));
		const auto count = _file.gcount();
		if (count <= 0) return traits_type::eof();
		_left -= static_cast<std::uint64_t>(count);
		setg(_buffer.data(), _buffer.data(), _buffer.data() + count);
		return traits_type::to_int_type(_buffer[0]);
	}

private:
	std::istream& _file;
	std::uint64_t _left;
	std::array<char, 16 << 10> _buffer{};
};

Error damaged(const ZipEntry& entry)
{
	return permanent("package.entry_damaged", "a file inside is damaged: " + entry.name).with("entry", entry.name);
}

Result<void> pump(std::istream& from, const ZipEntry& entry, const ByteSink& sink)
{
	Poco::Checksum sum(Poco::Checksum::TYPE_CRC32);
	std::string buffer(kChunk, '\0');
	std::uint64_t total = 0;
	while (from.good())
	{
		from.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
		const auto count = static_cast<std::size_t>(from.gcount());
		if (count == 0) break;
		total += count;
		if (total > entry.size) return damaged(entry);
		sum.update(buffer.data(), static_cast<unsigned int>(count));
		EH_CHECK(sink(std::string_view(buffer).substr(0, count)));
	}
	// A stream that cannot be inflated turns bad; its end alone is eof and fail.
	if (from.bad() || total != entry.size || sum.checksum() != entry.crc) return damaged(entry);
	return {};
}

} // namespace

Result<void> readZipEntry(std::istream& file, const ZipEntry& entry, const ByteSink& sink)
{
	EntryBytes bytes(file, entry);
	std::istream packed(&bytes);
	if (!entry.deflated) return pump(packed, entry, sink);
	try
	{
		Poco::InflatingInputStream inflating(packed, zip::kRawDeflate);
		return pump(inflating, entry, sink);
	}
	catch (const Poco::Exception&)
	{
		return damaged(entry);
	}
}

Result<std::string> readZipText(std::istream& file, const ZipEntry& entry, std::uint64_t limit)
{
	if (entry.size > limit)
		return permanent("package.entry_too_large", "a file inside is too large: " + entry.name)
		    .with("entry", entry.name)
		    .with("limit", std::to_string(limit >> 10) + " KiB");
	std::string text;
	text.reserve(static_cast<std::size_t>(entry.size));
	EH_CHECK(readZipEntry(file, entry, [&](std::string_view bytes) -> Result<void> {
		text.append(bytes);
		return {};
	}));
	return text;
}

} // namespace erphost::packages
