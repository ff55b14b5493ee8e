#pragma once

#include "erphost/Result.hpp"
#include "host/packages/ZipEntryReader.hpp"

#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace erphost::packages {

/// Writes an archive as readZipDirectory() wants it. The same files in the same order give the same bytes: there is no
/// time and no owner in it. `file` must be able to go back (seekp). Main memory is constant.
class ZipWriter
{
public:
	/// Feeds the content of a file to the sink.
	using Source = std::function<Result<void>(const ByteSink&)>;

	explicit ZipWriter(std::ostream& file): _file(file) {}
	ZipWriter(const ZipWriter&) = delete;
	ZipWriter& operator=(const ZipWriter&) = delete;

	Result<void> add(const std::string& name, const Source& source, bool deflate);
	/// Stored as it is: for what people want to read without tools.
	Result<void> addText(const std::string& name, std::string_view text);
	/// Directory and end. "package.unwritable" if the medium refused anything since the beginning.
	Result<void> finish();

private:
	struct Written
	{
		std::string header; ///< what local header and directory share
		std::string name;
		std::uint32_t offset = 0;
	};
	Result<void> check() const;

	std::ostream& _file;
	std::vector<Written> _entries;
};

} // namespace erphost::packages
