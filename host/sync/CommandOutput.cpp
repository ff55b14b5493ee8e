#include "host/sync/CommandOutput.hpp"

#include "host/messages/Messages.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <ostream>

namespace erphost::sync {

namespace {

using nlohmann::json;

std::string chooseLanguage(const std::string& wanted)
{
	if (!wanted.empty()) return wanted;
	for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"})
		if (const char* value = std::getenv(variable); value != nullptr && *value != 0)
			return std::string_view(value).starts_with("zh") ? "zh" : "en";
	return "zh";
}

Error errorOf(const json& from)
{
	Error error = transient(from.value("code", ""), from.value("message", ""));
	if (from.contains("params"))
		for (const auto& [name, value] : from["params"].items())
			if (value.is_string()) error.params.emplace_back(name, value.get<std::string>());
	return error;
}

} // namespace

CommandOutput::CommandOutput(const ErpCommandOptions& options, std::ostream& out, std::ostream& err):
	_options(options), _out(out), _err(err), _language(chooseLanguage(options.language)), _chinese(_language == "zh")
{
}

bool CommandOutput::asJson(const json& value) const
{
	if (_options.json) _out << value.dump(1, '\t', false, json::error_handler_t::replace) << '\n';
	return _options.json;
}

int CommandOutput::failed(const Error& error) const
{
	if (_options.json)
	{
		_err << messages::problem(error, _language, "").dump() << '\n';
		return 2;
	}
	const auto text = messages::explain(error, _language);
	_err << text.title << '\n' << text.detail << '\n' << text.remedy << '\n';
	return 2;
}

void CommandOutput::errorLine(const json& error) const
{
	const auto text = messages::explain(errorOf(error), _language);
	_out << "  ! " << text.title << pick("：", ": ") << text.detail << "\n    " << text.remedy << '\n';
}

void CommandOutput::mistakes(const std::vector<MappingFinding>& findings) const
{
	auto list = json::array();
	for (const auto& finding : findings)
	{
		const auto text = messages::explain(finding.error, _language);
		list.push_back({{"level", "error"},
		                {"pointer", finding.pointer},
		                {"code", finding.error.code},
		                {"title", text.title},
		                {"detail", text.detail},
		                {"remedy", text.remedy}});
	}
	if (asJson({{"fits", false}, {"findings", list}})) return;
	for (const auto& line : list)
		_out << pick("[错误] ", "[error] ") << line["title"].get<std::string>() << "\n  "
			 << line["detail"].get<std::string>() << "\n  " << line["remedy"].get<std::string>() << '\n';
}

void CommandOutput::check(const CheckReport& report) const
{
	const auto document = report.json(_language);
	if (asJson(document)) return;
	if (report.server.is_object())
		_out << fmt::format("{} {}, {} {}, {} bit\n", report.server["product"].get<std::string>(),
		                    report.server["version"].get<std::string>(), report.server["driver"].get<std::string>(),
		                    report.server["driverVersion"].get<std::string>(), report.server["bits"].get<int>());
	for (const auto& entity : report.entities)
	{
		_out << fmt::format("{}: {}{}\n", entity["entity"].get<std::string>(),
		                    entity["rows"].is_number() ? entity["rows"].dump() : "?", pick(" 条", " rows"));
		for (const auto& row : entity["sample"])
			_out << "    " << row.dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
	}
	for (const auto& finding : document["findings"])
		_out << (finding["level"] == "error" ? pick("[错误] ", "[error] ") : pick("[提醒] ", "[note] "))
			 << finding["title"].get<std::string>() << "\n  " << finding["detail"].get<std::string>() << "\n  "
			 << finding["remedy"].get<std::string>() << '\n';
	_out << (report.findings.empty() ? pick("检查通过，对照表与 ERP 相符。", "The mapping fits this ERP.")
	         : report.fits()
	             ? pick("可以使用，但有需要注意的地方。", "It can be used, with the notes above.")
	             : pick("对照表与 ERP 不符，请按上面的说明处理。", "The mapping does not fit this ERP; see above."))
		 << '\n';
}

int CommandOutput::byEntity(const json& answer, bool (*wrong)(const json& line),
                            const std::function<void(const std::string& entity, const json& line)>& show) const
{
	int code = 0;
	for (const auto& line : answer["entities"])
		if (line.contains("error") || wrong(line)) code = 1;
	if (asJson(answer)) return code;
	for (const auto& line : answer["entities"])
	{
		const auto entity = line["entity"].get<std::string>();
		if (!line.contains("error"))
		{
			show(entity, line);
			continue;
		}
		_out << entity << '\n';
		errorLine(line["error"]);
	}
	return code;
}

int CommandOutput::pulled(const json& answer) const
{
	return byEntity(
		answer, [](const json& line) { return line.contains("issue"); },
		[&](const std::string& entity, const json& line) {
			_out << fmt::format(fmt::runtime(pick("{}：读取 {} 条，变化 {} 条，删除 {} 条\n",
		                                          "{}: {} rows read, {} changed, {} deleted\n")),
		                        entity, line["rows"].get<std::int64_t>(), line["changed"].get<std::int64_t>(),
		                        line["removed"].get<std::int64_t>());
			if (line.contains("issue")) errorLine(line["issue"]);
		});
}

int CommandOutput::reconciled(const json& answer) const
{
	return byEntity(
		answer, [](const json& line) { return !line.value("equal", true); },
		[&](const std::string& entity, const json& line) {
			_out << fmt::format(fmt::runtime(pick("{}：ERP {} 条，本机 {} 条，缺 {} 条，不同 {} 条，多 {} 条\n",
		                                          "{}: ERP {}, here {}, missing {}, different {}, extra {}\n")),
		                        entity, line["erpRows"].get<std::int64_t>(), line["storeRows"].get<std::int64_t>(),
		                        line["missing"].get<std::int64_t>(), line["different"].get<std::int64_t>(),
		                        line["extra"].get<std::int64_t>());
			for (const auto& key : line["examples"]) _out << "    " << key.get<std::string>() << '\n';
		});
}

int CommandOutput::pushed(const json& answer) const
{
	const int code = answer["refused"].get<std::int64_t>() > 0 || answer["held"].get<bool>() ? 1 : 0;
	if (asJson(answer)) return code;
	if (answer["held"].get<bool>())
		_out << pick("恢复备份后尚未与 ERP 核对，暂不写回。\n",
		             "Held after a restore until the ERP has been compared.\n");
	_out << fmt::format(fmt::runtime(pick("已确认 {} 条，被用户改动 {} 条，被拒绝 {} 条，等待 {} 条\n",
	                                      "{} confirmed, {} superseded by users, {} refused, {} waiting\n")),
	                    answer["confirmed"].get<std::int64_t>(), answer["superseded"].get<std::int64_t>(),
	                    answer["refused"].get<std::int64_t>(), answer["waiting"].get<std::int64_t>());
	return code;
}

int CommandOutput::status(const json& status) const
{
	int code = status["outbox"]["refused"].get<std::int64_t>() > 0 ? 1 : 0;
	for (const char* list : {"links", "entities"})
		for (const auto& line : status[list])
			if (!line["error"].is_null()) code = 1;
	if (asJson(status)) return code;
	if (status["links"].empty()) _out << pick("还没有连接过 ERP。\n", "No ERP has been connected yet.\n");
	for (const auto& link : status["links"])
		_out << (link["name"] == "pull" ? pick("读取：", "Reading: ") : pick("写回：", "Writing: "))
			 << link["sentence"].get<std::string>() << '\n';
	for (const auto& entity : status["entities"])
		if (entity["state"] != "new" || !entity["error"].is_null())
			_out << "  " << entity["entity"].get<std::string>() << pick("：", ": ")
				 << entity["sentence"].get<std::string>() << '\n';
	_out << status["outbox"]["sentence"].get<std::string>() << '\n';
	return code;
}

int CommandOutput::deadLetters(const json& list) const
{
	const int code = list.empty() ? 0 : 1;
	if (asJson({{"items", list}})) return code;
	if (list.empty()) _out << pick("没有被 ERP 拒绝的记录。\n", "The ERP has refused nothing.\n");
	for (const auto& line : list) record(line);
	return code;
}

int CommandOutput::record(const json& record) const
{
	if (asJson(record)) return 0;
	_out << fmt::format("{}  {}  {}  {}\n", record["id"].get<std::string>(), record["type"].get<std::string>(),
	                    record["key"].get<std::string>(), record["state"].get<std::string>());
	if (!record["error"].is_null()) errorLine(record["error"]);
	return 0;
}

} // namespace erphost::sync
