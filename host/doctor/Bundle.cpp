#include "host/doctor/Bundle.hpp"

#include "host/doctor/Redaction.hpp"
#include "host/doctor/Report.hpp"
#include "host/platform/Files.hpp"
#include "host/secrets/SecretStore.hpp"

#include <Poco/DateTime.h>
#include <Poco/Path.h>
#include <Poco/Timestamp.h>
#include <Poco/Version.h>
#include <Poco/Zip/Compress.h>

#include <openssl/crypto.h>
#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace erphost::doctor {
namespace {

using nlohmann::json;

constexpr std::size_t kLogFiles = 5;
constexpr std::size_t kLogLines = 500;
/// From the end of a file that nobody rotated.
constexpr std::int64_t kLogBytes = 512 * 1024;

class Archive
{
public:
	explicit Archive(std::int64_t nowMs): _compress(_stream, true), _time(Poco::Timestamp(nowMs * 1000)) {}

	void add(const std::string& name, const std::string& content)
	{
		std::istringstream stream(content);
		_compress.addFile(stream, _time, Poco::Path(name, Poco::Path::PATH_UNIX));
	}
	void add(const std::string& name, const json& content)
	{
		add(name, content.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
	}
	std::string finish()
	{
		_compress.close();
		return _stream.str();
	}

private:
	std::stringstream _stream;
	Poco::Zip::Compress _compress;
	Poco::DateTime _time;
};

std::string pocoVersion()
{
	const auto number = static_cast<unsigned>(POCO_VERSION);
	return std::to_string(number >> 24) + "." + std::to_string((number >> 16) & 0xFF) + "." +
	       std::to_string((number >> 8) & 0xFF);
}

json versions(const Facts& facts)
{
	auto plugins = json::object();
	for (const auto& plugin : facts.plugins)
		plugins[plugin.id] = {
			{"version", plugin.version}, {"loaded", plugin.loadedVersion}, {"enabled", plugin.enabled}};
	auto drivers = json::array();
	if (facts.erp)
		for (const auto& driver : facts.erp->registry.drivers)
			drivers.push_back({{"name", driver.name}, {"bits", driver.bits}, {"found", driver.found}});
	return {{"erphost", facts.host.version},
	        {"running", facts.host.runningVersion},
	        {"bits", facts.host.bits},
	        {"system", facts.machine.system},
	        {"poco", pocoVersion()},
	        {"sqlite", sqlite3_libversion()},
	        {"openssl", OpenSSL_version(OPENSSL_VERSION)},
	        {"odbcDrivers", std::move(drivers)},
	        {"erp", facts.erp ? json(facts.erp->server) : json()},
	        {"plugins", std::move(plugins)}};
}

void addConfig(Archive& archive, const std::filesystem::path& data)
{
	constexpr std::pair<const char*, json (*)(const json&)> kFiles[] = {{"host.json", maskHostConfig},
	                                                                    {"erp.json", maskMapping},
	                                                                    {"plugins.json", maskPlugins},
	                                                                    {"messaging.json", maskMessaging}};
	for (const auto& [name, mask] : kFiles)
	{
		const auto text = readFile(data / name);
		if (!text) continue;
		const auto content = json::parse(*text, nullptr, false);
		// Of what cannot be understood nothing can be taken out.
		archive.add(std::string("config/") + name, content.is_discarded() ? json("not JSON") : mask(content));
	}
	// Opened first: of a connection string the part that may be seen helps.
	const secrets::SecretStore store(data);
	auto opened = json::object();
	if (const auto entries = store.list())
		for (const auto& entry : *entries)
		{
			const auto value = store.read(entry.name);
			opened[entry.name] = value ? *value : std::string();
		}
	archive.add("config/secrets.json", maskSecrets(opened));
}

/// The last lines of a log, masked.
std::string tailOf(const std::filesystem::path& file, const std::vector<std::string>& people)
{
	std::ifstream stream(file, std::ios::binary | std::ios::ate);
	const auto size = static_cast<std::int64_t>(stream.tellg());
	stream.seekg(std::max<std::int64_t>(0, size - kLogBytes));
	std::vector<std::string> lines;
	std::string line;
	// Half a line could hide what a mask looks for.
	if (size > kLogBytes) std::getline(stream, line);
	while (std::getline(stream, line)) lines.push_back(maskText(line, people));
	std::string text;
	for (std::size_t i = lines.size() > kLogLines ? lines.size() - kLogLines : 0; i < lines.size(); ++i)
		text += lines[i] + "\n";
	return text;
}

void addLogs(Archive& archive, const std::filesystem::path& data, const std::vector<std::string>& people)
{
	std::vector<std::pair<std::filesystem::file_time_type, std::filesystem::path>> files;
	std::error_code failed;
	for (const auto& entry : std::filesystem::directory_iterator(data / "log", failed))
		if (std::error_code odd; entry.is_regular_file(odd))
			files.emplace_back(entry.last_write_time(odd), entry.path());
	std::sort(files.rbegin(), files.rend());
	for (std::size_t i = 0; i < std::min(files.size(), kLogFiles); ++i)
		archive.add("log/" + std::to_string(i + 1) + ".txt", tailOf(files[i].second, people));
}

} // namespace

Result<void> writeBundle(const std::filesystem::path& file, const Facts& facts, const Findings& findings,
                         const std::string& language)
{
	std::error_code failed;
	if (std::filesystem::exists(file, failed))
		return conflict("doctor.bundle_exists", "the file exists").with("file", toUtf8(file));
	const auto people = facts.store.seen ? facts.store.seen->people : std::vector<std::string>();
	Findings safe;
	for (const auto& finding : findings) safe.push_back(masked(finding, people));
	std::string content;
	try
	{
		Archive archive(facts.nowMs);
		archive.add("findings.json", reportJson(facts, safe, language));
		std::ostringstream text;
		writeReport(text, safe, language, true);
		archive.add("findings.txt", text.str());
		archive.add("versions.json", versions(facts));
		addConfig(archive, facts.data.folder);
		auto tables = json::object();
		if (facts.store.seen)
			for (const auto& [table, rows] : facts.store.seen->counts) tables[table] = rows;
		archive.add("counts.json", tables);
		addLogs(archive, facts.data.folder, people);
		content = archive.finish();
	}
	catch (const Poco::Exception& problem)
	{
		return bug("doctor.bundle_failed", problem.displayText()).with("reason", problem.displayText());
	}
	return replaceFile(file, content, true);
}

} // namespace erphost::doctor
