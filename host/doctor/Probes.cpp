#include "host/doctor/Probes.hpp"

#include "erphost/Abi.hpp"
#include "host/doctor/CertificateProbe.hpp"
#include "host/doctor/PortProbe.hpp"
#include "host/entities/TimeZone.hpp"
#include "host/odbc/ConnectionString.hpp"
#include "host/packages/Manifest.hpp"
#include "host/packages/PluginList.hpp"
#include "host/platform/ChildOutput.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/LibraryKind.hpp"
#include "host/secrets/SecretStore.hpp"
#include "host/supervisor/ProcessInfo.hpp"
#include "host/sync/SyncSetup.hpp"
#include "host/worker/PluginLibrary.hpp"

#include <cstdlib>

namespace erphost::doctor {
namespace {

using nlohmann::json;

json parsed(const std::filesystem::path& file)
{
	const auto text = readFile(file);
	return text ? json::parse(*text, nullptr, false) : json();
}

std::string textMember(const json& object, const char* name)
{
	if (!object.is_object() || !object.contains(name) || !object[name].is_string()) return {};
	return object[name].get<std::string>();
}

HostFacts hostFacts(const std::filesystem::path& data, json& status)
{
	HostFacts facts;
	facts.version = ERPHOST_VERSION;
	facts.bits = static_cast<int>(sizeof(void*) * 8);
	const auto holder = FileLock::heldBy(data / "instance.lock");
	facts.running = holder.has_value();
	if (!holder) return facts;
	facts.pid = *holder;
	status = parsed(data / "run" / "status.json");
	facts.runningVersion = textMember(status, "version");
	if (!status.is_object() || !status.contains("processes") || !status["processes"].is_array()) return facts;
	for (const auto& process : status["processes"])
	{
		HostFacts::Process seen{textMember(process, "name"), textMember(process, "state"), std::nullopt};
		if (process.is_object() && process.contains("error") && process["error"].is_object())
			seen.error = supervisor::errorFromJson(process["error"]);
		facts.processes.push_back(std::move(seen));
	}
	return facts;
}

DataFacts dataFacts(const std::filesystem::path& folder)
{
	DataFacts facts;
	facts.folder = folder;
	facts.access = accessOf(folder);
	std::error_code failed;
	// Of a folder that is still to be made, what is above it counts.
	auto there = folder;
	while (!std::filesystem::exists(there, failed) && there.has_parent_path() && there != there.parent_path())
		there = there.parent_path();
	if (const auto space = std::filesystem::space(there, failed); !failed)
	{
		facts.freeBytes = static_cast<std::int64_t>(space.available);
		facts.totalBytes = static_cast<std::int64_t>(space.capacity);
	}
	for (const char* name : {"host.json", "erp.json", "secrets.json", "secrets.key", "plugins.json", "messaging.json",
	                         "store.db", "store.db-wal", "store.db-shm", "files", "run", "log", "backups"})
		if (auto access = accessOf(folder / name); access.exists) facts.files.push_back({name, std::move(access)});
	for (const char* name : {"secrets.json", "messaging.json"})
		if (std::filesystem::exists(folder / name, failed))
		{
			const auto text = readFile(folder / name);
			if (!text) facts.damaged.push_back(text.error());
			else if (!json::parse(*text, nullptr, false).is_object())
				facts.damaged.push_back(
					misconfigured("doctor.file_damaged", "not a JSON object").with("file", toUtf8(folder / name)));
		}
	return facts;
}

void lookAtConfig(const ProbeOptions& options, const json& status, Facts& facts)
{
	auto config = settings::readHostConfig(options.data);
	if (!config)
	{
		facts.data.damaged.push_back(config.error());
		return;
	}
	facts.config = *config;
	const auto zone = entities::TimeZone::find(config->timeZone);
	const auto now = facts.nowMs / 1000;
	facts.zoneKnown = zone.ok();
	if (zone) facts.zoneOffsetMinutes = static_cast<int>((zone->toLocalSeconds(now) - now) / 60);
	// Of a host on any free port, its own word counts.
	int port = config->port;
	if (const auto address = textMember(status, "address"); port == 0 && !address.empty())
		port = std::atoi(address.substr(address.rfind(':') + 1).c_str());
	if (port > 0) facts.port = portFacts(*config, facts.host.running, port);
	if (config->tls()) facts.certificate = certificateFacts(toPath(config->certificate), toPath(config->privateKey));
}

void lookAtStore(const ProbeOptions& options, Facts& facts)
{
	const auto file = options.data / "store.db";
	std::error_code failed;
	if (!std::filesystem::exists(file, failed)) return;
	auto seen = store::inspect(file, options.storeLimit);
	if (seen) facts.store.seen = *std::move(seen);
	else facts.store.unreadable = seen.error();
}

/// In a process of its own: a driver that crashes or hangs is a finding, not the end of the doctor.
void askErp(const ProbeOptions& options, ErpFacts& erp)
{
	const auto ran =
		runChild(options.program, {"erp", "check", "--json", "--data", toUtf8(options.data)}, options.erpLimit);
	if (!ran)
	{
		erp.broken = ran.error();
		return;
	}
	if (!ran->status || ran->status->crashed)
	{
		erp.broken = ran->status
		                 ? misconfigured("doctor.erp_crashed", "the check crashed").with("how", ran->status->describe())
		                 : misconfigured("doctor.erp_frozen", "the check hangs")
		                       .with("seconds", std::to_string(options.erpLimit.count() / 1000));
		return;
	}
	const auto report = json::parse(ran->text, nullptr, false);
	if (!report.is_object() || !report.contains("findings") || !report["findings"].is_array())
	{
		erp.broken = misconfigured("doctor.erp_crashed", "no answer").with("how", ran->status->describe());
		return;
	}
	for (const auto& finding : report["findings"])
		erp.checked.push_back({supervisor::errorFromJson(finding), textMember(finding, "level") == "error"});
	const auto& server = report["server"];
	if (server.is_object())
		erp.server = textMember(server, "product") + " " + textMember(server, "version") + ", " +
		             textMember(server, "driver") + " " + textMember(server, "driverVersion");
}

void lookAtErp(const ProbeOptions& options, Facts& facts)
{
	ErpFacts erp;
	erp.registry = odbcRegistry();
	const secrets::SecretStore secrets(options.data);
	if (const auto entries = secrets.list())
		for (const auto& entry : *entries)
		{
			const auto text = secrets.read(entry.name);
			if (!text)
			{
				erp.unreadable.push_back(text.error());
				continue;
			}
			LinkFacts link{entry.name, odbc::connectionstring::value(*text, "DSN"),
			               odbc::connectionstring::value(*text, "Driver")};
			if (!link.dsn.empty() || !link.driver.empty()) erp.links.push_back(std::move(link));
		}
	const auto setup = sync::SyncSetup::load(options.data);
	if (!setup) erp.notSetUp = setup.error();
	else if (options.askErp) askErp(options, erp);
	facts.erp = std::move(erp);
}

FileAccess worse(FileAccess a, const FileAccess& b)
{
	a.othersRead = a.othersRead || b.othersRead;
	a.othersWrite = a.othersWrite || b.othersWrite;
	return a;
}

PluginFacts pluginFacts(const ProbeOptions& options, const packages::InstalledPlugin& installed)
{
	PluginFacts facts;
	facts.id = installed.id;
	facts.enabled = installed.enabled;
	facts.folder = accessOf(installed.path);
	const auto manifest = packages::readManifest(installed.path);
	if (!manifest)
	{
		facts.manifest = manifest.error();
		return facts;
	}
	facts.version = manifest->version;
	facts.library = manifest->library();
	facts.folder = worse(worse(facts.folder, accessOf(facts.library)), accessOf(installed.path / "plugin.json"));
	std::error_code failed;
	facts.libraryThere = std::filesystem::is_regular_file(facts.library, failed);
	facts.libraryKind = libraryKind(facts.library);
	facts.wantedKind = packages::platformName();
	if (facts.libraryKind != facts.wantedKind) return facts;
	const auto ran = runChild(options.program, {"doctor", "--data", toUtf8(options.data), "--try-plugin", installed.id},
	                          options.pluginLimit);
	const auto crashed = [&](const std::string& how) {
		facts.load = misconfigured("doctor.plugin_crashed", "crashes while it is loaded")
		                 .with("plugin", installed.id)
		                 .with("how", how)
		                 .with("library", toUtf8(facts.library));
	};
	if (!ran) facts.load = ran.error();
	else if (!ran->status) crashed(std::to_string(options.pluginLimit.count() / 1000) + " s");
	else
	{
		// What the library itself printed while it was loaded stands before it.
		const auto end = ran->text.find_last_not_of('\n');
		const auto begin = end == std::string::npos ? 0 : ran->text.rfind('\n', end);
		const auto answer = json::parse(ran->text.substr(begin == std::string::npos ? 0 : begin), nullptr, false);
		if (answer.is_object() && answer.contains("error")) facts.load = supervisor::errorFromJson(answer["error"]);
		else if (answer.is_object() && answer.contains("version")) facts.loadedVersion = textMember(answer, "version");
		else crashed(ran->status->describe());
	}
	return facts;
}

void lookAtPlugins(const ProbeOptions& options, Facts& facts)
{
	const auto installed = packages::readPluginList(options.data);
	if (!installed)
	{
		facts.data.damaged.push_back(installed.error());
		return;
	}
	for (const auto& plugin : *installed) facts.plugins.push_back(pluginFacts(options, plugin));
}

} // namespace

Facts gather(const ProbeOptions& options, const Clock& clock)
{
	Facts facts;
	facts.nowMs = clock.nowMs();
	facts.data = dataFacts(options.data);
	json status;
	facts.host = hostFacts(options.data, status);
	const bool open = facts.data.access.exists && facts.data.access.readable;
	if (open)
	{
		lookAtConfig(options, status, facts);
		lookAtStore(options, facts);
		lookAtErp(options, facts);
		lookAtPlugins(options, facts);
	}
	facts.machine = machineFacts(facts.config ? facts.config->port : settings::HostConfig{}.port);
	return facts;
}

json tryPlugin(const std::filesystem::path& data, const std::string& id)
{
	const auto library = [&]() -> Result<std::unique_ptr<worker::PluginLibrary>> {
		EH_TRY(const auto installed, packages::findPlugin(data, id));
		EH_TRY(const auto manifest, packages::readManifest(installed.path));
		return worker::PluginLibrary::load(manifest);
	}();
	if (!library) return {{"error", supervisor::toJson(library.error())}};
	return {{"version", abi::text((*library)->descriptor().version)}};
}

} // namespace erphost::doctor
