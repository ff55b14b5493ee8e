#include "host/doctor/Judgement.hpp"

#include "host/messages/Catalogue.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::doctor;

namespace {

constexpr std::int64_t kNow = 1'795'000'000'000; // 2026-11-18
constexpr std::int64_t kDay = 86'400'000;
constexpr std::int64_t kGibi = std::int64_t{1024} * 1024 * 1024;

FileAccess closed()
{
	return {true, true, true, false, false, "990"};
}

/// A host as it should be: running, over TLS, with a driver, a system data source and a plugin.
Facts healthy()
{
	Facts facts;
	facts.nowMs = kNow;
	facts.machine.system = "Debian";
	facts.machine.utcOffsetMinutes = 480;
	facts.machine.timeZone = "Asia/Shanghai";
	facts.machine.clockSynchronised = true;
	facts.machine.fallsAsleep = false;
	facts.zoneOffsetMinutes = 480;
	facts.host = {true, "7", "0.1.0", {{"front", "ready", std::nullopt}}, "0.1.0", 64};
	facts.data.folder = "/srv/erphost";
	facts.data.access = closed();
	for (const char* name : {"secrets.json", "store.db", "host.json"}) facts.data.files.push_back({name, closed()});
	facts.data.freeBytes = 50 * kGibi;
	facts.data.totalBytes = 100 * kGibi;
	facts.config = settings::HostConfig{};
	facts.config->address = "0.0.0.0";
	facts.config->port = 8443;
	facts.config->certificate = "/etc/erphost/cert.pem";
	facts.config->privateKey = "/etc/erphost/key.pem";
	store::Inspection seen;
	seen.bytes = kGibi;
	seen.schema = seen.knownSchema = 3;
	seen.complete = true;
	facts.store.seen = seen;
	facts.port = PortFacts{PortFacts::State::free, true, "", {"erp-host", "192.0.2.7"}};
	CertificateFacts certificate;
	certificate.notBeforeMs = kNow - kDay;
	certificate.notAfterMs = kNow + 300 * kDay;
	certificate.names = {"ERP-HOST"};
	certificate.key = closed();
	facts.certificate = certificate;
	ErpFacts erp;
	erp.registry.drivers = {{"ODBC Driver 18 for SQL Server", "/opt/msodbcsql18.so", 64, true}};
	erp.registry.sources = {{"ERP", "ODBC Driver 18 for SQL Server", true, 0}};
	erp.links = {{"erp.pull", "erp", ""}};
	erp.server = "SQL Server 16";
	facts.erp = erp;
	PluginFacts plugin;
	plugin.id = "survey";
	plugin.version = plugin.loadedVersion = "1.0.0";
	plugin.libraryKind = plugin.wantedKind = "linux-x86_64";
	facts.plugins = {plugin};
	return facts;
}

/// The level of the finding of that id; every finding that is not green says in both languages what to do.
std::string levelOf(const Facts& facts, const std::string& id)
{
	std::string level = "none";
	for (const auto& finding : judge(facts))
	{
		INFO(finding.error.code);
		for (const char* language : {"zh", "en"})
		{
			const auto text = messages::explain(finding.error, language);
			CHECK(text.title != finding.error.message);
			const auto* raw = messages::Catalogue::of(language).find(finding.error.code);
			REQUIRE(raw);
			for (const auto& name : messages::placeholders(raw->title + raw->detail + raw->remedy))
				if (finding.error.code.starts_with("doctor."))
					CHECK(std::any_of(finding.error.params.begin(), finding.error.params.end(),
					                  [&](const auto& param) { return param.first == name; }));
			CHECK((finding.level == Level::green || !text.remedy.empty()));
		}
		if (finding.error.code == id) level = name(finding.level);
	}
	return level;
}

} // namespace

TEST_CASE("a healthy host is green from end to end", "[doctor]")
{
	const auto findings = judge(healthy());
	for (const auto& finding : findings)
	{
		INFO(finding.error.code);
		CHECK(finding.level == Level::green);
	}
	CHECK(findings.size() > 12);
	CHECK(levelOf(healthy(), "doctor.disk_good") == "green");
}

