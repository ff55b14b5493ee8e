#include "host/discovery/Discover.hpp"

#include "host/discovery/Connecting.hpp"
#include "host/messages/Messages.hpp"
#include "host/platform/Clock.hpp"
#include "host/platform/Files.hpp"
#include "host/secrets/SecretStore.hpp"
#include "host/sync/CommandOutput.hpp"
#include "host/sync/SyncSetup.hpp"

#include <fmt/format.h>

#include <ostream>

namespace erphost::discovery {

using nlohmann::json;

Result<json> discover(const std::filesystem::path& data, const Question& question,
                      const std::function<void(const Progress&)>& progress, const std::atomic<bool>* stop)
{
	progress({"connect", 0, 0});
	EH_TRY(auto text, secrets::SecretStore(data).read("erp.pull"));
	EH_TRY(const auto erp, connect(std::move(text)));
	const auto& clock = systemClock();
	ErpReader reader(
		*erp, {}, [&clock] { return clock.steadyMs(); }, stop);
	const auto schemas = sync::SyncSetup::allSchemas(data);
	return Discovery(reader, schemas, progress).run(question);
}

void explain(json& proposal, std::string_view language)
{
	for (auto& note : proposal["notes"])
	{
		auto error = misconfigured(note["code"].get<std::string>(), "").with("table", note.value("table", ""));
		const auto text = messages::explain(error, language);
		note["title"] = text.title;
		note["detail"] = text.detail;
		note["remedy"] = text.remedy;
	}
}

int erpDiscover(const sync::ErpCommandOptions& options, const Question& question, const std::filesystem::path& file,
                std::ostream& out, std::ostream& err)
{
	const sync::CommandOutput say(options, out, err);
	auto proposal = discover(
		options.data, question, [](const Progress&) {}, nullptr);
	if (!proposal) return say.failed(proposal.error());
	explain(*proposal, say.language());
	if (!file.empty())
		if (const auto written = replaceFile(file, (*proposal)["mapping"].dump(1, '\t') + "\n"); !written)
			return say.failed(written.error());
	if (options.json)
	{
		out << proposal->dump(1, '\t', false, json::error_handler_t::replace) << '\n';
		return 0;
	}
	const bool chinese = say.language() == "zh";
	for (const auto& part : (*proposal)["entities"])
	{
		out << fmt::format("{} ← {}\n", part["title"][say.language()].get<std::string>(),
		                   part["table"].get<std::string>());
		for (const auto& join : part["joins"])
			out << fmt::format("  + {} ({}) {}/{}\n", join["table"].get<std::string>(), join["role"].get<std::string>(),
			                   join["matched"].get<std::size_t>(), join["tried"].get<std::size_t>());
		for (const auto& field : part["fields"])
			out << fmt::format("  {:<24} {:<24} {:<7} {}\n", field["field"].get<std::string>(),
			                   field["column"].get<std::string>() +
			                       (field["time"].is_null() ? "" : " + " + field["time"].get<std::string>()),
			                   field["certainty"].get<std::string>(),
			                   field["title"][say.language()].get<std::string>());
		for (const auto& asked : part["questions"])
			for (const auto& value : asked["values"])
				if (value["meaning"] == "")
					out << fmt::format("  ? {} {}: \"{}\" ({}×)\n", asked["field"].get<std::string>(),
					                   asked["column"].get<std::string>(), value["code"].get<std::string>(),
					                   value["count"].get<std::int64_t>());
	}
	for (const auto& note : (*proposal)["notes"])
		out << "! " << note["title"].get<std::string>() << (chinese ? "：" : ": ") << note["detail"].get<std::string>()
			<< '\n';
	return 0;
}

} // namespace erphost::discovery
