#include "host/cli/Context.hpp"
#include "host/cli/Reference.hpp"

#include <ostream>

namespace erphost::cli {

void addReference(CLI::App& app, Context& context)
{
	// For the build of packages, not for people: hidden.
	auto* command = app.add_subcommand("reference")->group("");
	auto kind = std::make_shared<std::string>();
	command->add_option("KIND", *kind)->required()->check(CLI::IsMember({"bash", "man"}));
	context.onRun(*command, [&app, &context, kind] {
		context.out << (*kind == "bash" ? bashCompletion(app) : manualPage(app, context.language));
		context.out.flush();
		return static_cast<int>(kOk);
	});
}

} // namespace erphost::cli
