#include "host/cli/Context.hpp"

#include "host/doctor/Bundle.hpp"
#include "host/doctor/Judgement.hpp"
#include "host/doctor/Probes.hpp"
#include "host/doctor/Report.hpp"
#include "host/platform/Files.hpp"

#include <ostream>

namespace erphost::cli {
namespace {

struct DoctorOptions
{
	std::string language, bundle, tryPlugin;
	bool offline = false;
	bool all = false;
	int erpSeconds = 60;
};

int runDoctor(Context& context, const std::string& dataOption, bool json, const DoctorOptions& given)
{
	const auto data = std::filesystem::absolute(toPath(dataOption));
	if (!given.tryPlugin.empty())
	{
		context.out << doctor::tryPlugin(data, given.tryPlugin).dump() << std::endl;
		return kOk;
	}
	doctor::ProbeOptions options;
	options.data = data;
	options.program = programFile();
	options.askErp = !given.offline;
	options.erpLimit = std::chrono::seconds(given.erpSeconds);
	const auto facts = doctor::gather(options, context.clock);
	const auto findings = doctor::judge(facts);
	const auto& language = given.language.empty() ? context.language : given.language;
	if (json)
		context.out << doctor::reportJson(facts, findings, language)
						   .dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
					<< std::endl;
	else doctor::writeReport(context.out, findings, language, given.all);
	context.out.flush();
	if (!given.bundle.empty())
	{
		const auto file = std::filesystem::absolute(toPath(given.bundle));
		if (const auto written = doctor::writeBundle(file, facts, findings, language); !written)
			return context.report(written.error());
		if (!json)
			context.out << context.text("诊断包已写入（不含密码和个人信息）：",
			                            "Support file written (no secrets, no personal data): ")
						<< toUtf8(file) << std::endl;
	}
	return doctor::worst(findings) == doctor::Level::red ? kFailed : kOk;
}

} // namespace

void addDoctor(CLI::App& app, Context& context)
{
	auto* command = context.command(app, "doctor", "体检：逐项检查这台机器、数据、ERP 和插件，并给出处理办法",
	                                "Look at machine, data, ERP and plugins, and say what to do");
	const auto data = context.dataOption(*command);
	const auto json = context.jsonOption(*command);
	auto options = std::make_shared<DoctorOptions>();
	command
		->add_option("--lang", options->language,
	                 context.text("结果的语言：zh 或 en", "Language of the findings: zh or en"))
		->check(CLI::IsMember({"zh", "en"}));
	command->add_option("--bundle", options->bundle,
	                    context.text("另写一个诊断包（.zip），不含密码和个人信息，可发给技术支持",
	                                 "Also write a support file (.zip) without secrets or personal data"));
	command->add_flag("--offline", options->offline, context.text("不连接 ERP", "Do not connect to the ERP"));
	command->add_flag("--all", options->all, context.text("绿色项目也显示详情", "Details of green findings, too"));
	command
		->add_option("--erp-seconds", options->erpSeconds,
	                 context.text("检查 ERP 最多用多少秒", "Seconds that the check of the ERP may take"))
		->check(CLI::Range(1, 3600))
		->capture_default_str();
	// How it looks at one plugin in a process of its own.
	command->add_option("--try-plugin", options->tryPlugin)->group("");
	context.onRun(*command, [&context, data, json, options] { return runDoctor(context, *data, *json, *options); });
}

} // namespace erphost::cli
