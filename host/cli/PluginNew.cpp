#include "host/cli/PluginPackages.hpp"

#include "embedded/plugin_template.hpp"
#include "host/platform/Files.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <ostream>

namespace erphost::cli {
namespace {

using nlohmann::json;

/// Names that tables or addresses of the host begin with, and targets that every build has.
constexpr std::string_view kTaken[] = {"audit",   "doctor",   "eh",        "erp",     "erphost",  "files",  "host",
                                       "journal", "messages", "messaging", "metrics", "openapi",  "outbox", "overview",
                                       "plugins", "public",   "screens",   "session", "settings", "tokens", "users",
                                       "all",     "clean",    "help",      "install", "package",  "test"};

struct Wanted
{
	std::string id, nameZh, nameEn, folder;
};

Result<void> check(const Wanted& wanted)
{
	const bool taken = std::find(std::begin(kTaken), std::end(kTaken), wanted.id) != std::end(kTaken) ||
	                   wanted.id.starts_with("sqlite");
	if (taken || !packages::isIdentifier(wanted.id))
		return permanent("cli.plugin_id_invalid", "not an id for a plugin").with("plugin", wanted.id);
	for (const auto& name : {wanted.nameZh, wanted.nameEn})
		if (name.empty() || name.size() > 80 ||
		    std::any_of(name.begin(), name.end(), [](unsigned char letter) { return letter < 0x20; }))
			return permanent("cli.plugin_name_invalid", "not a name for a plugin").with("plugin", wanted.id);
	return {};
}

/// A template's text with its placeholders filled; each is looked for once, so a name may contain any of them.
std::string filledIn(std::string_view text, const Wanted& wanted)
{
	const std::string sdk = std::string(version()).substr(0, std::string_view(version()).rfind('.'));
	const std::pair<std::string_view, std::string> values[] = {
		{"@ID@", wanted.id},           {"@SDK@", sdk},
		{"@TITLE_ZH@", wanted.nameZh}, {"@NAME_ZH@", json(wanted.nameZh).dump()},
		{"@TITLE_EN@", wanted.nameEn}, {"@NAME_EN@", json(wanted.nameEn).dump()},
	};
	std::string result;
	while (!text.empty())
	{
		const auto found = std::find_if(std::begin(values), std::end(values),
		                                [&](const auto& value) { return text.starts_with(value.first); });
		result += found != std::end(values) ? found->second : std::string(text.substr(0, 1));
		text.remove_prefix(found != std::end(values) ? found->first.size() : 1);
	}
	return result;
}

Result<void> writeTemplate(const Wanted& wanted, const std::filesystem::path& folder)
{
	const auto unwritable = [](const std::filesystem::path& path, const std::error_code& failed) {
		return misconfigured("file.unwritable", "cannot make " + toUtf8(path))
		    .with("file", toUtf8(path))
		    .with("reason", failed.message());
	};
	std::error_code failed;
	if (std::filesystem::exists(folder, failed) &&
	    !(std::filesystem::is_directory(folder, failed) && std::filesystem::is_empty(folder, failed)))
		return conflict("cli.folder_not_empty", "something is there already").with("path", toUtf8(folder));
	for (const auto& file : embedded::plugin_template())
	{
		const auto target = folder / toPath(std::string(file.name));
		std::filesystem::create_directories(target.parent_path(), failed);
		if (failed) return unwritable(target.parent_path(), failed);
		EH_CHECK(replaceFile(target, filledIn(file.content, wanted)));
	}
	return {};
}

} // namespace

void addPluginNew(CLI::App& plugin, Context& context)
{
	auto* command = context.command(plugin, "new", "新建一个插件的源代码：可直接编译、测试、打包",
	                                "Write the source of a new plugin: it builds, passes its test and packs as it is");
	auto wanted = std::make_shared<Wanted>();
	command
		->add_option("ID", wanted->id,
	                 context.text("插件编号：小写字母、数字和下划线，例如 timekeeping",
	                              "Its id: small letters, digits and _, e.g. timekeeping"))
		->required();
	command->add_option("--name-zh", wanted->nameZh,
	                    context.text("中文名称；不写则用编号", "Its Chinese name; the id if left out"));
	command->add_option("--name-en", wanted->nameEn,
	                    context.text("英文名称；不写则用编号", "Its English name; the id if left out"));
	command->add_option("--folder", wanted->folder,
	                    context.text("源代码文件夹；不写则为 ./<编号>", "Where to write it; ./<id> if left out"));
	context.onRun(*command, [&context, wanted] {
		if (wanted->nameZh.empty()) wanted->nameZh = wanted->id;
		if (wanted->nameEn.empty()) wanted->nameEn = wanted->id;
		if (const auto good = check(*wanted); !good) return context.report(good.error());
		const auto folder = toPath(wanted->folder.empty() ? wanted->id : wanted->folder);
		if (const auto written = writeTemplate(*wanted, folder); !written) return context.report(written.error());
		context.out << context.text("插件源代码已生成：", "Written: ") << toUtf8(folder) << "\n"
					<< context.text("接下来请看：", "Go on with: ") << toUtf8(folder / "README.md") << std::endl;
		return static_cast<int>(kOk);
	});
}

} // namespace erphost::cli
