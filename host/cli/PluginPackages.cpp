#include "host/cli/PluginPackages.hpp"

#include "host/entities/EntitySchema.hpp"
#include "host/journal/Journal.hpp"
#include "host/packages/FolderCheck.hpp"
#include "host/packages/PackageWriter.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"
#include "host/settings/HostConfig.hpp"
#include "host/sync/SyncSetup.hpp"

#include <nlohmann/json.hpp>

#include <ostream>

namespace erphost::cli {

using nlohmann::json;
using packages::TrustState;

Result<packages::Installer> installerOf(const std::filesystem::path& data, std::function<void(const char*)> onStep)
{
	EH_TRY(const auto config, settings::readHostConfig(data));
	packages::Installer::Options options;
	options.data = data;
	options.program = programFile();
	options.hostVersion = version();
	options.developer = config.developer;
	options.onStep = std::move(onStep);
	for (const auto& schema : sync::SyncSetup::allSchemas(data)) options.entities.push_back(schema.entity);
	return packages::Installer(std::move(options));
}

std::string trustText(const Context& context, TrustState state)
{
	switch (state)
	{
	case TrustState::trusted: return context.text("可信", "trusted");
	case TrustState::unsigned_: return context.text("未签名", "unsigned");
	case TrustState::unknownSigner: return context.text("签名者不明", "unknown signer");
	case TrustState::revoked: return context.text("密钥已吊销", "key revoked");
	case TrustState::modified: break;
	}
	return context.text("被改动", "modified");
}

bool isServed(const std::filesystem::path& data)
{
	std::error_code ignored;
	if (!std::filesystem::exists(data / "instance.lock", ignored)) return false;
	const auto lock = FileLock::take(data / "instance.lock");
	return !lock && lock.error().code == "lock.taken";
}

Result<void> auditPackages(const std::filesystem::path& data, const Clock& clock, const std::string& actor,
                           const std::string& action, const std::string& subject, const json& detail)
{
	std::error_code ignored;
	if (!std::filesystem::exists(data / "store.db", ignored)) return {};
	EH_TRY(const auto database, openStore(data, clock));
	return database->write([&](store::Transaction& tx) {
		return journal::audit(tx, {actor, "*", action, subject, detail.dump(), newId(clock.nowMs()), clock.nowMs()});
	});
}

namespace {

/// A data folder is not needed to look at a package: without one nobody is trusted.
packages::TrustStore trustOf(const std::string& data)
{
	auto trust = packages::TrustStore::read(toPath(data));
	return trust ? *std::move(trust) : packages::TrustStore();
}

std::string joined(const std::vector<std::string>& names)
{
	std::string text;
	for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
	return text.empty() ? "-" : text;
}

std::shared_ptr<std::string> fileOption(CLI::App& command, const Context& context)
{
	auto file = std::make_shared<std::string>();
	command.add_option("FILE", *file, context.text("插件安装包（.ehp）", "The package (.ehp)"))->required();
	return file;
}

void addPack(CLI::App& plugin, Context& context)
{
	auto* command =
		context.command(plugin, "pack", "把插件文件夹打成安装包", "Make a package (.ehp) of a plugin's folder");
	auto folder = std::make_shared<std::string>();
	auto key = std::make_shared<std::string>();
	auto target = std::make_shared<std::string>();
	command->add_option("FOLDER", *folder, context.text("编译好的插件文件夹", "The folder of the built plugin"))
		->required();
	command->add_option("--key", *key, context.text("签名用的私钥文件", "Sign it with this key file"));
	command->add_option("-o,--output", *target,
	                    context.text("安装包文件；不写则为 <编号>-<版本>.ehp",
	                                 "The package; <id>-<version>.ehp in this folder if left out"));
	context.onRun(*command, [&context, folder, key, target] {
		std::optional<packages::SigningKey> signer;
		if (!key->empty())
		{
			auto read = packages::SigningKey::read(toPath(*key));
			if (!read) return context.report(read.error());
			signer = *std::move(read);
		}
		const auto manifest = packages::readManifest(toPath(*folder));
		if (!manifest) return context.report(manifest.error());
		const auto file = target->empty() ? toPath(manifest->id + "-" + manifest->version + ".ehp") : toPath(*target);
		if (const auto packed = packages::packFolder(toPath(*folder), file, signer); !packed)
			return context.report(packed.error());
		context.out << context.text("安装包已生成：", "Packed: ") << toUtf8(file) << std::endl;
		return static_cast<int>(kOk);
	});
}

void addSign(CLI::App& plugin, Context& context)
{
	auto* command = context.command(plugin, "sign", "给安装包签名", "Sign a package");
	const auto file = fileOption(*command, context);
	auto key = std::make_shared<std::string>();
	command->add_option("--key", *key, context.text("私钥文件", "The key file"))->required();
	context.onRun(*command, [&context, file, key] {
		const auto signer = packages::SigningKey::read(toPath(*key));
		if (!signer) return context.report(signer.error());
		return context.report(packages::signPackage(toPath(*file), *signer));
	});
}

void addVerify(CLI::App& plugin, Context& context)
{
	auto* command = context.command(plugin, "verify", "检查安装包是否完整、由谁签名",
	                                "Check that a package is whole, and who signed it");
	const auto data = context.dataOption(*command);
	const auto asJson = context.jsonOption(*command);
	const auto file = fileOption(*command, context);
	context.onRun(*command, [&context, data, asJson, file] {
		const auto package = packages::PackageFile::open(toPath(*file));
		if (!package) return context.report(package.error());
		auto& reader = (*package)->reader();
		if (const auto whole = reader.check(); !whole) return context.report(whole.error());
		const auto verdict = trustOf(*data).judge(reader.signature(), reader.hashesText());
		if (*asJson)
			context.out << json{{"id", reader.manifest().id},
			                    {"version", reader.manifest().version},
			                    {"trust", packages::name(verdict.state)},
			                    {"key", verdict.keyId},
			                    {"signer", verdict.keyName}}
							   .dump(2)
						<< std::endl;
		else
			context.out << reader.manifest().id << " " << reader.manifest().version << ": "
						<< trustText(context, verdict.state)
						<< (verdict.keyId.empty() ? "" : " (" + verdict.keyId + " " + verdict.keyName + ")")
						<< std::endl;
		const auto allowed = packages::permit(verdict, false);
		return allowed ? static_cast<int>(kOk) : context.report(allowed.error());
	});
}

void addInspect(CLI::App& plugin, Context& context)
{
	auto* command = context.command(plugin, "inspect", "查看安装包的内容", "Show what is in a package");
	const auto asJson = context.jsonOption(*command);
	const auto file = fileOption(*command, context);
	context.onRun(*command, [&context, asJson, file] {
		const auto package = packages::PackageFile::open(toPath(*file));
		if (!package) return context.report(package.error());
		const auto& reader = (*package)->reader();
		const auto& manifest = reader.manifest();
		auto files = json::array();
		std::vector<std::vector<std::string>> rows;
		for (const auto& entry : reader.hashes().files)
		{
			files.push_back({{"path", entry.path}, {"size", entry.size}, {"sha256", entry.sha256}});
			rows.push_back({entry.path, std::to_string(entry.size), entry.sha256.substr(0, 16)});
		}
		if (*asJson)
		{
			context.out << json{{"id", manifest.id},
			                    {"version", manifest.version},
			                    {"name", {{"zh", manifest.nameZh}, {"en", manifest.nameEn}}},
			                    {"abi", {{"major", manifest.abiMajor}, {"minor", manifest.abiMinor}}},
			                    {"platforms", reader.platforms()},
			                    {"reads", manifest.reads},
			                    {"views", manifest.views},
			                    {"writes", manifest.writes},
			                    {"requires", {{"host", manifest.needsHost}, {"plugins", manifest.needsPlugins}}},
			                    {"key", reader.signature() ? json(reader.signature()->key) : json()},
			                    {"files", std::move(files)}}
							   .dump(2)
						<< std::endl;
			return static_cast<int>(kOk);
		}
		context.out << (context.language == "zh" ? manifest.nameZh : manifest.nameEn) << " (" << manifest.id << ") "
					<< manifest.version << "\n"
					<< context.text("平台：", "Platforms: ") << joined(reader.platforms()) << "\n"
					<< context.text("签名密钥：", "Key: ") << (reader.signature() ? reader.signature()->key : "-")
					<< "\n";
		writeTable(context.out, rows);
		return static_cast<int>(kOk);
	});
}

} // namespace

void addPackageTools(CLI::App& plugin, Context& context)
{
	addPack(plugin, context);
	addSign(plugin, context);
	addVerify(plugin, context);
	addInspect(plugin, context);
}

} // namespace erphost::cli
