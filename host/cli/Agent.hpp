#pragma once

#include "host/cli/Context.hpp"

#include <nlohmann/json.hpp>

#include <memory>
#include <string>

namespace erphost::cli {

/// A command that another program runs for somebody: front for a person at the console. With `--for <user>` what
/// happens is told as lines of JSON on standard output — {"step":"probing"}…, and at the end {"result":{…}} or
/// {"error":{"code","class","message","params"}} — and the audit log names that user.
class Agent
{
public:
	/// Adds the option, which no help shows.
	static std::shared_ptr<Agent> option(CLI::App& command);

	bool speaksJson() const { return !_user.empty(); }
	std::string actor() const { return _user.empty() ? "cli" : _user; }

	/// Nothing where a person reads.
	void step(Context& context, const nlohmann::json& what) const;
	/// The end of the command, as its exit code; the text for a person is the caller's.
	int done(Context& context, nlohmann::json result) const;
	int failed(Context& context, const Error& error) const;

private:
	std::string _user;
};

} // namespace erphost::cli
