#include "host/cli/Context.hpp"

#include "host/platform/Files.hpp"
#include "host/security/Roles.hpp"
#include "host/security/UserCommands.hpp"

#include <nlohmann/json.hpp>

#include <ostream>

namespace erphost::cli {
namespace {

using nlohmann::json;

/// "callback_clerk:勉县", or "admin" for every branch.
security::UserGrant parseGrant(const std::string& text)
{
	const auto colon = text.find(':');
	if (colon == std::string::npos) return {text, "*"};
	return {text.substr(0, colon), text.substr(colon + 1)};
}

std::string roleList()
{
	std::string list;
	for (const auto role : security::kRoles) list += (list.empty() ? "" : ", ") + std::string(role);
	return list;
}

int writeLink(Context& context, const std::string& data, const Result<std::string>& secret, bool asJson)
{
	if (!secret) return context.report(secret.error());
	const auto link = security::linkPath(hostAddress(toPath(data)), *secret);
	if (asJson) context.out << json{{"link", link}}.dump() << std::endl;
	else
		context.out << context.text("一次性登录链接（请交给本人，只能用一次）：\n",
		                            "One-time sign-in link (for that person only, works once):\n")
					<< link << std::endl;
	return kOk;
}

/// Opens the store and runs `body` on it.
template <typename Body>
auto withStore(const std::string& data, const Clock& clock, Body body)
	-> decltype(body(std::declval<store::Database&>()))
{
	EH_TRY(const auto folder, existingData(data));
	EH_TRY(const auto database, openStore(folder, clock));
	return body(*database);
}

void addAdd(CLI::App& user, Context& context)
{
	auto* command = context.command(user, "add", "添加用户", "Add a user");
	const auto data = context.dataOption(*command);
	const auto asJson = context.jsonOption(*command);
	auto wanted = std::make_shared<security::NewUser>();
	auto roles = std::make_shared<std::vector<std::string>>();
	wanted->language = context.language;
	command->add_option("NAME", wanted->username, context.text("用户名", "User name"))->required();
	command->add_option("--display-name", wanted->displayName,
	                    context.text("显示的姓名；不写则与用户名相同", "Name to show; the user name if left out"));
	command->add_option("--language", wanted->language, context.text("界面语言", "Language of the console"))
		->check(CLI::IsMember({"zh", "en"}))
		->capture_default_str();
	command->add_option("--role", *roles,
	                    context.text("角色，或“角色:网点”；可多次给出。角色：",
	                                 "Role, or ROLE:BRANCH; may be given several times. Roles: ") +
	                        roleList());
	context.onRun(*command, [&context, data, asJson, wanted, roles] {
		if (wanted->displayName.empty()) wanted->displayName = wanted->username;
		for (const auto& role : *roles) wanted->grants.push_back(parseGrant(role));
		return writeLink(context, *data,
		                 withStore(*data, context.clock,
		                           [&](store::Database& database) {
									   return security::addUserCommand(database, context.clock, *wanted);
								   }),
		                 *asJson);
	});
}

void addReset(CLI::App& user, Context& context)
{
	auto* command =
		context.command(user, "reset", "为用户生成新的一次性登录链接", "Make a new one-time sign-in link for a user");
	const auto data = context.dataOption(*command);
	const auto asJson = context.jsonOption(*command);
	auto name = std::make_shared<std::string>();
	command->add_option("NAME", *name, context.text("用户名", "User name"))->required();
	context.onRun(*command, [&context, data, asJson, name] {
		return writeLink(context, *data,
		                 withStore(*data, context.clock,
		                           [&](store::Database& database) {
									   return security::resetUserCommand(database, context.clock, *name);
								   }),
		                 *asJson);
	});
}

void addSwitch(CLI::App& user, Context& context, bool disable)
{
	auto* command = disable ? context.command(user, "disable", "停用用户，并立即让其退出登录",
	                                          "Disable a user and end his sessions")
	                        : context.command(user, "enable", "重新启用用户", "Enable a user again");
	const auto data = context.dataOption(*command);
	auto name = std::make_shared<std::string>();
	command->add_option("NAME", *name, context.text("用户名", "User name"))->required();
	context.onRun(*command, [&context, data, name, disable] {
		return context.report(withStore(*data, context.clock, [&](store::Database& database) {
			return security::setDisabledCommand(database, context.clock, *name, disable);
		}));
	});
}

void addList(CLI::App& user, Context& context)
{
	auto* command = context.command(user, "list", "列出用户", "List the users");
	const auto data = context.dataOption(*command);
	const auto asJson = context.jsonOption(*command);
	context.onRun(*command, [&context, data, asJson] {
		const auto users = withStore(*data, context.clock,
		                             [](store::Database& database) { return security::listUsersCommand(database); });
		if (!users) return context.report(users.error());
		auto list = json::array();
		std::vector<std::vector<std::string>> rows{{context.text("用户名", "USER"), context.text("姓名", "NAME"),
		                                            context.text("状态", "STATE"), context.text("角色", "ROLES")}};
		for (const auto& entry : *users)
		{
			auto grants = json::array();
			std::string roles;
			for (const auto& grant : entry.grants)
			{
				grants.push_back({{"role", grant.role}, {"branch", grant.branch}});
				roles += (roles.empty() ? "" : ", ") + grant.role + (grant.branch == "*" ? "" : ":" + grant.branch);
			}
			list.push_back({{"id", entry.id},
			                {"username", entry.username},
			                {"displayName", entry.displayName},
			                {"disabled", entry.disabled},
			                {"hasPassword", !entry.passwordHash.empty()},
			                {"grants", grants}});
			rows.push_back({entry.username, entry.displayName,
			                entry.disabled               ? context.text("已停用", "disabled")
			                : entry.passwordHash.empty() ? context.text("未设密码", "no password yet")
			                                             : context.text("正常", "active"),
			                roles});
		}
		if (*asJson) context.out << list.dump(2) << std::endl;
		else writeTable(context.out, rows);
		return static_cast<int>(kOk);
	});
}

} // namespace

void addUser(CLI::App& app, Context& context)
{
	auto* user = context.command(app, "user", "管理用户", "Manage users");
	user->require_subcommand(1);
	addList(*user, context);
	addAdd(*user, context);
	addReset(*user, context);
	addSwitch(*user, context, true);
	addSwitch(*user, context, false);
}

} // namespace erphost::cli
