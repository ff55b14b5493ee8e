#include "host/cli/Context.hpp"

#include "host/discovery/Discover.hpp"
#include "host/platform/Files.hpp"
#include "host/sync/ErpCommands.hpp"

#include <iostream>
#include <iterator>

namespace erphost::cli {
namespace {

/// What all of them share; the commands themselves live in sync, which knows the ERP.
class ErpGroup
{
public:
	ErpGroup(CLI::App& erp, Context& context): _erp(erp), _context(context) {}

	CLI::App* command(const char* name, const char* zh, const char* en) { return command(_erp, name, zh, en); }
	CLI::App* command(CLI::App& parent, const char* name, const char* zh, const char* en)
	{
		auto* made = _context.command(parent, name, zh, en);
		_data = _context.dataOption(*made);
		_json = _context.jsonOption(*made);
		return made;
	}
	/// Runs with the options of the command made last.
	void onRun(CLI::App& command, std::function<int(const sync::ErpCommandOptions&)> body,
	           std::shared_ptr<int> wait = std::make_shared<int>(600))
	{
		_context.onRun(command,
		               [&context = _context, &command, data = _data, json = _json, wait, body = std::move(body)] {
						   // CLI11 calls the command above its subcommand too, after it.
						   if (!command.get_subcommands().empty()) return context.exitCode;
						   const auto folder = existingData(*data);
						   if (!folder) return context.report(folder.error());
						   return body({*folder, *json, context.language, *wait});
					   });
	}
	std::shared_ptr<int> waitOption(CLI::App& command)
	{
		auto wait = std::make_shared<int>(600);
		command.add_option("--wait", *wait, _context.text("最多等待多少秒", "Seconds to wait at most"))
			->check(CLI::Range(1, 86'400))
			->capture_default_str();
		return wait;
	}
	std::shared_ptr<std::string> textOption(CLI::App& command, const char* name, const char* zh, const char* en,
	                                        bool required = false)
	{
		auto value = std::make_shared<std::string>();
		command.add_option(name, *value, _context.text(zh, en))->required(required);
		return value;
	}

private:
	CLI::App& _erp;
	Context& _context;
	std::shared_ptr<std::string> _data;
	std::shared_ptr<bool> _json;
};

void addTransfers(ErpGroup& group, Context& context)
{
	auto* pull = group.command("pull", "立即从 ERP 读取一轮", "Read from the ERP now");
	const auto entity = group.textOption(*pull, "ENTITY", "只读取这个实体", "This entity only");
	auto sweep = std::make_shared<bool>(false);
	pull->add_flag("--sweep", *sweep, context.text("完整核对全部主键", "Compare all keys"));
	const auto pullWait = group.waitOption(*pull);
	group.onRun(
		*pull,
		[&context, entity, sweep](const auto& options) {
			return sync::erpPull(options, *entity, *sweep, context.out, context.err);
		},
		pullWait);

	auto* push = group.command("push", "立即向 ERP 写入待发记录", "Bring what is due to the ERP now");
	const auto type = group.textOption(*push, "TYPE", "只写入这种记录", "This record type only");
	const auto pushWait = group.waitOption(*push);
	group.onRun(
		*push,
		[&context, type](const auto& options) { return sync::erpPush(options, *type, context.out, context.err); },
		pushWait);

	auto* reconcile =
		group.command("reconcile", "逐项核对 ERP 与本系统的数据", "Compare ERP and store, with a repair proposal");
	const auto compared = group.textOption(*reconcile, "ENTITY", "只核对这个实体", "This entity only");
	const auto reconcileWait = group.waitOption(*reconcile);
	group.onRun(
		*reconcile,
		[&context, compared](const auto& options) {
			return sync::erpReconcile(options, *compared, context.out, context.err);
		},
		reconcileWait);
}

void addDeadLetters(ErpGroup& group, Context& context)
{
	auto* list = group.command("dead-letters", "查看被 ERP 拒绝的记录，重发或放弃",
	                           "Records that the ERP refused: list, replay, drop");
	group.onRun(*list,
	            [&context](const auto& options) { return sync::erpDeadLetters(options, context.out, context.err); });

	auto* replay = group.command(*list, "replay", "重新发送一条记录", "Put a record back in line");
	const auto replayed = group.textOption(*replay, "ID", "记录编号", "Id of the record", true);
	const auto payload = group.textOption(*replay, "--payload", "更正后的内容（JSON 文件，- 表示标准输入）",
	                                      "Corrected payload (JSON file; - for standard input)");
	group.onRun(*replay, [&context, replayed, payload](const auto& options) -> int {
		std::string content;
		if (*payload == "-") content.assign(std::istreambuf_iterator<char>(std::cin), {});
		else if (!payload->empty())
		{
			const auto text = readFile(toPath(*payload));
			if (!text) return context.report(text.error());
			content = *text;
		}
		return sync::erpReplay(options, *replayed, content, context.out, context.err);
	});

	auto* drop = group.command(*list, "drop", "放弃一条记录", "Give a record up");
	const auto dropped = group.textOption(*drop, "ID", "记录编号", "Id of the record", true);
	const auto reason = group.textOption(*drop, "--reason", "放弃的原因", "Why", true);
	group.onRun(*drop, [&context, dropped, reason](const auto& options) {
		return sync::erpDrop(options, *dropped, *reason, context.out, context.err);
	});
}

} // namespace

void addErp(CLI::App& app, Context& context)
{
	auto* erp =
		context.command(app, "erp", "与 ERP 的连接：检查、读取、写入、状态", "The ERP: check, pull, push, status");
	erp->require_subcommand(1);
	ErpGroup group(*erp, context);

	auto* check = group.command("check", "检查映射是否适合这个 ERP", "Check whether the mapping fits the ERP");
	const auto mapping = group.textOption(*check, "--mapping", "要检查的映射文件；不写则检查正在使用的",
	                                      "Mapping to check; the one in force if left out");
	group.onRun(*check, [&context, mapping](const auto& options) {
		return sync::erpCheck(options, toPath(*mapping), context.out, context.err);
	});
	auto* discover =
		group.command("discover", "由一张熟悉的单据查找 ERP 的表和列，给出映射",
	                  "Find the ERP's tables and columns from one order that you know, and propose a mapping");
	const auto order = group.textOption(*discover, "--order", "单号", "Number of the order", true);
	const auto customer = group.textOption(*discover, "--customer", "客户姓名", "Name of its customer");
	const auto phone = group.textOption(*discover, "--phone", "客户电话", "Telephone number of its customer");
	const auto kind = std::make_shared<std::string>();
	discover
		->add_option("--kind", *kind,
	                 context.text("单据种类，不写则自动判断", "Kind of order; told from the table if left out"))
		->check(CLI::IsMember({"work_order", "delivery", "sale"}));
	const auto found = group.textOption(*discover, "--out", "把映射写入这个文件", "File for the mapping");
	group.onRun(*discover, [&context, order, customer, phone, kind, found](const auto& options) {
		discovery::Question question;
		question.known = {*order, *customer, *phone};
		question.kind = *kind;
		return discovery::erpDiscover(options, question, toPath(*found), context.out, context.err);
	});
	auto* status = group.command("status", "连接、实体和待发记录的现状", "Links, entities and outbox, in plain words");
	group.onRun(*status,
	            [&context](const auto& options) { return sync::erpStatus(options, context.out, context.err); });
	addTransfers(group, context);
	addDeadLetters(group, context);
}

} // namespace erphost::cli
