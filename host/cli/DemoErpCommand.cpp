#include "host/cli/Context.hpp"

#include "host/demoerp/DemoErp.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/StopRequest.hpp"

#include <nlohmann/json.hpp>

#include <ostream>
#include <stop_token>

namespace erphost::cli {
namespace {

struct DemoChoice
{
	demoerp::DemoErpOptions generate;
	std::string file;
	bool liveOn = false;
	double everySeconds = 4;
	bool json = false;
};

int makeDemo(Context& context, const DemoChoice& choice)
{
	const auto made = demoerp::generate(choice.generate);
	if (!made) return context.report(made.error());
	if (choice.json)
	{
		context.out << nlohmann::json{{"orders", made->orders},
		                              {"customers", made->customers},
		                              {"sales", made->sales},
		                              {"deliveries", made->deliveries},
		                              {"cashEntries", made->cashEntries},
		                              {"earlierCalls", made->earlierCalls},
		                              {"earlierComplaints", made->earlierComplaints},
		                              {"technicians", made->technicians},
		                              {"parts", made->parts},
		                              {"from", made->from},
		                              {"to", made->to}}
						   .dump()
					<< std::endl;
		return kOk;
	}
	context.out << context.text("演示 ERP 已生成：", "Demo ERP made: ") << choice.file << "\n"
				<< context.text("工单 ", "work orders ") << made->orders << context.text("，客户 ", ", customers ")
				<< made->customers << context.text("，销售 ", ", sales ") << made->sales
				<< context.text("，送货 ", ", deliveries ") << made->deliveries << context.text("，期间 ", ", from ")
				<< made->from << context.text(" 至 ", " to ") << made->to << std::endl;
	return kOk;
}

int liveOn(Context& context, const DemoChoice& choice)
{
	std::stop_source stop;
	const auto listener = StopRequest::listen([&stop] { stop.request_stop(); });
	demoerp::LiveOnOptions options;
	options.file = choice.generate.file;
	options.seed = choice.generate.seed;
	options.intervalMs = static_cast<std::int64_t>(choice.everySeconds * 1000);
	options.timeZone = choice.generate.timeZone;
	const auto lived = demoerp::liveOn(options, context.clock, stop.get_token(), [&](const demoerp::LiveStep& step) {
		if (!choice.json) return;
		context.out << nlohmann::json{{"ordered", step.ordered},     {"dispatched", step.dispatched},
		                              {"contacted", step.contacted}, {"completed", step.completed},
		                              {"delivered", step.delivered}, {"answered", step.answered},
		                              {"cashed", step.cashed},       {"counted", step.counted},
		                              {"booked", step.booked}}
						   .dump()
					<< std::endl;
	});
	return context.report(lived);
}

} // namespace

void addDemoErp(CLI::App& app, Context& context)
{
	auto* command = context.command(app, "demo-erp", "生成演示用的 ERP 数据库，并可让它持续产生新单",
	                                "Make a demo ERP database, and let it live on");
	auto choice = std::make_shared<DemoChoice>();
	command->add_option("--file", choice->file, context.text("SQLite 文件", "SQLite file"))->required();
	command->add_option("--orders", choice->generate.orders, context.text("工单数量", "Number of work orders"))
		->capture_default_str();
	command
		->add_option("--seed", choice->generate.seed,
	                 context.text("随机种子：相同种子得到相同数据", "Seed: the same seed gives the same data"))
		->capture_default_str();
	command
		->add_option("--months", choice->generate.months,
	                 context.text("数据覆盖的月数", "Months that the data reach back"))
		->capture_default_str();
	command->add_option("--time-zone", choice->generate.timeZone, context.text("时区", "Time zone"))
		->capture_default_str();
	command->add_flag("--replace", choice->generate.replace, context.text("替换已有文件", "Replace an existing file"));
	command->add_flag("--live-on", choice->liveOn,
	                  context.text("持续运行，不断产生新单和状态变化；文件不存在时先生成",
	                               "Go on living: new orders, moving states; makes the file if it is missing"));
	command
		->add_option("--every", choice->everySeconds,
	                 context.text("两次变化之间的秒数", "Seconds between two steps of life"))
		->check(CLI::Range(0.01, 86'400.0))
		->capture_default_str();
	command->add_flag("--json", choice->json, context.text("以 JSON 输出，供程序读取", "Write JSON, for programs"));
	context.onRun(*command, [&context, choice] {
		choice->generate.file = toPath(choice->file);
		choice->generate.nowMs = context.clock.nowMs();
		std::error_code ignored;
		const bool exists = std::filesystem::exists(choice->generate.file, ignored);
		// Living on takes an existing ERP as it is; without --live-on a file in the way is an error of generate().
		if (!choice->liveOn || !exists || choice->generate.replace)
			if (const int code = makeDemo(context, *choice); code != kOk) return code;
		return choice->liveOn ? liveOn(context, *choice) : static_cast<int>(kOk);
	});
}

} // namespace erphost::cli
