#include "host/cli/Cli.hpp"

#include "host/cli/Context.hpp"
#include "host/platform/CommandLine.hpp"

#include <ostream>

namespace erphost::cli {
namespace {

/// CLI11's own words, in Chinese.
std::shared_ptr<CLI::Formatter> chineseFormatter()
{
	auto formatter = std::make_shared<CLI::Formatter>();
	for (const auto& [english, chinese] : {std::pair{"Usage", "用法"},
	                                       {"OPTIONS", "选项"},
	                                       {"Options", "选项"},
	                                       {"SUBCOMMAND", "命令"},
	                                       {"SUBCOMMANDS", "命令"},
	                                       {"Subcommands", "命令"},
	                                       {"Subcommand", "命令"},
	                                       {"Positionals", "参数"},
	                                       {"REQUIRED", "必填"},
	                                       {"TEXT", "文字"},
	                                       {"INT", "整数"},
	                                       {"UINT", "整数"},
	                                       {"Env", "环境变量"},
	                                       {"Needs", "需要"},
	                                       {"Excludes", "不能同时使用"}})
		formatter->label(english, chinese);
	return formatter;
}

void addVersion(CLI::App& app, Context& context)
{
	auto* command = context.command(app, "version", "显示版本", "Show the version");
	const auto json = context.jsonOption(*command);
	context.onRun(*command, [&context, json] {
		if (*json) context.out << "{\"version\": \"" << version() << "\"}" << std::endl;
		else context.out << "erphost " << version() << std::endl;
		return kOk;
	});
}

} // namespace

const char* version()
{
	return ERPHOST_VERSION;
}

int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err)
{
	Context context(out, err, sessionLanguage());
	CLI::App app(
		context.text("erphost：与现有 ERP 并行工作，按需加载插件的服务。",
	                 "erphost: a service beside an existing ERP that loads plugins and lets them work on its data."),
		"erphost");
	if (context.language == "zh") app.formatter(chineseFormatter());
	app.set_help_flag("-h,--help", context.text("显示帮助", "Show this help"));
	app.set_version_flag("--version", std::string("erphost ") + version(),
	                     context.text("显示版本", "Show the version"));
	app.require_subcommand(1);
	addServe(app, context);
	addService(app, context);
	addStatus(app, context);
	addInit(app, context);
	addApply(app, context);
	addUser(app, context);
	addPlugin(app, context);
	addTrust(app, context);
	addSecret(app, context);
	addErp(app, context);
	addBackup(app, context);
	addDoctor(app, context);
	addDemoErp(app, context);
	addWorker(app, context);
	addVersion(app, context);
	addReference(app, context);

	std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
	if (!reversed.empty()) reversed.pop_back(); // CLI11 takes the arguments without the program, last one first
	try
	{
		app.parse(reversed);
	}
	catch (const CLI::Success& wanted) // help, version
	{
		app.exit(wanted, out, err);
		return kOk;
	}
	catch (const CLI::ParseError& wrong)
	{
		err << context.text("用法有误：", "Usage: ") << wrong.what() << "\n"
			<< context.text("用 --help 查看帮助。", "See --help.") << std::endl;
		return kUsage;
	}
	return context.exitCode;
}

} // namespace erphost::cli
