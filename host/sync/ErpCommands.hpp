#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace erphost::sync {

/// What all `erphost erp …` commands share.
struct ErpCommandOptions
{
	std::filesystem::path data; ///< the data folder
	bool json = false;          ///< machine-readable output instead of sentences
	std::string language;       ///< "zh", "en"; empty: chosen from LC_ALL, LC_MESSAGES, LANG
	int waitSeconds = 600;      ///< how long to wait for a running sync to carry an order out
};

/// Exit codes of all commands: 0 done and nothing wrong; 1 done, but something needs a person (findings, refused
/// records, an entity that is paused); 2 could not be done (no mapping, ERP away, unknown name) — the reason stands on
/// `err`.

/// `erphost erp check [--mapping FILE]`: does the mapping fit this ERP? `mapping` empty: the data folder's erp.json.
/// Needs no store and no running host; reads only.
int erpCheck(const ErpCommandOptions& options, const std::filesystem::path& mapping, std::ostream& out,
             std::ostream& err);

/// `erphost erp pull [ENTITY] [--sweep]`: one complete round, of one entity or of all. In this process if no sync runs
/// (takes sync.lock), else ordered from the running sync and waited for.
int erpPull(const ErpCommandOptions& options, const std::string& entity, bool sweep, std::ostream& out,
            std::ostream& err);

/// `erphost erp push [TYPE]`: brings what is due to the ERP. As erpPull.
int erpPush(const ErpCommandOptions& options, const std::string& recordType, std::ostream& out, std::ostream& err);

/// `erphost erp status`: links, entities and the outbox, one plain sentence each. Reads the store only.
int erpStatus(const ErpCommandOptions& options, std::ostream& out, std::ostream& err);

/// `erphost erp dead-letters`: what the ERP refused, and why.
int erpDeadLetters(const ErpCommandOptions& options, std::ostream& out, std::ostream& err);
/// `erphost erp dead-letters replay ID [--payload FILE]`: puts a record back in line, with a corrected payload if one
/// is given (JSON).
int erpReplay(const ErpCommandOptions& options, const std::string& recordId, const std::string& payload,
              std::ostream& out, std::ostream& err);
/// `erphost erp dead-letters drop ID --reason TEXT`.
int erpDrop(const ErpCommandOptions& options, const std::string& recordId, const std::string& reason, std::ostream& out,
            std::ostream& err);
/// `erphost erp reconcile [ENTITY]`: counts and hashes of host and ERP side by side, with a repair proposal. As
/// erpPull.
int erpReconcile(const ErpCommandOptions& options, const std::string& entity, std::ostream& out, std::ostream& err);

} // namespace erphost::sync
