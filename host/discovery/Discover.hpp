#pragma once

#include "host/discovery/Discovery.hpp"
#include "host/sync/ErpCommands.hpp"

#include <filesystem>

namespace erphost::discovery {

/// One search, from connecting to the proposal (Discovery::run), over the connection string erp.pull of secrets.json.
/// `stop` may be null. Blocks for seconds to minutes.
Result<nlohmann::json> discover(const std::filesystem::path& data, const Question& question,
                                const std::function<void(const Progress&)>& progress, const std::atomic<bool>* stop);

/// `erphost erp discover --order … [--customer …] [--phone …] [--kind …] [--out FILE]`: prints the proposal; with
/// `file` writes its mapping there. Exit codes as the other erp commands.
int erpDiscover(const sync::ErpCommandOptions& options, const Question& question, const std::filesystem::path& file,
                std::ostream& out, std::ostream& err);

/// What the notes and certainties of a proposal say, in "zh" or "en": adds "text" to each.
void explain(nlohmann::json& proposal, std::string_view language);

} // namespace erphost::discovery
