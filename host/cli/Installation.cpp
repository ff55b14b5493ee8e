#include "host/cli/Installation.hpp"

#include "host/cli/DataFolder.hpp"
#include "host/packages/PluginList.hpp"
#include "host/platform/CommandLine.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/SystemService.hpp"
#include "host/settings/HostConfig.hpp"

#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/NetSSL.h>

#include <nlohmann/json.hpp>

#include <thread>

namespace erphost::cli {
namespace {

using nlohmann::json;
namespace net = Poco::Net;

constexpr const char* kTitle = "erphost";
constexpr const char* kMenu = "erphost";
/// The supervisor's own deadlines add up to 14 s.
constexpr std::chrono::seconds kStopLimit{40};
constexpr std::chrono::seconds kAnswerLimit{30};

std::filesystem::path rootOf(const std::filesystem::path& program)
{
	return program.parent_path().parent_path();
}

/// Status of GET `path`, or what went wrong.
std::string ask(const settings::HostConfig& config, const std::string& path)
{
	try
	{
		net::initializeSSL();
		const bool any = config.address == "0.0.0.0" || config.address == "::";
		const std::string host = any ? "127.0.0.1" : config.address;
		std::unique_ptr<net::HTTPClientSession> session;
		const auto port = static_cast<Poco::UInt16>(config.port);
		// Whether the certificate is good is looked at elsewhere.
		if (config.tls())
			session = std::make_unique<net::HTTPSClientSession>(
				host, port, new net::Context(net::Context::TLS_CLIENT_USE, "", net::Context::VERIFY_NONE));
		else session = std::make_unique<net::HTTPClientSession>(host, port);
		session->setTimeout(Poco::Timespan(5, 0));
		net::HTTPRequest request(net::HTTPRequest::HTTP_GET, path, net::HTTPRequest::HTTP_1_1);
		session->sendRequest(request);
		net::HTTPResponse response;
		session->receiveResponse(response);
		return std::to_string(static_cast<int>(response.getStatus()));
	}
	catch (const Poco::Exception& problem)
	{
		return problem.displayText();
	}
}

std::vector<StartMenuEntry> menuOf(const std::filesystem::path& program, const std::filesystem::path& data,
                                   bool chinese)
{
	const auto folder = " --data \"" + toUtf8(data) + "\"";
	// Its window stays open until somebody has read it. cmd takes the outer pair of quotation marks away.
	const std::filesystem::path shell = toPath(environmentVariable("ComSpec"));
	const auto doctor = "/k \"\"" + toUtf8(program) + "\" doctor --all" + folder + "\"";
	// The names stand in both languages: which one its users read is not known while a machine is installed.
	return {{"首次设置 Setup", program, "service open --first" + folder,
	         chinese ? "管理员首次登录，连接 ERP" : "The administrator's first sign-in", true},
	        {"控制台 Console", program, "service open" + folder,
	         chinese ? "在浏览器中打开控制台" : "The console in the browser", false},
	        {"体检 Doctor", shell, doctor,
	         chinese ? "检查这台机器，说明该做什么" : "Looks at this machine, says what to do", true}};
}

} // namespace

/// What was before take().
struct Installation::Former
{
	bool dataMade = false;
	std::string command; ///< of the service; "" if there was none
	bool running = false;

