#include "host/platform/Files.hpp"
#include "host/platform/windows/WindowsError.hpp"

#include <atomic>

#include <windows.h>
// After windows.h, which they need.
#include <psapi.h>
#include <sddl.h>

namespace erphost {
namespace {

constexpr DWORD kShareAll = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
// A lock is mandatory on Windows; it lies far behind the content so that the holder's id can be read.
constexpr DWORD kLockOffset = 0x40000000;

Error unwritable(const std::filesystem::path& file, DWORD number)
{
	return misconfigured("file.unwritable", "cannot write " + toUtf8(file) + ": " + windowsReason(number))
	    .with("file", toUtf8(file))
	    .with("reason", windowsReason(number));
}

bool writeAll(HANDLE handle, std::string_view content)
{
	while (!content.empty())
	{
		DWORD written = 0;
		const auto chunk = static_cast<DWORD>(content.size() < (1u << 20) ? content.size() : (1u << 20));
		if (!WriteFile(handle, content.data(), chunk, &written, nullptr)) return false;
		content.remove_prefix(written);
	}
	return true;
}

std::string readAll(HANDLE handle, DWORD& number)
{
	std::string content;
	char buffer[65536];
	DWORD count = 0;
	number = ERROR_SUCCESS;
	for (;;)
	{
		if (!ReadFile(handle, buffer, sizeof buffer, &count, nullptr))
		{
			number = GetLastError();
			break;
		}
		if (count == 0) break;
		content.append(buffer, count);
	}
	return content;
}

/// The content of a lock file.
std::string holderOf(HANDLE handle)
{
	DWORD number = 0;
	auto pid = readAll(handle, number);
	while (!pid.empty() && (pid.back() == '\n' || pid.back() == '\r')) pid.pop_back();
	return pid;
}

} // namespace

Result<std::string> readFile(const std::filesystem::path& file)
{
	const auto unreadable = [&](DWORD number) {
		return misconfigured("file.unreadable", "cannot read " + toUtf8(file) + ": " + windowsReason(number))
		    .with("file", toUtf8(file))
		    .with("reason", windowsReason(number));
	};
	// Sharing deletion lets replaceFile() of another process rename over the file meanwhile.
	const HANDLE handle =
		CreateFileW(file.c_str(), GENERIC_READ, kShareAll, nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
	if (handle == INVALID_HANDLE_VALUE) return unreadable(GetLastError());
	DWORD number = 0;
	auto content = readAll(handle, number);
	CloseHandle(handle);
	if (number != ERROR_SUCCESS) return unreadable(number);
	return content;
}

Result<void> replaceFile(const std::filesystem::path& file, std::string_view content, bool ownerOnly)
{
	static std::atomic<unsigned> counter{0};
	const auto beside =
		file.parent_path() / (L"." + file.filename().wstring() + L"." + std::to_wstring(GetCurrentProcessId()) + L"-" +
	                          std::to_wstring(++counter) + L".new");
	SECURITY_ATTRIBUTES attributes{sizeof(SECURITY_ATTRIBUTES), nullptr, FALSE};
	if (ownerOnly)
	{
		// Owner, system and administrators; nothing inherited from the folder.
		if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(
				L"D:P(A;;FA;;;OW)(A;;FA;;;SY)(A;;FA;;;BA)", SDDL_REVISION_1, &attributes.lpSecurityDescriptor, nullptr))
			return unwritable(file, GetLastError());
	}
	const HANDLE handle = CreateFileW(beside.c_str(), GENERIC_WRITE, 0, ownerOnly ? &attributes : nullptr, CREATE_NEW,
	                                  FILE_ATTRIBUTE_NORMAL, nullptr);
	DWORD number = handle == INVALID_HANDLE_VALUE ? GetLastError() : ERROR_SUCCESS;
	if (attributes.lpSecurityDescriptor) LocalFree(attributes.lpSecurityDescriptor);
	if (number != ERROR_SUCCESS) return unwritable(file, number);

	if (!writeAll(handle, content) || !FlushFileBuffers(handle)) number = GetLastError();
	CloseHandle(handle);
	// A reader or a virus scanner may hold the old file for a moment. One that reads again and again leaves only short
	// gaps: try at once and often at first, patiently later; in all two seconds.
	constexpr int kAtOnce = 200, kSoon = 200, kPatient = 90;
	for (int attempt = 0; number == ERROR_SUCCESS; ++attempt)
	{
		if (MoveFileExW(beside.c_str(), file.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) return {};
		const DWORD failed = GetLastError();
		const bool held = failed == ERROR_SHARING_VIOLATION || failed == ERROR_ACCESS_DENIED;
		if (!held || attempt == kAtOnce + kSoon + kPatient) number = failed;
		else Sleep(attempt < kAtOnce ? 0 : attempt < kAtOnce + kSoon ? 1 : 20);
	}
	DeleteFileW(beside.c_str());
	return unwritable(file, number);
}

struct FileLock::Impl
{
	HANDLE handle = INVALID_HANDLE_VALUE;
	~Impl()
	{
		if (handle != INVALID_HANDLE_VALUE) CloseHandle(handle);
	}
};

FileLock::FileLock(std::unique_ptr<Impl> impl): _impl(std::move(impl)) {}
FileLock::~FileLock() = default;

Result<std::unique_ptr<FileLock>> FileLock::take(const std::filesystem::path& file)
{
	auto impl = std::make_unique<Impl>();
	impl->handle = CreateFileW(file.c_str(), GENERIC_READ | GENERIC_WRITE, kShareAll, nullptr, OPEN_ALWAYS,
	                           FILE_ATTRIBUTE_NORMAL, nullptr);
	if (impl->handle == INVALID_HANDLE_VALUE) return unwritable(file, GetLastError());
	OVERLAPPED where{};
	where.Offset = kLockOffset;
	if (!LockFileEx(impl->handle, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &where))
	{
		const DWORD failed = GetLastError();
		if (failed != ERROR_LOCK_VIOLATION && failed != ERROR_IO_PENDING) return unwritable(file, failed);
		const auto pid = holderOf(impl->handle);
		return conflict("lock.taken", toUtf8(file) + " is held by process " + pid)
		    .with("file", toUtf8(file))
		    .with("pid", pid);
	}
	if (!SetEndOfFile(impl->handle) || !writeAll(impl->handle, std::to_string(GetCurrentProcessId()) + "\n"))
		return unwritable(file, GetLastError());
	return std::unique_ptr<FileLock>(new FileLock(std::move(impl)));
}

std::optional<std::string> FileLock::heldBy(const std::filesystem::path& file)
{
	Impl impl;
	impl.handle =
		CreateFileW(file.c_str(), GENERIC_READ, kShareAll, nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
	if (impl.handle == INVALID_HANDLE_VALUE) return std::nullopt;
	OVERLAPPED where{};
	where.Offset = kLockOffset;
	if (LockFileEx(impl.handle, LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &where)) return std::nullopt;
	const DWORD failed = GetLastError();
	if (failed != ERROR_LOCK_VIOLATION && failed != ERROR_IO_PENDING) return std::nullopt;
	return holderOf(impl.handle);
}

std::filesystem::path programFile()
{
	std::wstring name(32768, L'\0');
	name.resize(GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size())));
	return name;
}

std::int64_t residentKiB(std::int64_t processId)
{
	const HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, static_cast<DWORD>(processId));
	if (!process) return 0;
	PROCESS_MEMORY_COUNTERS counters{};
	const BOOL known = K32GetProcessMemoryInfo(process, &counters, sizeof counters);
	CloseHandle(process);
	return known ? static_cast<std::int64_t>(counters.WorkingSetSize / 1024) : 0;
}

} // namespace erphost
