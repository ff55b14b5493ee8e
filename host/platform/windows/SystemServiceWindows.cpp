#include "host/platform/SystemService.hpp"

#include "host/platform/windows/WindowsError.hpp"

#include <array>

#include <windows.h>

namespace erphost {
namespace {

/// Closes a handle of the service control manager at the end of its scope.
struct ServiceHandle
{
	SC_HANDLE value = nullptr;
	explicit ServiceHandle(SC_HANDLE handle): value(handle) {}
	ServiceHandle(const ServiceHandle&) = delete;
	ServiceHandle& operator=(const ServiceHandle&) = delete;
	~ServiceHandle()
	{
		if (value) CloseServiceHandle(value);
	}
};

Error problem(const std::string& name, DWORD number)
{
	const auto reason = windowsReason(number);
	if (number == ERROR_ACCESS_DENIED)
		return misconfigured("service.forbidden", "only an administrator may do this").with("service", name);
	if (number == ERROR_SERVICE_DOES_NOT_EXIST)
		return misconfigured("service.not_installed", "there is no service " + name).with("service", name);
	return transient("service.failed", "service " + name + ": " + reason).with("service", name).with("reason", reason);
}

struct Opened
{
	ServiceHandle manager;
	ServiceHandle service;
	DWORD number = ERROR_SUCCESS;
	Opened(const std::string& name, DWORD managerRights, DWORD serviceRights):
		manager(OpenSCManagerW(nullptr, nullptr, managerRights)),
		service(manager.value ? OpenServiceW(manager.value, toWide(name).c_str(), serviceRights) : nullptr)
	{
		if (!service.value) number = GetLastError();
	}
};

SERVICE_STATUS_PROCESS statusOf(SC_HANDLE service)
{
	SERVICE_STATUS_PROCESS status{};
	DWORD size = 0;
	QueryServiceStatusEx(service, SC_STATUS_PROCESS_INFO, reinterpret_cast<BYTE*>(&status), sizeof status, &size);
	return status;
}

ServiceInfo::State stateOf(DWORD state)
{
	switch (state)
	{
	case SERVICE_START_PENDING: return ServiceInfo::State::starting;
	case SERVICE_RUNNING: return ServiceInfo::State::running;
	case SERVICE_STOP_PENDING: return ServiceInfo::State::stopping;
	default: return ServiceInfo::State::stopped;
	}
}

DWORD codeOf(const SERVICE_STATUS_PROCESS& status)
{
	return status.dwWin32ExitCode == ERROR_SERVICE_SPECIFIC_ERROR ? status.dwServiceSpecificExitCode
	                                                              : status.dwWin32ExitCode;
}

std::string commandOf(SC_HANDLE service)
{
	DWORD size = 0;
	QueryServiceConfigW(service, nullptr, 0, &size);
	std::vector<BYTE> buffer(size);
	auto* config = reinterpret_cast<QUERY_SERVICE_CONFIGW*>(buffer.data());
	if (buffer.empty() || !QueryServiceConfigW(service, config, size, &size) || !config->lpBinaryPathName) return {};
	return fromWide(config->lpBinaryPathName, std::wstring_view(config->lpBinaryPathName).size());
}

/// What happens after a failure, and how long a shutdown may take. A manager that knows one of these not (an old
/// Windows) manages the service without.
void tune(SC_HANDLE service, const std::string& description)
{
	auto text = toWide(description);
	SERVICE_DESCRIPTIONW words{text.data()};
	ChangeServiceConfig2W(service, SERVICE_CONFIG_DESCRIPTION, &words);
	SERVICE_DELAYED_AUTO_START_INFO delayed{TRUE};
	ChangeServiceConfig2W(service, SERVICE_CONFIG_DELAYED_AUTO_START_INFO, &delayed);
	// Again at once, after half a minute, and then each minute; a day without failure, and it begins anew.
	std::array<SC_ACTION, 3> actions{
		{{SC_ACTION_RESTART, 2000}, {SC_ACTION_RESTART, 30'000}, {SC_ACTION_RESTART, 60'000}}};
	SERVICE_FAILURE_ACTIONSW failure{86'400, nullptr, nullptr, static_cast<DWORD>(actions.size()), actions.data()};
	ChangeServiceConfig2W(service, SERVICE_CONFIG_FAILURE_ACTIONS, &failure);
	// Also when it ends by itself with an error, not only when it crashes.
	SERVICE_FAILURE_ACTIONS_FLAG also{TRUE};
	ChangeServiceConfig2W(service, SERVICE_CONFIG_FAILURE_ACTIONS_FLAG, &also);
	SERVICE_PRESHUTDOWN_INFO shutdown{30'000};
	ChangeServiceConfig2W(service, SERVICE_CONFIG_PRESHUTDOWN_INFO, &shutdown);
}

/// Polls until the service is in none of these states, at most until `deadline`.
SERVICE_STATUS_PROCESS waitWhile(SC_HANDLE service, DWORD one, DWORD other, ULONGLONG deadline)
{
	auto status = statusOf(service);
	while ((status.dwCurrentState == one || status.dwCurrentState == other) && GetTickCount64() < deadline)
	{
		Sleep(100);
		status = statusOf(service);
	}
	return status;
}

ULONGLONG deadlineAfter(std::chrono::seconds limit)
{
	return GetTickCount64() + static_cast<ULONGLONG>(limit.count()) * 1000;
}

Error slow(const std::string& name, std::chrono::seconds limit)
{
	const auto seconds = std::to_string(limit.count());
	return transient("service.slow", "service " + name + " did not change its state within " + seconds + " s")
	    .with("service", name)
	    .with("seconds", seconds);
}

} // namespace

Result<std::optional<ServiceInfo>> findService(const std::string& name)
{
	const Opened opened(name, SC_MANAGER_CONNECT, SERVICE_QUERY_STATUS | SERVICE_QUERY_CONFIG);
	if (opened.number == ERROR_SERVICE_DOES_NOT_EXIST) return std::optional<ServiceInfo>();
	if (!opened.service.value) return problem(name, opened.number);
	const auto status = statusOf(opened.service.value);
	ServiceInfo info;
	info.state = stateOf(status.dwCurrentState);
	info.pid = status.dwProcessId;
	// What a manager says of a service that was never started is no failure.
	const auto code = codeOf(status);
	info.exitCode = code == ERROR_SERVICE_NEVER_STARTED ? 0 : code;
	info.command = commandOf(opened.service.value);
	return std::optional(info);
}

Result<void> putService(const ServiceSetup& setup)
{
	const ServiceHandle manager(OpenSCManagerW(nullptr, nullptr, SC_MANAGER_CONNECT | SC_MANAGER_CREATE_SERVICE));
	if (!manager.value) return problem(setup.name, GetLastError());
	const auto name = toWide(setup.name), title = toWide(setup.displayName), command = toWide(setup.command);
	const ServiceHandle there(OpenServiceW(manager.value, name.c_str(), SERVICE_CHANGE_CONFIG | SERVICE_START));
	if (there.value)
	{
		// Whoever set it to start by hand, or gave it an account, finds it so.
		if (!ChangeServiceConfigW(there.value, SERVICE_NO_CHANGE, SERVICE_NO_CHANGE, SERVICE_NO_CHANGE, command.c_str(),
		                          nullptr, nullptr, nullptr, nullptr, nullptr, title.c_str()))
			return problem(setup.name, GetLastError());
		return {};
	}
	if (const auto number = GetLastError(); number != ERROR_SERVICE_DOES_NOT_EXIST) return problem(setup.name, number);
	const ServiceHandle made(CreateServiceW(
		manager.value, name.c_str(), title.c_str(), SERVICE_CHANGE_CONFIG | SERVICE_START, SERVICE_WIN32_OWN_PROCESS,
		SERVICE_AUTO_START, SERVICE_ERROR_NORMAL, command.c_str(), nullptr, nullptr, nullptr, nullptr, nullptr));
	if (!made.value) return problem(setup.name, GetLastError());
	tune(made.value, setup.description);
	return {};
}

Result<void> startService(const std::string& name, std::chrono::seconds limit)
{
	const Opened opened(name, SC_MANAGER_CONNECT, SERVICE_START | SERVICE_QUERY_STATUS);
	if (!opened.service.value) return problem(name, opened.number);
	const auto deadline = deadlineAfter(limit);
	waitWhile(opened.service.value, SERVICE_STOP_PENDING, SERVICE_STOP_PENDING, deadline);
	if (!StartServiceW(opened.service.value, 0, nullptr))
		if (const auto number = GetLastError(); number != ERROR_SERVICE_ALREADY_RUNNING) return problem(name, number);
	const auto status = waitWhile(opened.service.value, SERVICE_START_PENDING, SERVICE_START_PENDING, deadline);
	if (status.dwCurrentState == SERVICE_RUNNING) return {};
	if (status.dwCurrentState == SERVICE_START_PENDING) return slow(name, limit);
	const auto code = std::to_string(codeOf(status));
	return transient("service.start_failed", "service " + name + " ended while it started, with code " + code)
	    .with("service", name)
	    .with("code", code);
}

Result<void> stopService(const std::string& name, std::chrono::seconds limit)
{
	const Opened opened(name, SC_MANAGER_CONNECT, SERVICE_STOP | SERVICE_QUERY_STATUS);
	if (!opened.service.value) return problem(name, opened.number);
	const auto deadline = deadlineAfter(limit);
	const auto before = statusOf(opened.service.value);
	if (before.dwCurrentState == SERVICE_STOPPED) return {};
	// Stopped is what a service says of itself; its files are free when its process is gone.
	const HANDLE process = before.dwProcessId == 0 ? nullptr : OpenProcess(SYNCHRONIZE, FALSE, before.dwProcessId);
	SERVICE_STATUS ignored{};
	DWORD number = ERROR_SUCCESS;
	// One that is about to start or stop takes the order a little later.
	while (!ControlService(opened.service.value, SERVICE_CONTROL_STOP, &ignored))
	{
		number = GetLastError();
		if (number != ERROR_SERVICE_CANNOT_ACCEPT_CTRL || GetTickCount64() >= deadline) break;
		if (statusOf(opened.service.value).dwCurrentState == SERVICE_STOP_PENDING) break;
		Sleep(100);
	}
	while (statusOf(opened.service.value).dwCurrentState != SERVICE_STOPPED && GetTickCount64() < deadline) Sleep(50);
	bool gone = statusOf(opened.service.value).dwCurrentState == SERVICE_STOPPED;
	if (process != nullptr)
	{
		const auto now = GetTickCount64();
		gone = gone &&
		       WaitForSingleObject(process, now < deadline ? static_cast<DWORD>(deadline - now) : 0) == WAIT_OBJECT_0;
		CloseHandle(process);
	}
	if (gone) return {};
	return number == ERROR_ACCESS_DENIED ? problem(name, number) : slow(name, limit);
}

Result<void> removeService(const std::string& name, std::chrono::seconds limit)
{
	EH_TRY(const auto found, findService(name));
	if (!found) return {};
	EH_CHECK(stopService(name, limit));
	const Opened opened(name, SC_MANAGER_CONNECT, DELETE);
	if (!opened.service.value) return problem(name, opened.number);
	if (!DeleteService(opened.service.value))
		if (const auto number = GetLastError(); number != ERROR_SERVICE_MARKED_FOR_DELETE) return problem(name, number);
	return {};
}

} // namespace erphost
