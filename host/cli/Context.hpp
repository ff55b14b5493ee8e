#pragma once

#include "erphost/Result.hpp"
#include "host/cli/Cli.hpp"
#include "host/platform/Clock.hpp"
#include "host/platform/Log.hpp"
#include "host/store/Database.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>

namespace erphost::cli {

/// What every command gets: where to write, in which language, and where its exit code goes. Lives as long as the run.
class Context
{
public:
	Context(std::ostream& out, std::ostream& err, std::string language);

	std::ostream& out;
	std::ostream& err;
	const std::string language; ///< "zh" or "en"
	const Clock& clock;
	int exitCode = kOk;

	/// The text in the reader's language. Both stand side by side where they are used, so that neither is forgotten.
	std::string text(const char* zh, const char* en) const { return language == "zh" ? zh : en; }

	/// Writes what happened, to which record, and what to do; returns kFailed.
	int report(const Error& error);
	int report(const Result<void>& result) { return result ? kOk : report(result.error()); }

	/// Asks on the terminal; anything but a yes is a no, and so is the end of the input.
	bool confirm(const char* zh, const char* en) const;

	/// Adds a subcommand in the reader's language.
	CLI::App* command(CLI::App& parent, const char* name, const char* zh, const char* en) const;
	/// Adds --data; the folder is $ERPHOST_DATA or the system's default place if it is not given.
	std::shared_ptr<std::string> dataOption(CLI::App& command) const;
	std::shared_ptr<bool> jsonOption(CLI::App& command) const;
	/// Runs `body` when the command was given; its value is the exit code.
	void onRun(CLI::App& command, std::function<int()> body);
};

/// The folder, if it exists ("cli.not_a_folder") and this user may look into it ("cli.data_forbidden"). A command given
/// by root goes on as the folder's owner.
Result<std::filesystem::path> existingData(const std::string& option);

/// The store of a data folder for the host's own commands, brought to the newest schema. "cli.no_store" unless
/// `create`.
Result<std::unique_ptr<store::Database>> openStore(const std::filesystem::path& data, const Clock& clock,
                                                   bool create = false);

/// Where people reach this host: of the running one, else as host.json says.
std::string hostAddress(const std::filesystem::path& data);

/// Rows under a heading; columns are padded by display width, Chinese characters counting twice.
void writeTable(std::ostream& out, const std::vector<std::vector<std::string>>& rows);

/// The log level of host.json.
LogLevel logLevelOf(const std::filesystem::path& data);

// One function per command group, each in its own file.
void addServe(CLI::App& app, Context& context);
void addService(CLI::App& app, Context& context);
void addWorker(CLI::App& app, Context& context);
void addInit(CLI::App& app, Context& context);
void addApply(CLI::App& app, Context& context);
void addBackup(CLI::App& app, Context& context);
void addStatus(CLI::App& app, Context& context);
void addUser(CLI::App& app, Context& context);
void addPlugin(CLI::App& app, Context& context);
void addTrust(CLI::App& app, Context& context);
void addSecret(CLI::App& app, Context& context);
void addErp(CLI::App& app, Context& context);
void addDemoErp(CLI::App& app, Context& context);
void addReference(CLI::App& app, Context& context);
void addDoctor(CLI::App& app, Context& context);

} // namespace erphost::cli