TEST_CASE("drivers and data sources: which is there, of which bitness, for whom", "[doctor]")
{
	auto facts = healthy();
	auto& registry = facts.erp->registry;
	SECTION("a driver nobody installed")
	{
		facts.erp->links = {{"erp.pull", "", "SQL Server 2099"}};
		CHECK(levelOf(facts, "doctor.driver_missing") == "red");
		// What the driver manager says afterwards adds nothing.
		facts.erp->checked = {{misconfigured("odbc.driver_missing", "IM002").with("driver", "x"), true}};
		CHECK(levelOf(facts, "odbc.driver_missing") == "none");
	}
	SECTION("only the 32-bit one")
	{
		registry.drivers[0].bits = 32;
		CHECK(levelOf(facts, "doctor.driver_bits") == "red");
		registry.drivers.push_back({"ODBC Driver 18 for SQL Server", "/opt/other.so", 64, true});
		CHECK(levelOf(facts, "doctor.driver_bits") == "none");
		CHECK(levelOf(facts, "doctor.driver_good") == "green");
	}
	SECTION("its library was taken away")
	{
		registry.drivers[0].found = false;
		registry.drivers[0].library = std::filesystem::absolute("driver.so"); // "/opt" alone is not so on Windows
		CHECK(levelOf(facts, "doctor.driver_gone") == "red");
	}
	SECTION("a data source of the account alone")
	{
		registry.sources[0].system = false;
		CHECK(levelOf(facts, "doctor.dsn_of_user") == "amber");
		registry.sources.push_back({"ERP", "ODBC Driver 18 for SQL Server", true, 0});
		CHECK(levelOf(facts, "doctor.dsn_of_user") == "none");
		CHECK(levelOf(facts, "doctor.dsn_good") == "green");
	}
	SECTION("a data source of 32-bit programs")
	{
		registry.sources[0].bits = 32;
		CHECK(levelOf(facts, "doctor.dsn_bits") == "red");
	}
	SECTION("no such data source")
	{
		registry.sources.clear();
		CHECK(levelOf(facts, "doctor.dsn_missing") == "red");
	}
	SECTION("no ERP yet is no fault, a wrong mapping is one")
	{
		facts.erp->notSetUp = misconfigured("erp.not_set_up", "none");
		CHECK(levelOf(facts, "erp.not_set_up") == "amber");
		facts.erp->notSetUp = misconfigured("erp.mapping_not_json", "bad").with("byte", "7");
		CHECK(levelOf(facts, "erp.mapping_not_json") == "red");
	}
	SECTION("a driver that crashes or hangs")
	{
		facts.erp->broken = misconfigured("doctor.erp_frozen", "hangs").with("seconds", "60");
		CHECK(levelOf(facts, "doctor.erp_frozen") == "red");
	}
	SECTION("what the check of the mapping says is passed on")
	{
		facts.erp->checked = {{misconfigured("erp.check.clock_skew", "off").with("seconds", "-4000"), false}};
		CHECK(levelOf(facts, "erp.check.clock_skew") == "amber");
	}
}

TEST_CASE("disk, clock, time zone, sleep, virus scanner", "[doctor]")
{
	auto facts = healthy();
	facts.data.freeBytes = kGibi / 4;
	CHECK(levelOf(facts, "doctor.disk_full") == "red");
	facts.data.freeBytes = kGibi;
	CHECK(levelOf(facts, "doctor.disk_low") == "amber");
	// A large store wants room for its copies.
	facts.data.freeBytes = 9 * kGibi;
	facts.store.seen->bytes = 5 * kGibi;
	CHECK(levelOf(facts, "doctor.disk_low") == "amber");
	facts.data.freeBytes = 10 * kGibi;
	CHECK(levelOf(facts, "doctor.disk_good") == "green");

	facts.machine.clockSynchronised = false;
	CHECK(levelOf(facts, "doctor.clock_free") == "amber");
	facts.store.seen->newestAuditMs = kNow + 3'600'000;
	CHECK(levelOf(facts, "doctor.clock_behind") == "red");
	facts.store.seen->newestAuditMs = kNow + 1000;
	CHECK(levelOf(facts, "doctor.clock_behind") == "none");

	facts.machine.utcOffsetMinutes = 0;
	CHECK(levelOf(facts, "doctor.time_zone_good") == "green");
	facts.machine.utcOffsetMinutes = -210;
	CHECK(levelOf(facts, "doctor.time_zone_differs") == "amber");
	facts.zoneKnown = false;
	CHECK(levelOf(facts, "doctor.time_zone_unknown") == "red");

	facts.machine.fallsAsleep = true;
	facts.machine.sleepSetting = "30 min";
	CHECK(levelOf(facts, "doctor.sleep_on") == "amber");
	facts.machine.antivirus = {"360"};
	CHECK(levelOf(facts, "doctor.antivirus_seen") == "amber");
}

