// Feeds the package reader: whole archives, and manifests, hash lists and signatures by themselves. Reading must end,
// stay within its memory, and whatever is accepted must be what it says.
#include "host/packages/EntryName.hpp"
#include "host/packages/PackageReader.hpp"
#include "host/packages/ZipEntryReader.hpp"
#include "host/packages/testing/RawZip.hpp"

#include <cstdlib>
#include <sstream>

using namespace erphost;
using namespace erphost::packages;

namespace {

void require(bool condition)
{
	if (!condition) std::abort();
}

void readArchive(const std::string& bytes)
{
	std::istringstream file(bytes);
	const auto entries = readZipDirectory(file, bytes.size());
	if (!entries) return;
	for (const auto& entry : *entries)
	{
		require(isEntryName(entry.name) && entry.data + entry.packed <= bytes.size());
		std::uint64_t seen = 0;
		const auto read = readZipEntry(file, entry, [&](std::string_view chunk) -> Result<void> {
			seen += chunk.size();
			require(seen <= entry.size);
			return {};
		});
		require(!read || seen == entry.size);
	}
	auto package = PackageReader::open(file, bytes.size());
	if (!package) return;
	require(package->hashes().id == package->manifest().id);
	require(package->entries().size() <= package->hashes().files.size() + 2);
	static_cast<void>(package->check());
}

void readParts(const std::string& text)
{
	if (const auto manifest = parseManifest(text, {}); manifest)
	{
		require(!manifest->id.empty() && manifest->id.find_first_of("./\\") == std::string::npos);
		// As part of a package, too: behind a correct archive and hash list.
		readArchive(packages::testing::package(text, {}, manifest->id, manifest->version).bytes());
	}
	if (const auto list = HashList::parse(text); list) require(HashList::parse(list->text())->files == list->files);
	static_cast<void>(PackageSignature::parse(text));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
	if (size == 0) return 0;
	const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
	if (data[0] % 2) readParts(bytes);
	else readArchive(bytes);
	return 0;
}
