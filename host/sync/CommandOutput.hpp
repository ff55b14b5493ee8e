#pragma once

#include "host/sync/ErpCheck.hpp"
#include "host/sync/ErpCommands.hpp"

#include <functional>
#include <iosfwd>

namespace erphost::sync {

/// Writes the answers of the `erp` commands: sentences in Chinese or English, or JSON. Every function returns the exit
/// code.
class CommandOutput
{
public:
	CommandOutput(const ErpCommandOptions& options, std::ostream& out, std::ostream& err);

	const std::string& language() const { return _language; }
	int failed(const Error& error) const;
	void mistakes(const std::vector<MappingFinding>& findings) const;
	void check(const CheckReport& report) const;
	int pulled(const nlohmann::json& answer) const;
	int reconciled(const nlohmann::json& answer) const;
	int pushed(const nlohmann::json& answer) const;
	int status(const nlohmann::json& status) const;
	int deadLetters(const nlohmann::json& list) const;
	int record(const nlohmann::json& record) const;

private:
	const char* pick(const char* zh, const char* en) const { return _chinese ? zh : en; }
	void errorLine(const nlohmann::json& error) const;
	/// Each entity's error, or what `show` says of it; 1 if one failed or is `wrong`.
	int byEntity(const nlohmann::json& answer, bool (*wrong)(const nlohmann::json& line),
	             const std::function<void(const std::string& entity, const nlohmann::json& line)>& show) const;
	bool asJson(const nlohmann::json& value) const;

	const ErpCommandOptions& _options;
	std::ostream& _out;
	std::ostream& _err;
	std::string _language;
	bool _chinese;
};

} // namespace erphost::sync
