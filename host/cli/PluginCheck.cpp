#include "host/cli/PluginPackages.hpp"

#include "host/cli/PluginTrial.hpp"
#include "host/messages/Messages.hpp"
#include "host/platform/ChildProcess.hpp"
#include "host/platform/Files.hpp"

#include <condition_variable>
#include <mutex>
#include <ostream>

namespace erphost::cli {
namespace {

using nlohmann::json;

/// A call that has not come back by then never will.
constexpr std::chrono::seconds kSilence{20};

struct Finding
{
	std::string level, part, where;
	Error error;
};

/// Listens to one part's process: what it is at, what it found, and whether it is still alive.
class Listener
{
public:
	void hear(const std::optional<std::string>& line)
	{
		const std::lock_guard guard(_mutex);
		const auto said = line ? json::parse(*line, nullptr, false) : json();
		if (!line) _ended = true;
		else if (said.is_object())
		{
			const std::string type = said.value("type", "");
			if (type == "step") _step = said.value("what", "");
			if (type == "done") _done = true;
			if (type == "finding") _findings.push_back(said);
		}
		++_heard;
		_changed.notify_all();
	}
	/// Until the process has ended; false if it fell silent.
	bool wait()
	{
		std::unique_lock lock(_mutex);
		while (!_ended)
		{
			const int before = _heard;
			if (!_changed.wait_for(lock, kSilence, [&] { return _ended || _heard != before; })) return false;
		}
		return true;
	}
	bool done() const { return _done; }
	const std::string& step() const { return _step; }
	const std::vector<json>& findings() const { return _findings; }

private:
	std::mutex _mutex;
	std::condition_variable _changed;
	bool _ended = false, _done = false;
	int _heard = 0;
	std::string _step;
	std::vector<json> _findings;
};

Finding findingOf(const json& said, const std::string& part)
{
	Finding finding{said.value("level", "error"), part, said.value("where", ""), {}};
	finding.error = permanent(said.value("code", ""), said.value("message", ""));
	finding.error.params.emplace_back("where", finding.where);
	const auto params = said.value("params", json::object());
	for (const auto& [name, value] : params.items())
		finding.error.params.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
	return finding;
}

/// One part, in a process and a folder of its own.
Result<std::vector<Finding>> runPart(const std::filesystem::path& plugin, const std::string& part, std::uint64_t seed)
{
	const auto scratch =
		std::filesystem::temp_directory_path() / ("erphost-check-" + std::to_string(currentProcessId()) + "-" + part);
	struct Folder
	{
		const std::filesystem::path& path;
		~Folder()
		{
			std::error_code ignored;
			std::filesystem::remove_all(path, ignored);
		}
	} const folder{scratch};
	std::error_code failed;
	std::filesystem::create_directories(scratch, failed);
	if (failed)
		return misconfigured("file.unwritable", "cannot make " + toUtf8(scratch))
		    .with("file", toUtf8(scratch))
		    .with("reason", failed.message());

	Listener listener;
	ChildProcess::Options options;
	options.program = programFile();
	options.arguments = {"plugin", "check", toUtf8(plugin), "--seed",       std::to_string(seed),
	                     "--part", part,    "--scratch",    toUtf8(scratch)};
	options.onLine = [&](const std::optional<std::string>& line) { listener.hear(line); };
	EH_TRY(const auto child, ChildProcess::spawn(std::move(options)));
	const bool ended = listener.wait();
	if (!ended) child->kill();
	const auto status = child->wait(std::chrono::seconds(10));

	std::vector<Finding> findings;
	for (const auto& said : listener.findings()) findings.push_back(findingOf(said, part));
	const auto died = [&](const char* code, const std::string& how) {
		findings.push_back(
			{"error", part, listener.step(), permanent(code, how).with("where", listener.step()).with("how", how)});
	};
	if (!ended) died("validator.hung", std::to_string(kSilence.count()));
	else if (!listener.done()) died("validator.crashed", status ? status->describe() : "-");
	else if (status && (status->crashed || status->code != 0)) died("validator.crashed_at_end", status->describe());
	return findings;
}

int report(const Context& context, const std::vector<Finding>& findings, const std::string& plugin, std::uint64_t seed,
           bool asJson)
{
	const auto errors =
		std::count_if(findings.begin(), findings.end(), [](const auto& one) { return one.level == "error"; });
	if (asJson)
	{
		auto list = json::array();
		for (const auto& one : findings)
		{
			const auto text = messages::explain(one.error, context.language);
			list.push_back({{"level", one.level},
			                {"part", one.part},
			                {"where", one.where},
			                {"code", one.error.code},
			                {"title", text.title},
			                {"detail", text.detail},
			                {"remedy", text.remedy}});
		}
		context.out << json{{"plugin", plugin}, {"seed", seed}, {"errors", errors}, {"findings", std::move(list)}}.dump(
						   2)
					<< std::endl;
	}
	else
	{
		for (const auto& one : findings)
		{
			const auto text = messages::explain(one.error, context.language);
			context.out << (one.level == "error" ? context.text("错误", "ERROR") : context.text("提醒", "note")) << "  "
						<< text.title << "\n      " << text.detail << "\n      " << text.remedy << "  ["
						<< one.error.code << ", " << one.part << "]\n";
		}
		context.out << plugin << ": " << errors << context.text(" 个错误，", " errors, ")
					<< static_cast<long long>(findings.size()) - errors
					<< context.text(" 个提醒（种子 ", " notes (seed ") << seed << context.text("）", ")") << std::endl;
	}
	return errors > 0 ? static_cast<int>(kFailed) : static_cast<int>(kOk);
}

struct Wanted
{
	std::string folder, part, scratch;
	std::uint64_t seed = 1;
};

} // namespace

void addPluginCheck(CLI::App& plugin, Context& context)
{
	auto* command =
		context.command(plugin, "check", "检验一个插件：用各种输入和故障试用它，报告不守约定之处",
	                    "Try a plugin with all sorts of input and trouble, and report what breaks the contract");
	const auto asJson = context.jsonOption(*command);
	auto wanted = std::make_shared<Wanted>();
	command->add_option("FOLDER", wanted->folder, context.text("编译好的插件文件夹", "The folder of the built plugin"))
		->required();
	command
		->add_option("--seed", wanted->seed,
	                 context.text("随机种子：同一种子，同样的试验", "Seed: the same one tries the same things"))
		->capture_default_str();
	// For the processes that this command starts.
	command->add_option("--part", wanted->part)->group("");
	command->add_option("--scratch", wanted->scratch)->group("");
	context.onRun(*command, [&context, asJson, wanted] {
		std::error_code ignored;
		const auto folder = std::filesystem::weakly_canonical(toPath(wanted->folder), ignored);
		if (!wanted->part.empty()) return runTrial(folder, wanted->part, wanted->seed, toPath(wanted->scratch));
		std::vector<Finding> findings;
		const auto manifest = packages::readManifest(folder);
		if (!manifest) findings.push_back({"error", "load", toUtf8(folder), manifest.error()});
		for (const auto& part : trialParts())
		{
			// Where it does not even load there is nothing to try.
			if (std::any_of(findings.begin(), findings.end(),
			                [](const auto& one) { return one.level == "error" && one.part == "load"; }))
				break;
			auto found = runPart(folder, part, wanted->seed);
			if (!found) return context.report(found.error());
			for (auto& one : *found)
				// What one part has said the next one need not.
				if (std::none_of(findings.begin(), findings.end(), [&](const auto& earlier) {
						return earlier.error.code == one.error.code && earlier.where == one.where;
					}))
					findings.push_back(std::move(one));
		}
		return report(context, findings, manifest ? manifest->id : toUtf8(folder.filename()), wanted->seed, *asJson);
	});
}

} // namespace erphost::cli
