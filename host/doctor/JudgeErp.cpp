#include "host/doctor/Judgement.hpp"

#include "host/platform/Files.hpp"

#include <algorithm>
#include <cctype>

namespace erphost::doctor {
namespace {

constexpr const char* kArea = "erp";

bool same(const std::string& a, const std::string& b)
{
	return std::equal(a.begin(), a.end(), b.begin(), b.end(),
	                  [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

class Links
{
public:
	Links(const Facts& facts, Findings& into): _erp(*facts.erp), _bits(facts.host.bits), _into(into) {}

	void link(const LinkFacts& link)
	{
		_subject = link.secret;
		if (!link.dsn.empty()) source(link.dsn);
		else if (!link.driver.empty()) driver(link.driver);
	}

private:
	void say(Level level, const char* code, Error::Params params)
	{
		_into.push_back({kArea, level, _subject, Error{code, ErrorClass::configuration, code, std::move(params)}});
	}

	void source(const std::string& dsn)
	{
		std::vector<std::string> known;
		const OdbcSource *usable = nullptr, *otherBits = nullptr;
		for (const auto& entry : _erp.registry.sources)
		{
			known.push_back(entry.name);
			if (!same(entry.name, dsn)) continue;
			if (entry.bits != 0 && entry.bits != _bits) otherBits = &entry;
			// The system's counts where both are there: the service finds it, too.
			else if (usable == nullptr || entry.system) usable = &entry;
		}
		if (usable != nullptr && !usable->system)
			say(Level::amber, "doctor.dsn_of_user", {{"dsn", dsn}, {"driver", usable->driver}});
		else if (usable != nullptr) say(Level::green, "doctor.dsn_good", {{"dsn", dsn}, {"driver", usable->driver}});
		else if (otherBits != nullptr)
			say(Level::red, "doctor.dsn_bits",
			    {{"dsn", dsn}, {"bits", std::to_string(otherBits->bits)}, {"ours", std::to_string(_bits)}});
		else say(Level::red, "doctor.dsn_missing", {{"dsn", dsn}, {"known", joined(known)}});
		if (usable != nullptr) driver(usable->driver);
	}

	void driver(const std::string& name)
	{
		std::vector<std::string> known;
		const OdbcDriver *usable = nullptr, *otherBits = nullptr;
		for (const auto& entry : _erp.registry.drivers)
		{
			known.push_back(entry.name);
			if (!same(entry.name, name) && toUtf8(entry.library) != name && toUtf8(entry.library.filename()) != name)
				continue;
			if (entry.bits != 0 && entry.bits != _bits) otherBits = &entry;
			else if (usable == nullptr || entry.found) usable = &entry;
		}
		const auto library = [](const OdbcDriver& entry) { return toUtf8(entry.library); };
		// A library instead of a name is the driver manager's business.
		const bool isLibrary = name.find_first_of("/\\") != std::string::npos || name.ends_with(".so");
		if (usable == nullptr && otherBits == nullptr && isLibrary) return;
		if (usable != nullptr && usable->found)
			say(Level::green, "doctor.driver_good",
			    {{"driver", name}, {"library", library(*usable)}, {"ours", std::to_string(_bits)}});
		// A relative name may lie in a folder that only the loader knows: what the check says counts.
		else if (usable != nullptr && usable->library.is_absolute())
			say(Level::red, "doctor.driver_gone", {{"driver", name}, {"library", library(*usable)}});
		else if (usable == nullptr && otherBits != nullptr)
			say(Level::red, "doctor.driver_bits",
			    {{"driver", name},
			     {"library", library(*otherBits)},
			     {"bits", std::to_string(otherBits->bits)},
			     {"ours", std::to_string(_bits)}});
		else if (usable == nullptr)
			say(Level::red, "doctor.driver_missing", {{"driver", name}, {"known", joined(known)}});
	}

	const ErpFacts& _erp;
	int _bits;
	Findings& _into;
	std::string _subject;
};

} // namespace

void judgeErp(const Facts& facts, Findings& into)
{
	if (!facts.erp) return;
	const auto& erp = *facts.erp;
	Links links(facts, into);
	for (const auto& link : erp.links) links.link(link);
	if (erp.notSetUp)
	{
		const bool none = erp.notSetUp->code == "erp.not_set_up";
		into.push_back({kArea, none ? Level::amber : Level::red, "", *erp.notSetUp});
		return;
	}
	for (const auto& secret : erp.unreadable) into.push_back({kArea, Level::red, "", secret});
	if (erp.broken) into.push_back({kArea, Level::red, "", *erp.broken});
	for (const auto& checked : erp.checked)
	{
		// The driver manager says less than what was found above.
		if (checked.error.code == "odbc.driver_missing" && std::any_of(into.begin(), into.end(), [](const auto& f) {
				return f.area == kArea && f.level == Level::red;
			}))
			continue;
		into.push_back({kArea, checked.serious ? Level::red : Level::amber, std::string(checked.error.param("entity")),
		                checked.error});
	}
	if (!erp.server.empty())
		into.push_back({kArea, Level::green, "",
		                misconfigured("doctor.erp_reached", "the ERP answers").with("server", erp.server)});
}

} // namespace erphost::doctor