	json toJson() const { return {{"dataMade", dataMade}, {"command", command}, {"running", running}}; }
	static std::optional<Former> read(const std::filesystem::path& file)
	{
		const auto text = readFile(file);
		if (!text) return std::nullopt;
		const auto object = json::parse(*text, nullptr, false);
		if (!object.is_object()) return std::nullopt;
		Former former;
		former.dataMade = object.value("dataMade", false);
		former.command = object.value("command", "");
		former.running = object.value("running", false);
		return former;
	}
};

Result<void> movePlugins(const std::filesystem::path& data, const std::filesystem::path& from,
                         const std::filesystem::path& to)
{
	const auto below = [](const std::filesystem::path& path, const std::filesystem::path& folder) {
		auto rest = path.lexically_normal().lexically_relative(folder.lexically_normal());
		return rest.empty() || *rest.begin() == ".." || *rest.begin() == "." ? std::filesystem::path() : rest;
	};
	const auto moved = [&](const std::filesystem::path& path) {
		auto rest = below(path, from);
		if (rest.empty())
		{
			// "0.1.0/lib/plugins/survey": of another version beside this one.
			const auto beside = below(path, to.parent_path());
			for (auto part = beside.begin(); part != beside.end(); ++part)
				if (part != beside.begin()) rest /= *part;
		}
		std::error_code ignored;
		// One that this version no longer brings stays where it is: its own error says more than ours could.
		return !rest.empty() && std::filesystem::exists(to / rest / "plugin.json", ignored) ? to / rest : path;
	};
	return packages::changePluginList(data, [&](std::vector<packages::InstalledPlugin>& plugins) -> Result<void> {
		for (auto& plugin : plugins)
		{
			if (!plugin.packaged()) plugin.path = moved(plugin.path);
			if (plugin.trial && plugin.trial->version.empty()) plugin.trial->path = moved(plugin.trial->path);
		}
		return {};
	});
}

Installation::Installation(Options options, const Clock& clock, std::string language):
	_options(std::move(options)), _clock(clock), _language(std::move(language)), _root(rootOf(_options.program))
{
}

Result<void> Installation::makeData()
{
	settings::HostConfig config;
	config.port = _options.port;
	const auto made = initialiseData(_options.data, config, toUtf8(_root / "lib" / "plugins"), _clock);
	if (!made) return made.error();
	return {};
}

Result<void> Installation::point(const std::string& command, const std::filesystem::path& program)
{
	const bool chinese = _language == "zh";
	EH_CHECK(putService({kServiceName, kTitle,
	                     chinese ? "与现有 ERP 并行工作的售后服务系统" : "The after-sales department beside the ERP",
	                     command}));
	EH_CHECK(putEventSource(kServiceName, program));
	return putStartMenu(kMenu, menuOf(program, _options.data, chinese));
}

Result<void> Installation::openPort() const
{
	EH_TRY(const auto config, settings::readHostConfig(_options.data));
	return openFirewall(kServiceName, config.port);
}

Result<void> Installation::put()
{
	EH_CHECK(point(serviceCommand(_options.program, _options.data), _options.program));
	return _options.firewall ? openPort() : Result<void>();
}

Result<void> Installation::remove()
{
	auto removed = removeService(kServiceName, kStopLimit);
	closeFirewall(kServiceName);
	removeEventSource(kServiceName);
	removeStartMenu(kMenu);
	removePublishedAddress();
	return removed;
}

Result<void> Installation::consoleAnswers() const
{
	EH_TRY(const auto config, settings::readHostConfig(_options.data));
	const auto deadline = _clock.steadyMs() + std::chrono::milliseconds(kAnswerLimit).count();
	for (;;)
	{
		// Once it serves at all, it serves the console or never will.
		std::string path = "/healthz", got = ask(config, path);
		const bool serves = got == "200";
		if (serves) got = ask(config, path = "/");
		if (got == "200") return {};
		if (serves || _clock.steadyMs() > deadline)
			return misconfigured("service.no_answer", config.url(config.port) + path + ": " + got)
			    .with("address", config.url(config.port) + path)
			    .with("reason", got);
		std::this_thread::sleep_for(std::chrono::milliseconds(250));
	}
}

Result<void> Installation::take()
{
	EH_TRY(const auto there, findService(kServiceName));
	Former former;
	std::error_code ignored;
	// Somebody who keeps the data elsewhere finds them there after an upgrade.
	if (there)
		if (auto data = dataOf(there->command); !data.empty()) _options.data = std::move(data);
	former.dataMade = !std::filesystem::exists(_options.data, ignored);
	if (there)
	{
		former.command = there->command;
		former.running = there->state == ServiceInfo::State::running || there->state == ServiceInfo::State::starting;
	}
	// Before the first change: whatever happens from here on can be taken back.
	EH_CHECK(replaceFile(stateFile(), former.toJson().dump(2) + "\n"));
	if (there) EH_CHECK(stopService(kServiceName, kStopLimit));
	if (!std::filesystem::exists(_options.data / "host.json", ignored)) EH_CHECK(makeData());
	// Without a service too: perhaps a version was removed and its data kept.
	EH_CHECK(movePlugins(_options.data, there ? rootOf(programOf(former.command)) : _root, _root));
	EH_CHECK(put());
	if (there && !former.running) return {};
	EH_CHECK(startService(kServiceName, std::chrono::seconds(_options.startSeconds)));
	return consoleAnswers();
}

Result<void> Installation::giveBack()
{
	const auto former = Former::read(stateFile());
	if (!former) return {};
	// Each step is tried, whatever became of the one before; the first error is told.
	Result<void> told;
	const auto attempt = [&told](Result<void> done) {
		if (!done && told) told = std::move(done);
	};
	if (former->command.empty())
	{
		attempt(remove());
		std::error_code failed;
		// Only what this installation made: data that were there before it are not ours to delete.
		if (former->dataMade) std::filesystem::remove_all(_options.data, failed);
		if (failed)
			attempt(misconfigured("file.unwritable", "cannot delete " + toUtf8(_options.data) + ": " + failed.message())
			            .with("file", toUtf8(_options.data))
			            .with("reason", failed.message()));
	}
	else
	{
		const auto program = programOf(former->command);
		if (auto data = dataOf(former->command); !data.empty()) _options.data = std::move(data);
		attempt(stopService(kServiceName, kStopLimit));
		attempt(movePlugins(_options.data, _root, rootOf(program)));
		attempt(point(former->command, program));
		if (former->running) attempt(startService(kServiceName, std::chrono::seconds(_options.startSeconds)));
	}
	keep();
	return told;
}

void Installation::keep()
{
	std::error_code ignored;
	std::filesystem::remove(stateFile(), ignored);
}

Result<void> Installation::leave()
{
	EH_TRY(const auto there, findService(kServiceName));
	if (!there || programOf(there->command) != _options.program) return {};
	return remove();
}

} // namespace erphost::cli