TEST_CASE("certificates: in time, for this machine, with its key, and nobody else's", "[doctor]")
{
	auto facts = healthy();
	auto& certificate = *facts.certificate;
	certificate.notAfterMs = kNow - 1;
	CHECK(levelOf(facts, "doctor.certificate_expired") == "red");
	certificate.notAfterMs = kNow + 29 * kDay;
	CHECK(levelOf(facts, "doctor.certificate_soon") == "amber");
	certificate.notAfterMs = kNow + 30 * kDay;
	CHECK(levelOf(facts, "doctor.certificate_good") == "green");
	certificate.notBeforeMs = kNow + 1;
	CHECK(levelOf(facts, "doctor.certificate_early") == "red");
	certificate = *healthy().certificate;
	certificate.keyFits = false;
	CHECK(levelOf(facts, "doctor.certificate_other_key") == "red");
	certificate = *healthy().certificate;
	certificate.names = {"other.example.cn", "*.example.cn"};
	CHECK(levelOf(facts, "doctor.certificate_name") == "amber");
	facts.port->addresses = {"host.example.cn"};
	CHECK(levelOf(facts, "doctor.certificate_name") == "none");
	facts.port->addresses = {"a.b.example.cn"}; // a star is one label
	CHECK(levelOf(facts, "doctor.certificate_name") == "amber");
	certificate.key.othersRead = true;
	CHECK(levelOf(facts, "doctor.key_open") == "red");
	certificate.unusable = misconfigured("doctor.certificate_unreadable", "x").with("file", "f").with("reason", "PEM");
	CHECK(levelOf(facts, "doctor.certificate_unreadable") == "red");
}

TEST_CASE("ports and firewall", "[doctor]")
{
	auto facts = healthy();
	facts.port->answers = false;
	facts.port->why = "refused";
	CHECK(levelOf(facts, "doctor.port_silent") == "red");
	facts.host.running = false;
	CHECK(levelOf(facts, "doctor.port_free") == "green");
	for (const auto& [state, id] : {std::pair{PortFacts::State::taken, "doctor.port_taken"},
	                                {PortFacts::State::denied, "doctor.port_denied"},
	                                {PortFacts::State::foreign, "doctor.address_foreign"}})
	{
		facts.port->state = state;
		CHECK(levelOf(facts, id) == "red");
	}
	facts.machine.firewalls = {"ufw"};
	CHECK(levelOf(facts, "doctor.firewall_on") == "amber");
	facts.machine.firewallLetsIn = true;
	CHECK(levelOf(facts, "doctor.firewall_open") == "green");
	facts.machine.firewallLetsIn = false;
	facts.config->address = "127.0.0.1";
	CHECK(levelOf(facts, "doctor.firewall_unneeded") == "green");
}

