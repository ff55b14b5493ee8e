#include "host/platform/LibraryKind.hpp"

#include <array>
#include <fstream>

namespace erphost {
namespace {

using Bytes = std::array<unsigned char, 4096>;

std::size_t number(const Bytes& bytes, std::size_t at, std::size_t size)
{
	std::size_t value = 0;
	for (std::size_t i = 0; i < size && at + i < bytes.size(); ++i)
		value |= static_cast<std::size_t>(bytes[at + i]) << (8 * i);
	return value;
}

std::string elf(const Bytes& bytes)
{
	switch (number(bytes, 18, 2)) // e_machine
	{
	case 62: return "linux-x86_64";
	case 183: return "linux-aarch64";
	case 3: return "linux-x86";
	default: return "other";
	}
}

std::string portableExecutable(const Bytes& bytes)
{
	const auto header = number(bytes, 0x3C, 4);
	if (header + 6 > bytes.size() || number(bytes, header, 4) != 0x4550) return {};
	switch (number(bytes, header + 4, 2))
	{
	case 0x8664: return "windows-x86_64";
	case 0x14C: return "windows-x86";
	default: return "other";
	}
}

} // namespace

std::string libraryKind(const std::filesystem::path& file)
{
	std::error_code failed;
	if (!std::filesystem::is_regular_file(file, failed)) return {};
	Bytes bytes{};
	std::ifstream stream(file, std::ios::binary);
	stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
	if (stream.gcount() < 64) return {};
	if (number(bytes, 0, 4) == 0x464C457F) return elf(bytes);
	if (number(bytes, 0, 2) == 0x5A4D) return portableExecutable(bytes);
	return {};
}

int bitsOf(const std::string& libraryKind)
{
	if (libraryKind.ends_with("64")) return 64;
	return libraryKind.ends_with("-x86") ? 32 : 0;
}

} // namespace erphost
