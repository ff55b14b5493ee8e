#include "host/packages/PackageFile.hpp"

#include "host/platform/Files.hpp"

namespace erphost::packages {

Result<std::unique_ptr<PackageFile>> PackageFile::open(const std::filesystem::path& file)
{
	std::unique_ptr<PackageFile> package(new PackageFile);
	std::error_code failed;
	const bool plain = std::filesystem::is_regular_file(file, failed);
	if (plain) package->_file.open(file, std::ios::binary);
	if (!plain || !package->_file)
		return misconfigured("file.unreadable", "cannot read " + toUtf8(file))
		    .with("file", toUtf8(file))
		    .with("reason", failed ? failed.message() : "no readable file");
	package->_file.seekg(0, std::ios::end);
	const auto size = package->_file.tellg();
	EH_TRY(auto reader, PackageReader::open(package->_file, size < 0 ? 0 : static_cast<std::uint64_t>(size)));
	package->_reader = std::make_unique<PackageReader>(std::move(reader));
	return package;
}

} // namespace erphost::packages
