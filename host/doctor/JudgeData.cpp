#include "host/doctor/Judgement.hpp"

#include "host/platform/Files.hpp"

#include <algorithm>

namespace erphost::doctor {
namespace {

constexpr const char* kArea = "data";

Finding of(Level level, const char* code, const DataFacts& data)
{
	return {kArea, level, "", misconfigured(code, "data folder").with("data", toUtf8(data.folder))};
}

void rights(const DataFacts& data, Findings& into)
{
	const auto before = into.size();
	const DataFacts::File* mixed = nullptr;
	for (const auto& file : data.files)
	{
		const auto& access = file.access;
		const bool secret = file.name == "secrets.json" || file.name == "secrets.key";
		if (secret && (access.othersRead || access.othersWrite))
			into.push_back({kArea, Level::red, "",
			                misconfigured("doctor.secrets_open", "others can read the secrets")
			                    .with("file", toUtf8(data.folder / file.name))});
		// Whoever may write here decides what runs and where it connects.
		else if (access.othersWrite)
			into.push_back({kArea, Level::red, "",
			                misconfigured("doctor.file_writable", "others can change a file")
			                    .with("file", toUtf8(data.folder / file.name))});
		if (access.owner != data.access.owner && mixed == nullptr) mixed = &file;
	}
	if (data.access.othersWrite) into.push_back(of(Level::red, "doctor.data_writable", data));
	else if (data.access.othersRead && std::any_of(data.files.begin(), data.files.end(), [](const auto& file) {
				 return file.name == "store.db" && file.access.othersRead;
			 }))
		into.push_back(of(Level::amber, "doctor.data_open", data));
	// A command run as another account leaves files that the service cannot write.
	if (mixed != nullptr)
		into.push_back({kArea, Level::red, "",
		                misconfigured("doctor.owner_mixed", "files have different owners")
		                    .with("file", toUtf8(data.folder / mixed->name))
		                    .with("data", toUtf8(data.folder))
		                    .with("owner", mixed->access.owner)
		                    .with("expected", data.access.owner)});
	if (into.size() == before) into.push_back(of(Level::green, "doctor.data_good", data));
}

void store(const Facts& facts, Findings& into)
{
	const auto& data = facts.data;
	if (facts.store.unreadable)
	{
		const auto& error = *facts.store.unreadable;
		const bool damaged = error.code == "store.damaged";
		into.push_back({kArea, Level::red, "",
		                misconfigured(damaged ? "doctor.store_damaged" : "doctor.store_unreadable", error.message)
		                    .with("file", toUtf8(data.folder / "store.db"))
		                    .with("damage", error.message)
		                    .with("data", toUtf8(data.folder))});
		return;
	}
	if (!facts.store.seen)
	{
		into.push_back(of(Level::amber, "doctor.store_none", data));
		return;
	}
	const auto& seen = *facts.store.seen;
	const auto say = [&](Level level, const char* code) {
		into.push_back({kArea, level, "",
		                misconfigured(code, "store")
		                    .with("file", toUtf8(data.folder / "store.db"))
		                    .with("data", toUtf8(data.folder))
		                    .with("size", bytesText(seen.bytes))
		                    .with("epoch", std::to_string(seen.epoch))
		                    .with("found", std::to_string(seen.schema))
		                    .with("known", std::to_string(seen.knownSchema))
		                    .with("damage", seen.damage)});
	};
	if (!seen.damage.empty()) say(Level::red, "doctor.store_damaged");
	else if (seen.schema > seen.knownSchema) say(Level::red, "doctor.store_newer");
	else if (!seen.complete) say(Level::amber, "doctor.store_partly");
	else say(Level::green, "doctor.store_good");
}

} // namespace

void judgeData(const Facts& facts, Findings& into)
{
	const auto& data = facts.data;
	if (!data.access.exists)
	{
		into.push_back(of(Level::red, "doctor.data_missing", data));
		return;
	}
	if (!data.access.readable)
	{
		into.push_back(of(Level::red, "doctor.data_closed", data));
		return;
	}
	for (const auto& error : data.damaged) into.push_back({kArea, Level::red, "", error});
	rights(data, into);
	store(facts, into);
}

} // namespace erphost::doctor
