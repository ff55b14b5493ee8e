#include "host/platform/Account.hpp"

#include "host/platform/Files.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <vector>

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace erphost {

Result<void> actAsOwnerOf(const std::filesystem::path& folder)
{
	struct stat info = {};
	if (::geteuid() != 0 || ::stat(folder.c_str(), &info) != 0 || info.st_uid == 0) return {};

	passwd account = {};
	passwd* found = nullptr;
	std::vector<char> buffer(16384);
	::getpwuid_r(info.st_uid, &account, buffer.data(), buffer.size(), &found);
	const auto group = found ? found->pw_gid : info.st_gid;
	// The user last: without root's rights the groups could no longer be changed.
	const bool changed = (found ? ::initgroups(found->pw_name, group) : ::setgroups(0, nullptr)) == 0 &&
	                     ::setgid(group) == 0 && ::setuid(info.st_uid) == 0;
	if (!changed)
	{
		const auto reason = std::generic_category().message(errno);
		return misconfigured("file.unwritable", "cannot act as the owner of " + toUtf8(folder) + ": " + reason)
		    .with("file", toUtf8(folder))
		    .with("reason", reason);
	}
	// ODBC looks for the user's own data sources there: what a command tries is what the service will find.
	if (found) ::setenv("HOME", found->pw_dir, 1);
	return {};
}

Result<void> closeToOthers(const std::filesystem::path& folder)
{
	std::error_code failed;
	std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
	if (!failed) return {};
	return misconfigured("file.unwritable", "cannot protect " + toUtf8(folder) + ": " + failed.message())
	    .with("file", toUtf8(folder))
	    .with("reason", failed.message());
}

} // namespace erphost
