#include "host/platform/Machine.hpp"

#include "host/platform/CommandLine.hpp"
#include "host/platform/Files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <fstream>

#include <sys/stat.h>
#include <sys/timex.h>
#include <unistd.h>

namespace erphost {
namespace {

std::string trimmed(std::string text)
{
	text.erase(text.begin(), std::find_if(text.begin(), text.end(), [](char c) { return c != ' ' && c != '\t'; }));
	while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.pop_back();
	if (text.size() > 1 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
	return text;
}

/// The value of NAME=value in a file of such lines; the last one counts. Comments and headings are no values.
std::string setting(const std::filesystem::path& file, std::string_view name)
{
	std::ifstream stream(file);
	std::string line, value;
	while (std::getline(stream, line))
	{
		const auto equals = line.find('=');
		if (equals != std::string::npos && trimmed(line.substr(0, equals)) == name)
			value = trimmed(line.substr(equals + 1));
	}
	return value;
}

std::string zoneName()
{
	if (auto given = environmentVariable("TZ"); !given.empty()) return given;
	std::error_code failed;
	const auto target = toUtf8(std::filesystem::read_symlink("/etc/localtime", failed));
	constexpr std::string_view kFolder = "zoneinfo/";
	if (const auto at = target.find(kFolder); at != std::string::npos) return target.substr(at + kFolder.size());
	std::string line;
	std::getline(std::ifstream("/etc/timezone") >> std::ws, line);
	return trimmed(line);
}

int offsetMinutes()
{
	const std::time_t now = std::time(nullptr);
	std::tm local{};
	::localtime_r(&now, &local);
	return static_cast<int>(local.tm_gmtoff / 60);
}

std::optional<bool> synchronised()
{
	timex query{}; // modes 0: asks only
	const int state = ::adjtimex(&query);
	if (state < 0) return std::nullopt;
	return state != TIME_ERROR && (query.status & STA_UNSYNC) == 0;
}

void lookAtSleep(MachineFacts& facts)
{
	std::error_code failed;
	// Without logind nothing puts a machine to sleep by itself.
	facts.fallsAsleep = false;
	if (!std::filesystem::exists("/run/systemd/system", failed)) return;
	if (std::filesystem::read_symlink("/etc/systemd/system/sleep.target", failed) == "/dev/null") return;
	std::vector<std::filesystem::path> files{"/etc/systemd/logind.conf"};
	for (const auto& entry : std::filesystem::directory_iterator("/etc/systemd/logind.conf.d", failed))
		files.push_back(entry.path());
	std::sort(files.begin() + 1, files.end());
	std::string idle;
	for (const auto& file : files)
		if (auto value = setting(file, "IdleAction"); !value.empty()) idle = value;
	facts.fallsAsleep = idle == "suspend" || idle == "hibernate" || idle == "hybrid-sleep" ||
	                    idle == "suspend-then-hibernate" || idle == "poweroff";
	facts.sleepSetting = idle.empty() ? "" : "IdleAction=" + idle;
	// The lid of a laptop that serves: closed by the cleaner.
	if (*facts.fallsAsleep || !std::filesystem::exists("/proc/acpi/button/lid", failed)) return;
	std::string lid = "suspend";
	for (const auto& file : files)
		for (const char* name : {"HandleLidSwitch", "HandleLidSwitchExternalPower"})
			if (auto value = setting(file, name); !value.empty()) lid = value;
	facts.fallsAsleep = lid != "ignore" && lid != "lock";
	facts.sleepSetting = "HandleLidSwitch=" + lid;
}

void lookAtFirewall(MachineFacts& facts, int port)
{
	std::error_code failed;
	if (setting("/etc/ufw/ufw.conf", "ENABLED") == "yes")
	{
		facts.firewalls.push_back("ufw");
		std::ifstream rules("/etc/ufw/user.rules");
		if (rules)
		{
			const std::string text(std::istreambuf_iterator<char>(rules), {});
			facts.firewallLetsIn = text.find("--dport " + std::to_string(port) + " -j ACCEPT") != std::string::npos;
		}
	}
	if (std::filesystem::exists("/run/firewalld", failed) || std::filesystem::exists("/run/firewalld.pid", failed))
	{
		facts.firewalls.push_back("firewalld");
		const auto wanted = "port=\"" + std::to_string(port) + "\"";
		for (const auto& zone : std::filesystem::directory_iterator("/etc/firewalld/zones", failed))
		{
			std::ifstream file(zone.path());
			const std::string text(std::istreambuf_iterator<char>(file), {});
			if (text.find(wanted) != std::string::npos) facts.firewallLetsIn = true;
		}
	}
}

/// By the names of running programs; other accounts' processes tell theirs, too.
std::vector<std::string> scanners()
{
	constexpr std::array kKnown = {"clamonacc", "wdavdaemon",   "falcon-sensor", "savscand",
	                               "sav-rms",   "esets_daemon", "kesl",          "qaxsafed"};
	std::vector<std::string> found;
	std::error_code failed;
	for (const auto& entry : std::filesystem::directory_iterator("/proc", failed))
	{
		std::string name;
		std::getline(std::ifstream(entry.path() / "comm"), name);
		if (std::find(kKnown.begin(), kKnown.end(), name) != kKnown.end() &&
		    std::find(found.begin(), found.end(), name) == found.end())
			found.push_back(name);
	}
	return found;
}

} // namespace

MachineFacts machineFacts(int port)
{
	MachineFacts facts;
	facts.system = setting("/etc/os-release", "PRETTY_NAME");
	if (facts.system.empty()) facts.system = "Linux";
	facts.administrator = ::geteuid() == 0;
	facts.timeZone = zoneName();
	facts.utcOffsetMinutes = offsetMinutes();
	facts.clockSynchronised = synchronised();
	lookAtSleep(facts);
	lookAtFirewall(facts, port);
	facts.antivirus = scanners();
	return facts;
}

FileAccess accessOf(const std::filesystem::path& path)
{
	FileAccess access;
	struct stat facts
	{
	};
	if (::stat(path.c_str(), &facts) != 0)
	{
		// What lies in a folder that is closed to us is there as far as anybody can tell.
		access.exists = errno == EACCES;
		return access;
	}
	access.exists = true;
	access.readable = ::access(path.c_str(), R_OK) == 0;
	access.writable = ::access(path.c_str(), W_OK) == 0;
	access.owner = std::to_string(facts.st_uid);
	std::error_code failed;
	for (auto folder = std::filesystem::absolute(path, failed).parent_path(); !folder.empty();)
	{
		struct stat above
		{
		};
		if (::stat(folder.c_str(), &above) == 0 && (above.st_mode & S_IXOTH) == 0) return access;
		if (folder == folder.parent_path()) break;
		folder = folder.parent_path();
	}
	access.othersRead = (facts.st_mode & (S_ISDIR(facts.st_mode) ? S_IXOTH : S_IROTH)) != 0;
	access.othersWrite = (facts.st_mode & S_IWOTH) != 0;
	return access;
}

} // namespace erphost
