#include "host/cli/Context.hpp"

#include "host/messages/Messages.hpp"
#include "host/platform/Account.hpp"
#include "host/platform/CommandLine.hpp"
#include "host/platform/Files.hpp"
#include "host/settings/HostConfig.hpp"
#include "host/store/Meta.hpp"
#include "host/store/Migrator.hpp"

#include <nlohmann/json.hpp>

#include <iostream>

namespace erphost::cli {
namespace {

std::string defaultData()
{
	if (auto given = environmentVariable("ERPHOST_DATA"); !given.empty()) return given;
#ifdef _WIN32
	return environmentVariable("ProgramData") + "\\erphost";
#else
	return "/var/lib/erphost";
#endif
}

/// Columns that a terminal needs: CJK and full-width forms take two.
std::size_t displayWidth(std::string_view text)
{
	std::size_t width = 0;
	for (std::size_t i = 0; i < text.size(); ++i)
	{
		const auto byte = static_cast<unsigned char>(text[i]);
		if ((byte & 0xC0) == 0x80) continue;
		width += byte >= 0xE3 ? 2 : 1; // U+3000 and above
	}
	return width;
}

} // namespace

Context::Context(std::ostream& out, std::ostream& err, std::string language):
	out(out), err(err), language(std::move(language)), clock(systemClock())
{
}

int Context::report(const Error& error)
{
	const auto explained = messages::explain(error, language);
	err << explained.title << "\n";
	if (!explained.detail.empty()) err << explained.detail << "\n";
	if (!explained.remedy.empty())
		err << (language == "zh" ? "处理办法：" : "What to do: ") << explained.remedy << "\n";
	err << "[" << error.code << "]" << std::endl;
	return kFailed;
}

bool Context::confirm(const char* zh, const char* en) const
{
	out << text(zh, en) << " [y/N] " << std::flush;
	std::string answer;
	std::getline(std::cin, answer);
	if (answer == "y" || answer == "Y" || answer == "yes" || answer == "是") return true;
	out << text("没有做任何改动。", "Nothing was changed.") << std::endl;
	return false;
}

CLI::App* Context::command(CLI::App& parent, const char* name, const char* zh, const char* en) const
{
	auto* command = parent.add_subcommand(name, text(zh, en));
	command->set_help_flag("-h,--help", text("显示帮助", "Show this help"));
	return command;
}

std::shared_ptr<std::string> Context::dataOption(CLI::App& command) const
{
	auto value = std::make_shared<std::string>(defaultData());
	command
		.add_option("--data", *value,
	                text("数据文件夹（也可用环境变量 ERPHOST_DATA 指定）",
	                     "Data folder (or environment variable ERPHOST_DATA)"))
		->type_name(text("文件夹", "FOLDER"))
		->capture_default_str();
	return value;
}

std::shared_ptr<bool> Context::jsonOption(CLI::App& command) const
{
	auto value = std::make_shared<bool>(false);
	command.add_flag("--json", *value, text("以 JSON 输出，供程序读取", "Write JSON, for programs"));
	return value;
}

void Context::onRun(CLI::App& command, std::function<int()> body)
{
	command.callback([this, body = std::move(body)] { exitCode = body(); });
}

Result<std::filesystem::path> existingData(const std::string& option)
{
	std::error_code failed;
	const auto absolute = std::filesystem::absolute(toPath(option), failed);
	const bool folder = !failed && std::filesystem::is_directory(absolute, failed);
	if (folder)
	{
		EH_CHECK(actAsOwnerOf(absolute));
		std::filesystem::directory_iterator(absolute, failed);
	}
	if (failed == std::errc::permission_denied)
		return misconfigured("cli.data_forbidden", option + " is not accessible").with("data", option);
	if (!folder) return misconfigured("cli.not_a_folder", option + " is not a folder").with("data", option);
	return absolute;
}

Result<std::unique_ptr<store::Database>> openStore(const std::filesystem::path& data, const Clock& clock, bool create)
{
	store::OpenOptions options;
	options.file = data / "store.db";
	options.readers = 1;
	std::error_code ignored;
	if (!create && !std::filesystem::exists(options.file, ignored))
		return misconfigured("cli.no_store", "there is no " + toUtf8(options.file)).with("file", toUtf8(options.file));
	EH_TRY(auto database, store::Database::open(options));
	EH_CHECK(store::migrate(*database, "host", store::hostMigrations(), clock.nowMs()));
	EH_CHECK(database->write([&](store::Transaction& tx) { return store::nameStore(tx, clock.nowMs()); }));
	return database;
}

std::string hostAddress(const std::filesystem::path& data)
{
	if (const auto text = readFile(data / "run" / "status.json"))
	{
		const auto status = nlohmann::json::parse(*text, nullptr, false);
		if (status.is_object() && status.value("address", nlohmann::json()).is_string())
			if (auto address = status["address"].get<std::string>(); !address.empty()) return address;
	}
	const auto config = settings::readHostConfig(data).ok() ? *settings::readHostConfig(data) : settings::HostConfig{};
	return config.url(config.port);
}

void writeTable(std::ostream& out, const std::vector<std::vector<std::string>>& rows)
{
	std::vector<std::size_t> widths;
	for (const auto& row : rows)
	{
		widths.resize(std::max(widths.size(), row.size()));
		for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], displayWidth(row[i]));
	}
	for (const auto& row : rows)
	{
		for (std::size_t i = 0; i < row.size(); ++i)
		{
			out << row[i];
			if (i + 1 < row.size()) out << std::string(widths[i] - displayWidth(row[i]) + 2, ' ');
		}
		out << "\n";
	}
	out.flush();
}

} // namespace erphost::cli