TEST_CASE("the data folder and its store", "[doctor]")
{
	auto facts = healthy();
	auto& secrets = facts.data.files[0].access;
	auto& database = facts.data.files[1].access;
	secrets.othersRead = true;
	CHECK(levelOf(facts, "doctor.secrets_open") == "red");
	secrets = closed();
	facts.data.access.othersRead = true;
	CHECK(levelOf(facts, "doctor.data_open") == "none"); // the files are closed
	database.othersRead = true;
	CHECK(levelOf(facts, "doctor.data_open") == "amber");
	database.othersWrite = true;
	CHECK(levelOf(facts, "doctor.file_writable") == "red");
	facts.data.access.othersWrite = true;
	CHECK(levelOf(facts, "doctor.data_writable") == "red");
	database.owner = "0";
	CHECK(levelOf(facts, "doctor.owner_mixed") == "red");

	facts.store.seen->complete = false;
	CHECK(levelOf(facts, "doctor.store_partly") == "amber");
	facts.store.seen->schema = 4;
	CHECK(levelOf(facts, "doctor.store_newer") == "red");
	facts.store.seen->damage = "row 7 missing";
	CHECK(levelOf(facts, "doctor.store_damaged") == "red");
	facts.store = {};
	CHECK(levelOf(facts, "doctor.store_none") == "amber");
	facts.store.unreadable = misconfigured("store.cannot_open", "denied");
	CHECK(levelOf(facts, "doctor.store_unreadable") == "red");
	facts.data.access.readable = false;
	CHECK(levelOf(facts, "doctor.data_closed") == "red");
}

TEST_CASE("no data folder, a damaged configuration: the other checks go on", "[doctor]")
{
	Facts nothing;
	nothing.machine = healthy().machine;
	nothing.data.folder = "/nowhere";
	nothing.data.freeBytes = nothing.data.totalBytes = 9 * kGibi;
	CHECK(levelOf(nothing, "doctor.data_missing") == "red");
	CHECK(levelOf(nothing, "doctor.clock_good") == "green");
	auto facts = healthy();
	facts.config.reset();
	facts.data.damaged = {misconfigured("host.config_invalid", "x").with("member", "/").with("why", "is no JSON")};
	CHECK(levelOf(facts, "host.config_invalid") == "red");
	CHECK(levelOf(facts, "doctor.store_good") == "green");
}

TEST_CASE("plugins: there, for this system, of one version, and nobody's to change", "[doctor]")
{
	auto facts = healthy();
	auto& plugin = facts.plugins[0];
	plugin.loadedVersion = "0.9.0";
	CHECK(levelOf(facts, "doctor.plugin_version") == "red");
	plugin.load = misconfigured("doctor.plugin_crashed", "x")
	                  .with("plugin", "survey")
	                  .with("library", "l")
	                  .with("how", "signal 11");
	CHECK(levelOf(facts, "doctor.plugin_crashed") == "red");
	plugin.enabled = false;
	CHECK(levelOf(facts, "doctor.plugin_crashed") == "amber");
	plugin.enabled = true;
	plugin.libraryKind = "windows-x86_64";
	CHECK(levelOf(facts, "doctor.plugin_platform") == "red");
	plugin.libraryKind.clear();
	CHECK(levelOf(facts, "doctor.plugin_library_damaged") == "red");
	plugin.libraryThere = false;
	CHECK(levelOf(facts, "doctor.plugin_library_missing") == "red");
	plugin.folder.othersWrite = true;
	CHECK(levelOf(facts, "doctor.plugin_writable") == "red");
	facts.plugins.clear();
	CHECK(levelOf(facts, "doctor.plugins_none") == "green");
}

TEST_CASE("a process that fails, another version that runs", "[doctor]")
{
	auto facts = healthy();
	facts.host.processes.push_back({"plugin:survey", "quarantined", std::nullopt});
	CHECK(levelOf(facts, "doctor.process_failing") == "red");
	CHECK(levelOf(facts, "doctor.host_running") == "none");
	facts.host.runningVersion = "0.0.9";
	CHECK(levelOf(facts, "doctor.version_differs") == "amber");
	facts.host.running = false;
	CHECK(levelOf(facts, "doctor.host_stopped") == "amber");
}

TEST_CASE("findings are ordered and counted", "[doctor]")
{
	auto facts = healthy();
	facts.machine.fallsAsleep = true;
	facts.machine.sleepSetting = "10 min";
	facts.store.seen->damage = "x";
	const auto findings = ordered(judge(facts));
	CHECK(worst(findings) == Level::red);
	CHECK(findings.front().error.code == "doctor.store_damaged");
	CHECK(findings[1].error.code == "doctor.sleep_on");
	CHECK(counts(findings)["red"] == 1);
	CHECK(counts(findings)["amber"] == 1);
	CHECK(toJson(findings.front(), "en")["evidence"]["damage"] == "x");
}
