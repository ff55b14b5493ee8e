#pragma once

#include "erphost/Result.hpp"
#include "host/packages/PackageReader.hpp"

#include <filesystem>
#include <fstream>
#include <memory>

namespace erphost::packages {

/// A package on the disk or on a stick, held open: what was checked is what is unpacked, whatever happens to the file's
/// name meanwhile.
class PackageFile
{
public:
	/// "file.unreadable", and the errors of PackageReader::open().
	static Result<std::unique_ptr<PackageFile>> open(const std::filesystem::path& file);
	PackageReader& reader() { return *_reader; }

private:
	PackageFile() = default;
	std::ifstream _file;
	std::unique_ptr<PackageReader> _reader;
};

} // namespace erphost::packages
