#include "host/supervisor/ControlMessages.hpp"

#include "host/supervisor/ProcessInfo.hpp"

namespace erphost::supervisor {
namespace {

std::string textOf(const nlohmann::json& object, const char* member)
{
	const auto found = object.find(member);
	return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

WorkerMessage parseWorkerMessage(const std::string& line)
{
	const auto message = nlohmann::json::parse(line, nullptr, false);
	if (!message.is_object()) return UnknownMessage{};
	const auto type = textOf(message, "type");
	if (type == "heartbeat") return HeartbeatMessage{};
	if (type == "hint") return HintMessage{};
	if (type == "drained") return DrainedMessage{};
	if (type == "failed") return FailedMessage{errorFromJson(message.value("error", nlohmann::json()))};
	if (type == "control") return ControlMessage{textOf(message, "action"), textOf(message, "process")};
	if (type == "ready")
	{
		const auto port = message.find("port");
		if (port == message.end() || !port->is_number_integer()) return ReadyMessage{0};
		const auto number = port->get<std::int64_t>();
		return ReadyMessage{number > 0 && number < 65536 ? static_cast<int>(number) : 0};
	}
	return UnknownMessage{};
}

std::string helloLine(const std::string& secret, std::int64_t epoch)
{
	return nlohmann::json{{"type", "hello"}, {"secret", secret}, {"epoch", epoch}}.dump();
}

std::string peersLine(const nlohmann::json& processes)
{
	// A worker's error text may not be valid UTF-8; it must not take the supervisor down.
	return nlohmann::json{{"type", "peers"}, {"processes", processes}}.dump(-1, ' ', false,
	                                                                        nlohmann::json::error_handler_t::replace);
}

std::string plainLine(std::string_view type)
{
	return nlohmann::json{{"type", type}}.dump();
}

} // namespace erphost::supervisor
