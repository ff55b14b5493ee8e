#include "host/platform/Files.hpp"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace erphost {
namespace {

std::string reason(int number)
{
	return std::generic_category().message(number);
}

Error unwritable(const std::filesystem::path& file, int number)
{
	return misconfigured("file.unwritable", "cannot write " + toUtf8(file) + ": " + reason(number))
	    .with("file", toUtf8(file))
	    .with("reason", reason(number));
}

bool writeAll(int handle, std::string_view content)
{
	while (!content.empty())
	{
		const auto written = ::write(handle, content.data(), content.size());
		if (written < 0 && errno == EINTR) continue;
		if (written < 0) return false;
		content.remove_prefix(static_cast<std::size_t>(written));
	}
	return true;
}

/// The content of a lock file.
std::string holderOf(int handle)
{
	char holder[32]{};
	const auto count = ::pread(handle, holder, sizeof holder - 1, 0);
	std::string pid(holder, count > 0 ? static_cast<std::size_t>(count) : 0);
	while (!pid.empty() && pid.back() == '\n') pid.pop_back();
	return pid;
}

} // namespace

Result<std::string> readFile(const std::filesystem::path& file)
{
	const auto unreadable = [&](int number) {
		return misconfigured("file.unreadable", "cannot read " + toUtf8(file) + ": " + reason(number))
		    .with("file", toUtf8(file))
		    .with("reason", reason(number));
	};
	const int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
	if (handle < 0) return unreadable(errno);
	std::string content;
	char buffer[65536];
	for (;;)
	{
		const auto count = ::read(handle, buffer, sizeof buffer);
		if (count < 0 && errno == EINTR) continue;
		if (count < 0)
		{
			const int number = errno;
			::close(handle);
			return unreadable(number);
		}
		if (count == 0) break;
		content.append(buffer, static_cast<std::size_t>(count));
	}
	::close(handle);
	return content;
}

Result<void> replaceFile(const std::filesystem::path& file, std::string_view content, bool ownerOnly)
{
	static std::atomic<unsigned> counter{0};
	std::string name = ".";
	name.append(file.filename().string()).append(".").append(std::to_string(::getpid()));
	name.append("-").append(std::to_string(++counter)).append(".new");
	const auto beside = file.parent_path() / name;
	// A file that others could not read so far stays so.
	mode_t mode = ownerOnly ? 0600 : 0644;
	struct stat existing
	{
	};
	if (!ownerOnly && ::stat(file.c_str(), &existing) == 0) mode = existing.st_mode & 0777;

	const int handle = ::open(beside.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
	if (handle < 0) return unwritable(file, errno);
	int number = 0;
	if (!writeAll(handle, content) || ::fsync(handle) != 0) number = errno;
	if (::close(handle) != 0 && number == 0) number = errno;
	if (number == 0 && ::rename(beside.c_str(), file.c_str()) != 0) number = errno;
	if (number != 0)
	{
		::unlink(beside.c_str());
		return unwritable(file, number);
	}
	// The rename itself is durable only when the folder is.
	const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
	if (const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); directory >= 0)
	{
		::fsync(directory);
		::close(directory);
	}
	return {};
}

struct FileLock::Impl
{
	int handle = -1;
	~Impl()
	{
		if (handle >= 0) ::close(handle);
	}
};

FileLock::FileLock(std::unique_ptr<Impl> impl): _impl(std::move(impl)) {}
FileLock::~FileLock() = default;

Result<std::unique_ptr<FileLock>> FileLock::take(const std::filesystem::path& file)
{
	auto impl = std::make_unique<Impl>();
	impl->handle = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
	if (impl->handle < 0) return unwritable(file, errno);
	// flock, not fcntl: a POSIX record lock is lost as soon as any other handle of the file is closed in this process.
	if (::flock(impl->handle, LOCK_EX | LOCK_NB) != 0)
	{
		if (errno != EWOULDBLOCK) return unwritable(file, errno);
		const auto pid = holderOf(impl->handle);
		return conflict("lock.taken", toUtf8(file) + " is held by process " + pid)
		    .with("file", toUtf8(file))
		    .with("pid", pid);
	}
	const auto pid = std::to_string(::getpid()) + "\n";
	if (::ftruncate(impl->handle, 0) != 0 || ::pwrite(impl->handle, pid.data(), pid.size(), 0) < 0)
		return unwritable(file, errno);
	return std::unique_ptr<FileLock>(new FileLock(std::move(impl)));
}

std::optional<std::string> FileLock::heldBy(const std::filesystem::path& file)
{
	Impl impl;
	impl.handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
	if (impl.handle < 0 || ::flock(impl.handle, LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK) return std::nullopt;
	return holderOf(impl.handle);
}

std::filesystem::path programFile()
{
	std::error_code ignored;
	return std::filesystem::read_symlink("/proc/self/exe", ignored);
}

std::int64_t residentKiB(std::int64_t processId)
{
	std::ifstream statm("/proc/" + std::to_string(processId) + "/statm");
	std::int64_t total = 0;
	std::int64_t resident = 0;
	if (!(statm >> total >> resident)) return 0;
	return resident * (::sysconf(_SC_PAGESIZE) / 1024);
}

} // namespace erphost
