#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace erphost {

/// What the machine around the program is like, as far as it decides whether a service can work on it. Empty optionals:
/// this system or this account does not tell.
struct MachineFacts
{
	std::string system;         ///< "Debian GNU/Linux 12 (bookworm)", "Windows 10.0.19045"
	bool administrator = false; ///< this process may do everything
	std::string timeZone;       ///< as the system calls it: "Asia/Shanghai", "China Standard Time"
	int utcOffsetMinutes = 0;   ///< at present, positive in the east
	std::optional<bool> clockSynchronised;
	std::optional<bool> fallsAsleep;    ///< by itself, while on mains
	std::string sleepSetting;           ///< what says so: "IdleAction=suspend", "30 min"
	std::vector<std::string> firewalls; ///< those that are switched on
	std::optional<bool> firewallLetsIn; ///< a rule names this program or the port
	std::vector<std::string> antivirus; ///< programs that look at every file that is opened
};

/// Looks, changes nothing. `port`: the one that other machines must reach. Any thread.
MachineFacts machineFacts(int port);

/// Who may get at a file or folder.
struct FileAccess
{
	bool exists = false;
	bool readable = false; ///< by this process
	bool writable = false;
	/// By accounts that are neither its owner nor administrators (nor, on POSIX, of its group); the folders above
	/// count.
	bool othersRead = false;
	bool othersWrite = false;
	std::string owner; ///< a number or name that compares; empty where it says nothing (Windows)
};
FileAccess accessOf(const std::filesystem::path& path);

/// The driver manager's registrations, of all bitnesses.
struct OdbcDriver
{
	std::string name;
	std::filesystem::path library;
	int bits = 0; ///< of the library; 0: unknown
	bool found = false;
};
struct OdbcSource
{
	std::string name;
	std::string driver;  ///< name of a driver, or its library
	bool system = false; ///< else of this account alone
	int bits = 0;        ///< which programs see it; 0: all
};
struct OdbcRegistry
{
	std::vector<OdbcDriver> drivers;
	std::vector<OdbcSource> sources;
};
OdbcRegistry odbcRegistry();

} // namespace erphost
