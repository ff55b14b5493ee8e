#pragma once

#include "erphost/Result.hpp"
#include "host/packages/Needs.hpp"
#include "host/packages/PackageFile.hpp"
#include "host/packages/PluginList.hpp"
#include "host/packages/TrustStore.hpp"
#include "host/platform/Files.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace erphost::packages {

/// What a person sees before a package is installed.
struct Preview
{
	Verdict verdict;
	std::vector<std::string> platforms;
	std::vector<std::string> tables; ///< its own, that its migrations make
	std::vector<Error> unmet;
	std::optional<InstalledPlugin> present; ///< the plugin as it is now
};

/// Brings packages into a data folder and back out. Nothing that runs changes before everything has been checked: the
/// files are unpacked where nobody looks, the plugin is started once in a process of its own, its migrations run in one
/// transaction, and then one file is replaced. A killed installation leaves nothing but a scratch folder, which the
/// next one removes. Main thread; one installation at a time per data folder ("package.busy").
class Installer
{
public:
	struct Options
	{
		std::filesystem::path data;
		std::filesystem::path program; ///< erphost, for the probe
		std::string hostVersion;
		std::vector<std::string> entities;
		bool developer = false;
		/// Told what begins: "reading", "probing", "migrating", "switching".
		std::function<void(const char*)> onStep = [](const char*) {};
	};
	enum class Kind
	{
		install, ///< "package.exists" if the plugin is there
		upgrade  ///< "plugin.not_found" if it is not
	};
	static constexpr std::size_t kKeptVersions = 3;

	explicit Installer(Options options): _options(std::move(options)) {}

	/// Reads every byte of the package and says what would come of it; refuses only what is damaged.
	Result<Preview> preview(PackageReader& package) const;

	/// Everything that stands in the way of installing it, or of upgrading to it if the plugin is there: what run()
	/// would refuse before it does anything.
	std::vector<Error> obstacles(const Manifest& manifest, const Preview& preview) const;

	/// Errors besides those of preview, permit() and unmetNeeds(): "package.installed", "package.older",
	/// "package.version_differs", "package.on_trial"; those of the probe and of the migrations. A running host follows
	/// within a second and returns to the version before by itself if the new one does not hold (Trial).
	Result<void> run(PackageReader& package, Kind kind, bool enable, std::int64_t nowMs);

	/// Switches to a kept version: the given one, or the one before. Returns it; "" is a plain folder.
	/// "package.no_former" if there is none; a version that was changed since, or whose signer was revoked, is refused.
	Result<std::string> rollback(const std::string& id, const std::string& version);

	/// Held while something is installed or removed.
	Result<std::unique_ptr<FileLock>> lock() const;

private:
	std::filesystem::path staging() const { return _options.data / "run" / "staging"; }
	HostOffer offer(std::vector<InstalledPlugin> plugins) const;
	Result<void> checkKind(const Manifest& manifest, const std::optional<InstalledPlugin>& present, Kind kind) const;
	Result<void> migrate(const Manifest& manifest, std::int64_t nowMs) const;
	Result<void> place(const PackageReader& package, const std::optional<InstalledPlugin>& present) const;
	Result<void> switchTo(const Manifest& manifest, bool enable) const;
	void prune(const InstalledPlugin& plugin) const;

	const Options _options;
};

} // namespace erphost::packages
