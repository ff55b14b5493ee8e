#pragma once

#include "erphost/Error.hpp"
#include "host/platform/Machine.hpp"
#include "host/settings/HostConfig.hpp"
#include "host/store/Inspection.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What the probes saw, without judgement: plain values that a test can write down. Empty optionals were not looked at,
/// because something before them is missing.
namespace erphost::doctor {

struct DataFacts
{
	std::filesystem::path folder;
	FileAccess access;
	struct File
	{
		std::string name; ///< "secrets.json"
		FileAccess access;
	};
	std::vector<File> files;     ///< those that exist
	std::vector<Error> damaged;  ///< of small files that cannot be understood
	std::int64_t freeBytes = -1; ///< -1: unknown
	std::int64_t totalBytes = -1;
};

struct StoreFacts
{
	std::optional<store::Inspection> seen; ///< empty: no store yet, or unreadable
	std::optional<Error> unreadable;
};

struct PortFacts
{
	enum class State
	{
		free,   ///< nobody listens, and we may
		taken,  ///< somebody else has it
		denied, ///< this account may not
		foreign ///< no address of this machine
	};
	State state = State::free;
	bool answers = false;               ///< a running host: /healthz came back
	std::string why;                    ///< the system's words
	std::vector<std::string> addresses; ///< of this machine, and its name
};

struct CertificateFacts
{
	std::optional<Error> unusable; ///< "doctor.certificate_missing", "doctor.certificate_unreadable"
	std::int64_t notBeforeMs = 0;
	std::int64_t notAfterMs = 0;
	bool keyFits = true;
	std::vector<std::string> names; ///< for which it was made
	FileAccess key;
};

/// One connection string of secrets.json.
struct LinkFacts
{
	std::string secret; ///< "erp.pull"
	std::string dsn, driver;
};

struct ErpFacts
{
	std::optional<Error> notSetUp; ///< no mapping, or one that is wrong
	OdbcRegistry registry;
	std::vector<LinkFacts> links;
	std::vector<Error> unreadable; ///< secrets that were sealed with another key
	/// What `erphost erp check` said.
	struct Checked
	{
		Error error;
		bool serious = true;
	};
	std::vector<Checked> checked;
	std::string server;          ///< "PostgreSQL 15.2, psqlodbcw.so 13.02"; empty: not reached
	std::optional<Error> broken; ///< the check itself died or froze
};

struct PluginFacts
{
	std::string id;
	bool enabled = true;
	std::optional<Error> manifest; ///< why it cannot be read
	std::string version;
	std::filesystem::path library;
	bool libraryThere = true;
	std::string libraryKind, wantedKind;
	std::optional<Error> load; ///< why it does not load
	std::string loadedVersion; ///< what the library says of itself; empty: not tried
	FileAccess folder;         ///< of the library's file, if worse
	// Signatures: what the package module knows of its origin belongs here, judged in JudgePlugins.cpp.
};

struct HostFacts
{
	bool running = false;
	std::string pid;
	std::string runningVersion;
	struct Process
	{
		std::string name;
		std::string state;
		std::optional<Error> error;
	};
	std::vector<Process> processes;
	std::string version; ///< of this program
	int bits = 0;
};

struct Facts
{
	std::int64_t nowMs = 0;
	MachineFacts machine;
	HostFacts host;
	DataFacts data;
	std::optional<settings::HostConfig> config; ///< empty: damaged
	bool zoneKnown = true;
	int zoneOffsetMinutes = 0; ///< of the company's zone, at present
	StoreFacts store;
	std::optional<PortFacts> port;
	std::optional<CertificateFacts> certificate;
	std::optional<ErpFacts> erp;
	std::vector<PluginFacts> plugins;
};

} // namespace erphost::doctor
