#include "host/platform/windows/ServiceMain.hpp"

#include "host/platform/SystemService.hpp"
#include "host/platform/windows/WindowsError.hpp"

#include <mutex>

#include <windows.h>

namespace erphost {
namespace {

// Longer than any pause between two signs of progress: the supervisor gives one a second.
constexpr DWORD kWaitHintMs = 30'000;

/// The one service of this process.
struct State
{
	std::mutex mutex;
	std::wstring name;
	std::function<int()> body;
	std::function<void()> onStop;
	SERVICE_STATUS_HANDLE handle = nullptr;
	SERVICE_STATUS status{};
	bool stopWanted = false;
	int code = 0;
};

State& service()
{
	static State state;
	return state;
}

/// Under the lock.
void tell(DWORD what)
{
	auto& state = service();
	if (!state.handle) return;
	auto& status = state.status;
	const bool pending = what == SERVICE_START_PENDING || what == SERVICE_STOP_PENDING;
	status.dwCheckPoint = !pending ? 0 : what == status.dwCurrentState ? status.dwCheckPoint + 1 : 1;
	status.dwServiceType = SERVICE_WIN32_OWN_PROCESS;
	status.dwCurrentState = what;
	status.dwWaitHint = pending ? kWaitHintMs : 0;
	// While it starts it can be stopped too: an installation that gives up must not wait for it.
	status.dwControlsAccepted =
		what == SERVICE_RUNNING || what == SERVICE_START_PENDING ? SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_PRESHUTDOWN : 0;
	const bool failed = what == SERVICE_STOPPED && state.code != 0;
	status.dwWin32ExitCode = failed ? ERROR_SERVICE_SPECIFIC_ERROR : NO_ERROR;
	status.dwServiceSpecificExitCode = failed ? static_cast<DWORD>(state.code) : 0;
	SetServiceStatus(state.handle, &status);
}

DWORD WINAPI onControl(DWORD control, DWORD, void*, void*)
{
	if (control == SERVICE_CONTROL_INTERROGATE) return NO_ERROR;
	if (control != SERVICE_CONTROL_STOP && control != SERVICE_CONTROL_PRESHUTDOWN) return ERROR_CALL_NOT_IMPLEMENTED;
	std::function<void()> callback;
	{
		auto& state = service();
		const std::lock_guard guard(state.mutex);
		tell(SERVICE_STOP_PENDING);
		state.stopWanted = true;
		callback = state.onStop;
	}
	if (callback) callback();
	return NO_ERROR;
}

void WINAPI serviceMain(DWORD, wchar_t**)
{
	auto& state = service();
	const auto handle = RegisterServiceCtrlHandlerExW(state.name.c_str(), onControl, nullptr);
	{
		const std::lock_guard guard(state.mutex);
		state.handle = handle;
		tell(SERVICE_START_PENDING);
	}
	state.code = state.body();
	const std::lock_guard guard(state.mutex);
	// The manager may end the process as soon as it hears this.
	tell(SERVICE_STOPPED);
	state.handle = nullptr;
}

} // namespace

bool ServiceMain::active()
{
	auto& state = service();
	const std::lock_guard guard(state.mutex);
	return state.handle != nullptr;
}

void ServiceMain::running()
{
	auto& state = service();
	const std::lock_guard guard(state.mutex);
	if (!state.stopWanted) tell(SERVICE_RUNNING);
}

void ServiceMain::stopping()
{
	auto& state = service();
	const std::lock_guard guard(state.mutex);
	if (state.status.dwCurrentState != SERVICE_STOP_PENDING) tell(SERVICE_STOP_PENDING);
}

void ServiceMain::progress()
{
	auto& state = service();
	const std::lock_guard guard(state.mutex);
	const auto now = state.status.dwCurrentState;
	if (now == SERVICE_START_PENDING || now == SERVICE_STOP_PENDING) tell(now);
}

void ServiceMain::onStop(std::function<void()> callback)
{
	auto& state = service();
	bool wanted = false;
	{
		const std::lock_guard guard(state.mutex);
		state.onStop = callback;
		wanted = state.stopWanted;
	}
	if (wanted && callback) callback();
}

Result<int> runAsService(const std::string& name, std::function<int()> body)
{
	auto& state = service();
	state.name = toWide(name);
	state.body = std::move(body);
	SERVICE_TABLE_ENTRYW table[] = {{state.name.data(), serviceMain}, {nullptr, nullptr}};
	if (!StartServiceCtrlDispatcherW(table))
	{
		const auto number = GetLastError();
		if (number == ERROR_FAILED_SERVICE_CONTROLLER_CONNECT)
			return permanent("service.by_hand", "the service control manager did not start this process");
		return transient("service.failed", "the service control manager: " + windowsReason(number))
		    .with("service", name)
		    .with("reason", windowsReason(number));
	}
	return state.code;
}

} // namespace erphost
