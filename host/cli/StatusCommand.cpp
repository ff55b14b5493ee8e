#include "host/cli/Context.hpp"

#include "host/messages/Messages.hpp"
#include "host/platform/Files.hpp"
#include "host/settings/HostConfig.hpp"
#include "host/supervisor/ProcessInfo.hpp"

#include <nlohmann/json.hpp>

#include <ostream>

namespace erphost::cli {
namespace {

using nlohmann::json;

std::string stateName(const Context& context, const std::string& state)
{
	if (state == "starting") return context.text("启动中", "starting");
	if (state == "ready") return context.text("正常", "ready");
	if (state == "stopping") return context.text("停止中", "stopping");
	if (state == "stopped") return context.text("已停止", "stopped");
	if (state == "backoff") return context.text("出错，等待重启", "failed, restarts soon");
	if (state == "quarantined") return context.text("已隔离", "quarantined");
	if (state == "disabled") return context.text("已停用", "disabled");
	return state;
}

std::string duration(const Context& context, std::int64_t ms)
{
	const auto seconds = std::max<std::int64_t>(ms / 1000, 0);
	if (seconds < 120) return std::to_string(seconds) + context.text(" 秒", " s");
	if (seconds < 7200) return std::to_string(seconds / 60) + context.text(" 分钟", " min");
	if (seconds < 172'800) return std::to_string(seconds / 3600) + context.text(" 小时", " h");
	return std::to_string(seconds / 86'400) + context.text(" 天", " d");
}

/// The file may be left over from a host that was killed: the lock tells.
Result<json> readStatus(const std::filesystem::path& data)
{
	const auto notRunning = [&] {
		return transient("cli.not_running", "nobody runs on " + toUtf8(data)).with("data", toUtf8(data));
	};
	std::error_code ignored;
	if (!std::filesystem::exists(data / "instance.lock", ignored)) return notRunning();
	const auto lock = FileLock::take(data / "instance.lock");
	if (lock) return notRunning();
	if (lock.error().code != "lock.taken") return lock.error();
	EH_TRY(const auto text, readFile(data / "run" / "status.json"));
	auto status = json::parse(text, nullptr, false);
	if (!status.is_object() || !status.value("processes", json()).is_array()) return notRunning();
	return status;
}

void writeHuman(const Context& context, const json& status, bool developer)
{
	if (developer)
		context.out << context.text("开发者模式已打开：未签名的插件也会运行。",
		                            "Developer mode is on: unsigned plugins run, too.")
					<< "\n\n";
	context.out << context.text("地址：", "Address: ") << status.value("address", "") << "\n"
				<< context.text("版本：", "Version: ") << status.value("version", "") << "    "
				<< context.text("进程号：", "Process: ") << status.value("pid", std::int64_t{0}) << "\n\n";
	std::vector<std::vector<std::string>> rows{{context.text("部分", "PART"), context.text("状态", "STATE"),
	                                            context.text("已持续", "FOR"), context.text("进程号", "PID"),
	                                            context.text("内存", "MEMORY"), context.text("重启次数", "RESTARTS")}};
	const auto now = context.clock.nowMs();
	for (const auto& process : status["processes"])
	{
		const auto pid = process.value("pid", std::int64_t{0});
		rows.push_back({process.value("name", ""), stateName(context, process.value("state", "")),
		                duration(context, now - process.value("since", now)), pid ? std::to_string(pid) : "-",
		                std::to_string(process.value("residentKiB", std::int64_t{0}) / 1024) + " MiB",
		                std::to_string(process.value("restarts", 0))});
	}
	writeTable(context.out, rows);
	for (const auto& process : status["processes"])
	{
		const auto found = process.find("error");
		if (found == process.end() || found->is_null()) continue;
		const auto explained = messages::explain(supervisor::errorFromJson(*found), context.language);
		context.out << "\n" << process.value("name", "") << context.text("：", ": ") << explained.title << "\n";
		if (!explained.detail.empty()) context.out << "  " << explained.detail << "\n";
		if (!explained.remedy.empty()) context.out << "  " << explained.remedy << "\n";
		if (const auto next = process.find("nextStartAt"); next != process.end() && next->is_number_integer())
			context.out << "  " << context.text("下次重试：", "Next try in ")
						<< duration(context, next->get<std::int64_t>() - now) << context.text("后", "") << "\n";
	}
	context.out.flush();
}

} // namespace

void addStatus(CLI::App& app, Context& context)
{
	auto* command = context.command(app, "status", "查看各个部分是否正常", "Show how the parts of the host are doing");
	const auto data = context.dataOption(*command);
	const auto asJson = context.jsonOption(*command);
	context.onRun(*command, [&context, data, asJson] {
		const auto folder = existingData(*data);
		if (!folder) return context.report(folder.error());
		const auto status = readStatus(*folder);
		if (!status)
		{
			if (*asJson) context.out << json{{"running", false}, {"processes", json::array()}}.dump() << std::endl;
			return context.report(status.error());
		}
		const auto config = settings::readHostConfig(*folder);
		const bool developer = config && config->developer;
		if (*asJson)
		{
			auto whole = *status;
			whole["running"] = true;
			whole["developer"] = developer;
			context.out << whole.dump(2) << std::endl;
		}
		else writeHuman(context, *status, developer);
		for (const auto& process : (*status)["processes"])
			if (const auto state = process.value("state", ""); state == "backoff" || state == "quarantined")
				return static_cast<int>(kFailed);
		return static_cast<int>(kOk);
	});
}

} // namespace erphost::cli
