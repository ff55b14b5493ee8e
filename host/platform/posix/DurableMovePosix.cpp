#include "host/platform/DurableMove.hpp"

#include "host/platform/Files.hpp"

#include <cerrno>
#include <cstdio>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace erphost {
namespace {

Error unwritable(const std::filesystem::path& file, int number)
{
	const auto reason = std::generic_category().message(number);
	return misconfigured("file.unwritable", "cannot write " + toUtf8(file) + ": " + reason)
	    .with("file", toUtf8(file))
	    .with("reason", reason);
}

} // namespace

Result<void> moveDurably(const std::filesystem::path& from, const std::filesystem::path& to)
{
	int number = 0;
	if (std::rename(from.c_str(), to.c_str()) != 0) number = errno;
	// The rename is durable only when the folder is.
	const auto folder = to.has_parent_path() ? to.parent_path() : std::filesystem::path(".");
	if (const int directory = number == 0 ? ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	    directory >= 0)
	{
		if (::fsync(directory) != 0) number = errno;
		::close(directory);
	}
	if (number == 0) return {};
	return unwritable(to, number);
}

Result<void> flushFile(const std::filesystem::path& file)
{
	const int handle = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
	if (handle < 0) return unwritable(file, errno);
	const int number = ::fsync(handle) == 0 ? 0 : errno;
	::close(handle);
	if (number == 0) return {};
	return unwritable(file, number);
}

} // namespace erphost
