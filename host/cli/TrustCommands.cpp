#include "host/cli/PluginPackages.hpp"
#include "host/packages/TrustStore.hpp"
#include "host/platform/Files.hpp"

#include <date/date.h>
#include <nlohmann/json.hpp>

#include <ostream>

namespace erphost::cli {
namespace {

using nlohmann::json;
using packages::TrustStore;

std::string day(std::int64_t ms)
{
	return date::format("%F", date::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(ms)));
}

void addNewKey(CLI::App& trust, Context& context)
{
	auto* command = context.command(trust, "new-key", "生成签名密钥（私钥和 .pub 公钥各一个文件）",
	                                "Make a key for signing: the secret file, and the public one beside it (.pub)");
	auto file = std::make_shared<std::string>();
	auto name = std::make_shared<std::string>();
	command->add_option("FILE", *file, context.text("私钥文件", "The file of the secret key"))->required();
	command->add_option("--name", *name, context.text("持有者，例如公司名称", "Whose it is, e.g. a company"))
		->required();
	context.onRun(*command, [&context, file, name] {
		const auto key = packages::SigningKey::make(*name);
		if (const auto written = key.write(toPath(*file)); !written) return context.report(written.error());
		const auto half = key.publicHalf();
		if (const auto written = replaceFile(toPath(*file + ".pub"), half.text()); !written)
			return context.report(written.error());
		context.out << context.text("密钥编号：", "Key: ") << packages::keyId(half.key) << "\n"
					<< context.text("私钥（妥善保管，不要外传）：", "Secret (keep it safe, give it to nobody): ")
					<< *file << "\n"
					<< context.text("公钥（交给使用者）：", "Public (for those who are to trust it): ") << *file
					<< ".pub" << std::endl;
		return static_cast<int>(kOk);
	});
}

void addAdd(CLI::App& trust, Context& context)
{
	auto* command = context.command(trust, "add", "信任一个公钥", "Trust a public key");
	const auto data = context.dataOption(*command);
	auto file = std::make_shared<std::string>();
	command->add_option("FILE", *file, context.text("公钥文件（.pub）", "The public key file (.pub)"))->required();
	context.onRun(*command, [&context, data, file] {
		const auto folder = existingData(*data);
		if (!folder) return context.report(folder.error());
		const auto key = packages::PublicKeyFile::read(toPath(*file));
		if (!key) return context.report(key.error());
		const auto number = packages::keyId(key->key);
		const auto added =
			TrustStore::change(*folder, [&](TrustStore& store) { return store.add(*key, context.clock.nowMs()); });
		if (!added) return context.report(added.error());
		const auto audited =
			auditPackages(*folder, context.clock, "cli", "trust.add", "key/" + number, {{"name", key->name}});
		if (!audited) return context.report(audited.error());
		context.out << context.text("已信任：", "Trusted: ") << number << " " << key->name << std::endl;
		return static_cast<int>(kOk);
	});
}

void addList(CLI::App& trust, Context& context)
{
	auto* command = context.command(trust, "list", "列出密钥，包括已吊销的", "List the keys, revoked ones too");
	const auto data = context.dataOption(*command);
	const auto asJson = context.jsonOption(*command);
	context.onRun(*command, [&context, data, asJson] {
		const auto folder = existingData(*data);
		if (!folder) return context.report(folder.error());
		const auto store = TrustStore::read(*folder);
		if (!store) return context.report(store.error());
		auto list = json::array();
		std::vector<std::vector<std::string>> rows{{context.text("编号", "KEY"), context.text("持有者", "NAME"),
		                                            context.text("添加日期", "SINCE"), context.text("状态", "STATE")}};
		for (const auto& key : store->keys())
		{
			list.push_back({{"id", key.id()},
			                {"name", key.name},
			                {"addedAt", key.addedAt},
			                {"revokedAt", key.revokedAt ? json(key.revokedAt) : json()},
			                {"reason", key.reason}});
			rows.push_back({key.id(), key.name, day(key.addedAt),
			                key.revokedAt ? context.text("已吊销 ", "revoked ") + day(key.revokedAt) + " " + key.reason
			                              : context.text("有效", "in force")});
		}
		if (*asJson) context.out << list.dump(2) << std::endl;
		else writeTable(context.out, rows);
		return static_cast<int>(kOk);
	});
}

void addRevoke(CLI::App& trust, Context& context)
{
	auto* command = context.command(trust, "revoke", "吊销一个密钥：用它签名的插件不再安装，也不再加载",
	                                "Revoke a key: what it signed is neither installed nor loaded any more");
	const auto data = context.dataOption(*command);
	auto key = std::make_shared<std::string>();
	auto reason = std::make_shared<std::string>();
	command->add_option("KEY", *key, context.text("密钥编号", "Number of the key"))->required();
	command->add_option("--reason", *reason, context.text("原因", "Why"))->required();
	context.onRun(*command, [&context, data, key, reason] {
		const auto folder = existingData(*data);
		if (!folder) return context.report(folder.error());
		const auto revoked = TrustStore::change(
			*folder, [&](TrustStore& store) { return store.revoke(*key, *reason, context.clock.nowMs()); });
		if (!revoked) return context.report(revoked.error());
		return context.report(
			auditPackages(*folder, context.clock, "cli", "trust.revoke", "key/" + *key, {{"reason", *reason}}));
	});
}

} // namespace

void addTrust(CLI::App& app, Context& context)
{
	auto* trust = context.command(app, "trust", "管理信任的签名密钥", "Manage the keys whose plugins are trusted");
	trust->require_subcommand(1);
	addNewKey(*trust, context);
	addAdd(*trust, context);
	addList(*trust, context);
	addRevoke(*trust, context);
}

} // namespace erphost::cli
