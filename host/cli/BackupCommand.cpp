#include "host/cli/Context.hpp"

#include "host/cli/DataFolder.hpp"
#include "host/platform/Account.hpp"
#include "host/platform/Files.hpp"
#include "host/secrets/SecretStore.hpp"
#include "host/store/Backup.hpp"
#include "host/store/Restore.hpp"

#include <date/date.h>

#include <ostream>

namespace erphost::cli {
namespace {

// Beside the store everything that a host needs before it is open (design §1), the files that people attached, and the
// unpacked packages.
constexpr const char* kSmallFiles[] = {"host.json", "erp.json", "plugins.json", "trust.json", "messaging.json"};

Error copyFailed(const std::filesystem::path& file, const std::error_code& failed)
{
	return misconfigured("cli.copy_failed", "cannot copy " + toUtf8(file) + ": " + failed.message())
	    .with("file", toUtf8(file))
	    .with("reason", failed.message());
}

/// UTC, sortable, without characters that file systems refuse.
std::string stamp(std::int64_t nowMs)
{
	return date::format("%Y%m%dT%H%M%SZ", date::floor<std::chrono::seconds>(date::sys_time<std::chrono::milliseconds>(
											  std::chrono::milliseconds(nowMs))));
}

/// File by file, because overwrite_existing does not overwrite in mingw's library.
Result<void> copyFolder(const std::filesystem::path& from, const std::filesystem::path& to)
{
	std::error_code failed;
	std::filesystem::create_directories(to, failed);
	if (failed) return copyFailed(to, failed);
	std::filesystem::recursive_directory_iterator entry(from, failed);
	for (; !failed && entry != std::filesystem::recursive_directory_iterator(); entry.increment(failed))
	{
		const auto target = to / entry->path().lexically_relative(from);
		std::error_code refused;
		if (entry->is_directory(refused)) std::filesystem::create_directory(target, refused);
		else if (std::filesystem::remove(target, refused); !refused)
			std::filesystem::copy_file(entry->path(), target, refused);
		if (refused) return copyFailed(target, refused);
	}
	if (failed) return copyFailed(from, failed);
	return {};
}

Result<void> copySmallFiles(const std::filesystem::path& from, const std::filesystem::path& to)
{
	const auto copy = [&](const char* name, bool ownerOnly) -> Result<void> {
		std::error_code ignored;
		if (!std::filesystem::exists(from / name, ignored)) return {};
		EH_TRY(const auto content, readFile(from / name));
		return replaceFile(to / name, content, ownerOnly);
	};
	for (const char* name : kSmallFiles) EH_CHECK(copy(name, false));
	for (const char* name : secrets::kSecretFiles) EH_CHECK(copy(name, true));
	for (const char* name : {"files", "plugins"})
		if (std::error_code failed; std::filesystem::exists(from / name, failed))
			EH_CHECK(copyFolder(from / name, to / name));
	return {};
}

Result<std::filesystem::path> backup(const std::string& dataOption, const std::string& target, std::int64_t nowMs)
{
	EH_TRY(const auto data, existingData(dataOption));
	std::error_code failed;
	if (!std::filesystem::exists(data / "store.db", failed))
		return misconfigured("cli.no_store", "there is no store").with("file", toUtf8(data / "store.db"));
	const auto folder =
		target.empty() ? data / "backups" / stamp(nowMs) : std::filesystem::absolute(toPath(target), failed);
	if (std::filesystem::exists(folder, failed))
		return conflict("cli.backup_exists", toUtf8(folder) + " exists").with("target", toUtf8(folder));
	// Under another name until it is complete: half a backup must not look like one.
	auto partial = folder;
	partial += ".partial";
	std::filesystem::remove_all(partial, failed);
	std::filesystem::create_directories(partial, failed);
	if (!failed) std::filesystem::permissions(partial, std::filesystem::perms::owner_all, failed);
	if (failed) return copyFailed(partial, failed);
	EH_CHECK(store::backup(data / "store.db", partial / "store.db"));
	EH_CHECK(copySmallFiles(data, partial));
	std::filesystem::rename(partial, folder, failed);
	if (failed) return copyFailed(folder, failed);
	return folder;
}

Result<store::Restored> restore(const std::string& dataOption, const std::string& source, bool storeOnly,
                                std::int64_t nowMs)
{
	const auto folder = toPath(source);
	std::error_code failed;
	if (!std::filesystem::exists(folder / "store.db", failed))
		return permanent("cli.not_a_backup", "no store.db in " + source).with("source", source);
	const auto data = std::filesystem::absolute(toPath(dataOption));
	EH_CHECK(actAsOwnerOf(data));
	EH_CHECK(createDataFolder(data));
	auto lock = FileLock::take(data / "instance.lock");
	if (!lock && lock.error().code == "lock.taken")
		return conflict("cli.running", "erphost is running")
		    .with("data", toUtf8(data))
		    .with("pid", std::string(lock.error().param("pid")));
	if (!lock) return std::move(lock).error();
	EH_TRY(auto restored, store::restore(folder / "store.db", data / "store.db", nowMs));
	if (storeOnly) return restored;
	const auto before = data / "backups" / ("before-restore-" + stamp(nowMs));
	std::filesystem::create_directories(before, failed);
	if (failed) return copyFailed(before, failed);
	EH_CHECK(copySmallFiles(data, before));
	EH_CHECK(copySmallFiles(folder, data));
	return restored;
}

} // namespace

void addBackup(CLI::App& app, Context& context)
{
	auto* backupCommand = context.command(app, "backup", "备份数据库和全部设置（运行中也可以）",
	                                      "Back up store and settings (also while running)");
	{
		const auto data = context.dataOption(*backupCommand);
		const auto json = context.jsonOption(*backupCommand);
		auto target = std::make_shared<std::string>();
		backupCommand->add_option(
			"TARGET", *target,
			context.text("目标文件夹；不写则放在 backups 下", "Target folder; below backups if left out"));
		context.onRun(*backupCommand, [&context, data, json, target] {
			const auto made = backup(*data, *target, context.clock.nowMs());
			if (!made) return context.report(made.error());
			if (*json) context.out << nlohmann::json{{"folder", toUtf8(*made)}}.dump() << std::endl;
			else context.out << context.text("备份完成：", "Backup complete: ") << toUtf8(*made) << std::endl;
			return static_cast<int>(kOk);
		});
	}
	auto* restoreCommand =
		context.command(app, "restore", "从备份恢复（需先停止 erphost）", "Restore a backup (erphost must be stopped)");
	const auto data = context.dataOption(*restoreCommand);
	auto source = std::make_shared<std::string>();
	auto storeOnly = std::make_shared<bool>(false);
	restoreCommand->add_option("BACKUP", *source, context.text("备份文件夹", "The backup's folder"))->required();
	restoreCommand->add_flag("--store-only", *storeOnly,
	                         context.text("只恢复数据库，保留现有设置", "The store only; keep the present settings"));
	context.onRun(*restoreCommand, [&context, data, source, storeOnly] {
		const auto restored = restore(*data, *source, *storeOnly, context.clock.nowMs());
		if (!restored) return context.report(restored.error());
		context.out << context.text("恢复完成。数据代次：", "Restored. Epoch of the store: ") << restored->epoch
					<< "\n";
		if (!restored->previous.empty())
			context.out << context.text("原数据库保留在：", "The former store is kept in: ")
						<< toUtf8(restored->previous) << "\n";
		context.out << context.text("在与 ERP 核对完成之前，不会向 ERP 写入任何内容。",
		                            "Nothing is written to the ERP until it has been compared with the store.")
					<< std::endl;
		return static_cast<int>(kOk);
	});
}

} // namespace erphost::cli
