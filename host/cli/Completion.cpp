#include "host/cli/Reference.hpp"

#include <functional>
#include <vector>

namespace erphost::cli {
namespace {

struct Words
{
	std::vector<std::string> commands;   ///< below this one
	std::vector<std::string> options;    ///< "--data"
	std::vector<std::string> withValues; ///< those of them that take a value
};

Words wordsOf(const CLI::App& app)
{
	Words words;
	for (const auto* command : app.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); }))
		words.commands.push_back(command->get_name());
	for (const auto* option : app.get_options())
	{
		if (option->get_group().empty()) continue;
		for (const auto& name : option->get_lnames())
		{
			words.options.push_back("--" + name);
			if (option->get_items_expected_max() > 0) words.withValues.push_back("--" + name);
		}
	}
	return words;
}

std::string join(const std::vector<std::string>& words)
{
	std::string line;
	for (const auto& word : words) line += (line.empty() ? "" : " ") + word;
	return line;
}

/// Calls `visit` for the program ("") and each command (" user add"), parents first.
void walk(const CLI::App& app, const std::string& path,
          const std::function<void(const std::string&, const Words&)>& visit)
{
	visit(path, wordsOf(app));
	for (const auto* command : app.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); }))
		walk(*command, path + " " + command->get_name(), visit);
}

} // namespace

std::string bashCompletion(const CLI::App& app)
{
	std::string paths;
	std::string values;
	std::string candidates;
	walk(app, "", [&](const std::string& path, const Words& words) {
		if (!path.empty()) paths += (paths.empty() ? "'" : " | '") + path + "'";
		for (const auto& option : words.withValues)
			values += std::string(values.empty() ? "'" : " | '") + path + " " + option + "'";
		candidates +=
			"\t\t'" + path + "') commands='" + join(words.commands) + "' options='" + join(words.options) + "' ;;\n";
	});
	return "# bash completion for erphost: commands and options; elsewhere the names of files.\n"
	       "_erphost()\n"
	       "{\n"
	       "\tlocal word=${COMP_WORDS[COMP_CWORD]} path='' commands='' options='' i\n"
	       "\tCOMPREPLY=()\n"
	       "\tfor ((i = 1; i < COMP_CWORD; ++i)); do\n"
	       "\t\tcase \"$path ${COMP_WORDS[i]}\" in\n"
	       "\t\t" +
	       paths +
	       ") path+=\" ${COMP_WORDS[i]}\" ;;\n"
	       "\t\tesac\n"
	       "\tdone\n"
	       "\tcase \"$path ${COMP_WORDS[COMP_CWORD - 1]}\" in\n"
	       "\t" +
	       values +
	       ") return ;;\n"
	       "\tesac\n"
	       "\tcase $path in\n" +
	       candidates +
	       "\tesac\n"
	       "\t[[ $word == -* ]] && commands=$options\n"
	       "\tCOMPREPLY=($(compgen -W \"$commands\" -- \"$word\"))\n"
	       "}\n"
	       "complete -o default -F _erphost erphost\n";
}

} // namespace erphost::cli
