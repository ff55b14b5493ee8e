#include "host/cli/Cli.hpp"
#include "host/cli/Reference.hpp"

namespace erphost::cli {
namespace {

/// Text as roff takes it: nothing at the start of a line may be a request, and "-" must stay the one that is typed.
std::string plain(const std::string& text)
{
	std::string out;
	bool lineStart = true;
	for (const char c : text)
	{
		if (lineStart && (c == '.' || c == '\'')) out += "\\&";
		if (c == '\\') out += "\\e";
		else if (c == '-') out += "\\-";
		else out += c;
		lineStart = c == '\n';
	}
	return out;
}

std::string bold(const std::string& text)
{
	return "\\fB" + plain(text) + "\\fR";
}

std::string italic(const std::string& text)
{
	return "\\fI" + plain(text) + "\\fR";
}

/// "INT" of "INT:INT in [0 - 65535]", "{zh,en}" of "TEXT:{zh,en}".
std::string kindOfValue(const CLI::Option& option)
{
	const auto type = option.get_type_name();
	const auto colon = type.find(':');
	if (colon == std::string::npos) return type;
	return type.compare(colon + 1, 1, "{") == 0 ? type.substr(colon + 1) : type.substr(0, colon);
}

/// "--port INT"
std::string optionLine(const CLI::Option& option)
{
	std::string line;
	for (const auto& name : option.get_snames()) line += (line.empty() ? "" : ", ") + bold("-" + name);
	for (const auto& name : option.get_lnames()) line += (line.empty() ? "" : ", ") + bold("--" + name);
	if (option.get_items_expected_max() > 0) line += " " + italic(kindOfValue(option));
	return line;
}

std::string describe(const CLI::Option& option, bool chinese)
{
	auto text = plain(option.get_description());
	// The data folder's default is said once, under FILES.
	if (const auto value = option.get_default_str(); !value.empty() && option.get_items_expected_max() > 0)
		text += chinese ? "（默认 " + plain(value) + "）" : " (default " + plain(value) + ")";
	return text;
}

void writeOne(const CLI::App& command, const std::string& path, bool chinese, std::string& out)
{
	out += ".SS " + bold(path);
	for (const auto* option : command.get_options())
		if (option->get_positional())
			out += option->get_required() ? " " + italic(option->get_name(true))
			                              : " [" + italic(option->get_name(true)) + "]";
	out += "\n" + plain(command.get_description()) + "\n";
	for (const auto* option : command.get_options())
	{
		if (option->get_group().empty() || option->check_lname("help")) continue;
		out += ".TP\n" + (option->get_positional() ? italic(option->get_name(true)) : optionLine(*option)) + "\n" +
		       describe(*option, chinese) + "\n";
	}
}

/// One entry per command that does something by itself: "user add", not "user".
void writeCommand(const CLI::App& command, const std::string& path, bool chinese, std::string& out)
{
	const auto below = command.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); });
	if (below.empty() || command.get_require_subcommand_min() == 0) writeOne(command, path, chinese, out);
	for (const auto* one : below) writeCommand(*one, path + " " + one->get_name(), chinese, out);
}

constexpr const char* kEnglishAfter =
	R"(.SH FILES
.TP
.I /var/lib/erphost
The data folder: the store, settings, attached files, backups. It belongs to the service's account; commands that
.B root
gives on it go on as that account.
.TP
.I /var/lib/erphost/host.json
Address, port, certificate, time zone. Changes take effect when the service starts again.
.TP
.I /etc/erphost/environment
Environment of the service: language of its messages, where ODBC looks for drivers and data sources.
.TP
.I /etc/erphost/tls
A place for the certificate and its key that the service may read and other accounts may not.
.TP
.I /usr/lib/erphost/plugins
The plugins of this package.
.TP
.I /usr/share/erphost/config
Mappings to begin with, and the schema that a mapping follows.
.SH ENVIRONMENT
.TP
.B ERPHOST_DATA
The data folder, where \-\-data is not given.
.TP
.BR LANGUAGE ", " LC_ALL ", " LC_MESSAGES ", " LANG
Chinese if the first that is set begins with zh, else English.
.SH EXIT STATUS
0: done. 1: it failed, and what to do about it was written to standard error. 2: the command was not understood.
.SH EXAMPLES
A new sign\-in link for the administrator:
.PP
.RS
sudo erphost user reset admin
.RE
.PP
Does the mapping fit the ERP?
.PP
.RS
sudo erphost erp check
.RE
.PP
What the service has to say:
.PP
.RS
journalctl \-u erphost
.RE
.SH SEE ALSO
.BR systemctl (1),
.BR journalctl (1),
.I /usr/share/doc/erphost/README.md
)";

constexpr const char* kChineseAfter =
	R"(.SH 文件
.TP
.I /var/lib/erphost
数据文件夹：数据库、设置、附件、备份。它属于服务所用的账户；
.B root
对它执行的命令会以该账户的身份运行。
.TP
.I /var/lib/erphost/host.json
监听地址、端口、证书、时区。服务重新启动后生效。
.TP
.I /etc/erphost/environment
服务的环境变量：提示所用的语言，ODBC 在哪里查找驱动程序和数据源。
.TP
.I /etc/erphost/tls
存放证书和私钥：服务可以读取，其他账户不能。
.TP
.I /usr/lib/erphost/plugins
随软件包提供的插件。
.TP
.I /usr/share/erphost/config
可作为起点的映射文件，以及映射文件的格式说明（JSON Schema）。
.SH 环境变量
.TP
.B ERPHOST_DATA
未用 \-\-data 指定时的数据文件夹。
.TP
.BR LANGUAGE "、" LC_ALL "、" LC_MESSAGES "、" LANG
第一个已设置的变量以 zh 开头时用中文，否则用英文。
.SH 退出状态
0：完成。1：失败，原因和处理办法写到标准错误输出。2：命令用法有误。
.SH 示例
为管理员生成新的登录链接：
.PP
.RS
sudo erphost user reset admin
.RE
.PP
检查映射是否适合 ERP：
.PP
.RS
sudo erphost erp check
.RE
.PP
查看服务的日志：
.PP
.RS
journalctl \-u erphost
.RE
.SH 另见
.BR systemctl (1)、
.BR journalctl (1)、
.I /usr/share/doc/erphost/README.md
)";

} // namespace

std::string manualPage(const CLI::App& app, const std::string& language)
{
	const bool chinese = language == "zh";
	std::string out = ".TH ERPHOST 1 \"\" \"erphost " + plain(version()) + "\"\n.ad l\n";
	out += chinese ? ".SH 名称\nerphost \\- 与现有 ERP 并行工作，按需加载插件的服务\n"
	                 ".SH 概要\n.B erphost\n.I 命令\n[\\fI选项\\fR…]\n.SH 命令\n"
	               : ".SH NAME\nerphost \\- a service beside an existing ERP that loads plugins\n"
	                 ".SH SYNOPSIS\n.B erphost\n.I COMMAND\n[\\fIOPTION\\fR…]\n.SH COMMANDS\n";
	for (const auto* command : app.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); }))
		writeCommand(*command, command->get_name(), chinese, out);
	return out + (chinese ? kChineseAfter : kEnglishAfter);
}

} // namespace erphost::cli
