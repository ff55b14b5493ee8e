#include "host/packages/Installer.hpp"

#include "host/packages/Contents.hpp"
#include "host/packages/FolderCheck.hpp"
#include "host/packages/Probe.hpp"
#include "host/packages/VersionNumber.hpp"
#include "host/platform/DurableMove.hpp"
#include "host/platform/Failpoint.hpp"
#include "host/platform/Files.hpp"
#include "host/store/Database.hpp"
#include "host/store/Migrator.hpp"

#include <algorithm>

namespace erphost::packages {
namespace {

/// The entities that a package brings: entities/<name>.json.
std::vector<std::string> ownEntities(const HashList& hashes)
{
	constexpr std::string_view kFolder = "entities/", kEnding = ".json";
	std::vector<std::string> names;
	for (const auto& file : hashes.files)
		if (file.path.starts_with(kFolder) && file.path.ends_with(kEnding))
			names.push_back(file.path.substr(kFolder.size(), file.path.size() - kFolder.size() - kEnding.size()));
	return names;
}

/// Removes what is staged, whatever happened.
class Staged
{
public:
	explicit Staged(std::filesystem::path folder): _folder(std::move(folder)) { remove(); }
	~Staged() { remove(); }
	Staged(const Staged&) = delete;
	Staged& operator=(const Staged&) = delete;

private:
	void remove() const
	{
		std::error_code ignored;
		std::filesystem::remove_all(_folder, ignored);
	}
	const std::filesystem::path _folder;
};

Result<void> makeFolder(const std::filesystem::path& folder)
{
	std::error_code failed;
	std::filesystem::create_directories(folder, failed);
	if (!failed) return {};
	return misconfigured("file.unwritable", "cannot make " + toUtf8(folder))
	    .with("file", toUtf8(folder))
	    .with("reason", failed.message());
}

} // namespace

HostOffer Installer::offer(std::vector<InstalledPlugin> plugins) const
{
	return {_options.hostVersion, std::string(platformName()), _options.entities, std::move(plugins)};
}

Result<std::unique_ptr<FileLock>> Installer::lock() const
{
	EH_CHECK(makeFolder(_options.data / "run"));
	auto lock = FileLock::take(_options.data / "run" / "packages.lock");
	if (!lock && lock.error().code == "lock.taken")
		return conflict("package.busy", "another installation is going on")
		    .with("pid", std::string(lock.error().param("pid")));
	return lock;
}

Result<Preview> Installer::preview(PackageReader& package) const
{
	EH_CHECK(package.check());
	EH_TRY(const auto trust, TrustStore::read(_options.data));
	EH_TRY(auto plugins, readPluginList(_options.data));
	Preview preview;
	preview.verdict = trust.judge(package.signature(), package.hashesText());
	preview.platforms = package.platforms();
	EH_TRY(preview.tables, tablesOf(package));
	if (const auto found = findPlugin(plugins, package.manifest().id)) preview.present = **found;
	preview.unmet =
		unmetNeeds(package.manifest(), preview.platforms, ownEntities(package.hashes()), offer(std::move(plugins)));
	return preview;
}

std::vector<Error> Installer::obstacles(const Manifest& manifest, const Preview& preview) const
{
	std::vector<Error> found;
	const auto add = [&](Result<void> checked) {
		if (!checked) found.push_back(std::move(checked).error());
	};
	add(permit(preview.verdict, _options.developer));
	found.insert(found.end(), preview.unmet.begin(), preview.unmet.end());
	add(checkKind(manifest, preview.present, preview.present ? Kind::upgrade : Kind::install));
	return found;
}

Result<void> Installer::checkKind(const Manifest& manifest, const std::optional<InstalledPlugin>& present,
                                  Kind kind) const
{
	if (kind == Kind::upgrade && !present)
		return permanent("plugin.not_found", "there is no plugin " + manifest.id).with("plugin", manifest.id);
	if (!present) return {};
	const auto readable = readManifest(present->path);
	const auto version = present->packaged() ? present->version : readable ? readable->version : "-";
	const auto about = [&](Error error) {
		return std::move(error).with("plugin", manifest.id).with("version", manifest.version).with("present", version);
	};
	if (kind == Kind::install) return about(conflict("package.exists", manifest.id + " is installed"));
	if (present->trial)
		return conflict("package.on_trial", manifest.id + " is on trial")
		    .with("plugin", manifest.id)
		    .with("version", version);
	if (!present->packaged()) return {};
	if (version == manifest.version) return about(conflict("package.installed", manifest.id + " is installed"));
	const auto now = VersionNumber::parse(version);
	const auto wanted = VersionNumber::parse(manifest.version);
	if (now && wanted && *wanted < *now) return about(conflict("package.older", "the package is older"));
	return {};
}

Result<void> Installer::migrate(const Manifest& manifest, std::int64_t nowMs) const
{
	if (std::error_code ignored; !std::filesystem::exists(manifest.migrations(), ignored)) return {};
	EH_TRY(const auto migrations, store::readMigrations(manifest.migrations()));
	store::OpenOptions options;
	options.file = _options.data / "store.db";
	options.readers = 1;
	EH_TRY(const auto database, store::Database::open(options));
	EH_CHECK(store::migrate(*database, "host", store::hostMigrations(), nowMs));
	return store::migrateAtOnce(*database, manifest.id, migrations, nowMs);
}

Result<void> Installer::place(const PackageReader& package, const std::optional<InstalledPlugin>& present) const
{
	const auto& manifest = package.manifest();
	const auto folder = versionFolder(_options.data, manifest.id, manifest.version);
	std::error_code failed;
	if (std::filesystem::exists(folder, failed))
	{
		const auto there = readFile(folder / kHashesFile);
		const bool kept = present && std::find(present->versions.begin(), present->versions.end(), manifest.version) !=
		                                 present->versions.end();
		if (kept && there && *there != package.hashesText())
			return conflict("package.version_differs", "the version is there with another content")
			    .with("plugin", manifest.id)
			    .with("version", manifest.version);
		// The same again, or what an installation left that never came to its end: the fresh files take its place.
		std::filesystem::remove_all(folder, failed);
	}
	EH_CHECK(makeFolder(folder.parent_path()));
	return moveDurably(staging(), folder);
}

Result<void> Installer::switchTo(const Manifest& manifest, bool enable) const
{
	InstalledPlugin now;
	EH_CHECK(changePluginList(_options.data, [&](std::vector<InstalledPlugin>& plugins) -> Result<void> {
		const auto found = findPlugin(plugins, manifest.id);
		const bool known = found.ok();
		if (!known) plugins.push_back({manifest.id, {}, enable});
		auto& entry = known ? **found : plugins.back();
		entry.trial = Trial{entry.version, entry.path};
		entry.version = manifest.version;
		entry.path = versionFolder(_options.data, manifest.id, manifest.version);
		entry.returned.reset();
		// In the order in which they ran: one step back is the one that ran before.
		for (const auto& version : {entry.trial->version, manifest.version})
		{
			std::erase(entry.versions, version);
			if (!version.empty()) entry.versions.push_back(version);
		}
		for (auto old = entry.versions.begin(); entry.versions.size() > kKeptVersions && old != entry.versions.end();)
			old = *old == entry.version || *old == entry.trial->version ? std::next(old) : entry.versions.erase(old);
		now = entry;
		return {};
	}));
	prune(now);
	return {};
}

void Installer::prune(const InstalledPlugin& plugin) const
{
	std::error_code ignored;
	std::vector<std::filesystem::path> old;
	for (const auto& entry :
	     std::filesystem::directory_iterator(_options.data / "plugins" / toPath(plugin.id), ignored))
		if (std::find(plugin.versions.begin(), plugin.versions.end(), toUtf8(entry.path().filename())) ==
		    plugin.versions.end())
			old.push_back(entry.path());
	// One that Windows still holds open goes with the next installation.
	for (const auto& folder : old) std::filesystem::remove_all(folder, ignored);
}

Result<void> Installer::run(PackageReader& package, Kind kind, bool enable, std::int64_t nowMs)
{
	EH_TRY(const auto held, lock());
	const auto& manifest = package.manifest();
	_options.onStep("reading");
	EH_TRY(const auto preview, this->preview(package));
	EH_CHECK(permit(preview.verdict, _options.developer));
	if (!preview.unmet.empty()) return preview.unmet.front();
	EH_CHECK(checkKind(manifest, preview.present, kind));

	const Staged staged(staging());
	EH_CHECK(makeFolder(staging()));
	EH_CHECK(package.unpack(staging()));
	EH_TRY(const auto unpacked, readManifest(staging()));
	EH_FAILPOINT("packages.unpacked");
	_options.onStep("probing");
	EH_CHECK((Probe{_options.program, _options.data, _options.data / "run" / "probe"}.run(unpacked)));
	EH_FAILPOINT("packages.probed");
	_options.onStep("migrating");
	EH_CHECK(migrate(unpacked, nowMs));
	EH_FAILPOINT("packages.migrated");
	_options.onStep("switching");
	EH_CHECK(place(package, preview.present));
	EH_FAILPOINT("packages.placed");
	return switchTo(manifest, enable);
}

Result<std::string> Installer::rollback(const std::string& id, const std::string& version)
{
	EH_TRY(const auto held, lock());
	EH_TRY(const auto trust, TrustStore::read(_options.data));
	std::string target;
	EH_CHECK(changePluginList(_options.data, [&](std::vector<InstalledPlugin>& plugins) -> Result<void> {
		EH_TRY(auto* entry, findPlugin(plugins, id));
		const auto none = [&] {
			return permanent("package.no_former", "there is no version to go back to")
			    .with("plugin", id)
			    .with("version", version.empty() ? "-" : version);
		};
		const auto present = std::find(entry->versions.begin(), entry->versions.end(), entry->version);
		if (!version.empty())
		{
			if (version == entry->version ||
			    std::find(entry->versions.begin(), entry->versions.end(), version) == entry->versions.end())
				return none();
			target = version;
		}
		else if (entry->trial && !entry->trial->path.empty()) target = entry->trial->version;
		else if (entry->trial || present == entry->versions.begin() || present == entry->versions.end()) return none();
		else target = *std::prev(present);
		if (!target.empty())
		{
			const auto folder = versionFolder(_options.data, id, target);
			EH_TRY(const auto verdict, checkFolder(folder, id, trust));
			EH_CHECK(permit(verdict, _options.developer));
			entry->path = folder;
		}
		else entry->path = entry->trial->path;
		entry->version = target;
		entry->trial.reset();
		entry->returned.reset();
		return {};
	}));
	return target;
}

} // namespace erphost::packages
