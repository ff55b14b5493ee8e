#pragma once

#include "erphost/Result.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace erphost {

/// Paths are UTF-8 wherever they are text: in files, arguments and messages, also on Windows.
std::filesystem::path toPath(std::string_view utf8);
std::string toUtf8(const std::filesystem::path& path);

/// Reads a whole file ("file.unreadable" names it).
Result<std::string> readFile(const std::filesystem::path& file);

/// Writes beside, flushes to the disk, renames over: a reader sees the old content or the new, also after a power cut.
/// `ownerOnly` keeps other accounts from reading it.
Result<void> replaceFile(const std::filesystem::path& file, std::string_view content, bool ownerOnly = false);

/// An exclusive lock on a file for as long as the object lives; the system releases it when the process dies.
class FileLock
{
public:
	/// "lock.taken" (conflict, params file and pid of the holder) if another process holds it. Takes the file as it is
	/// or creates it; the holder's process id is its content.
	static Result<std::unique_ptr<FileLock>> take(const std::filesystem::path& file);
	/// The process id of who holds it, "" if that cannot be told; nullopt: nobody, or there is no such file. Changes
	/// nothing.
	static std::optional<std::string> heldBy(const std::filesystem::path& file);
	~FileLock();

private:
	struct Impl;
	explicit FileLock(std::unique_ptr<Impl> impl);
	std::unique_ptr<Impl> _impl;
};

/// The folder of the running program; data, libraries and console files are found relative to it.
std::filesystem::path programFile();

/// Resident memory of a process in KiB, 0 if unknown.
std::int64_t residentKiB(std::int64_t processId);

} // namespace erphost
