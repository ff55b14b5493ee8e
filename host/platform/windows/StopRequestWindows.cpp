#include "host/platform/StopRequest.hpp"

#include "host/platform/windows/ServiceMain.hpp"

#include <atomic>
#include <mutex>

#include <windows.h>

namespace erphost {
namespace {

std::mutex gMutex;
std::function<void()> gCallback;
std::atomic<bool> gListening{false};

BOOL WINAPI onConsoleEvent(DWORD event)
{
	// A service hears of every user who signs out; of the machine's shutdown its manager tells it, and earlier.
	if (ServiceMain::active() && (event == CTRL_LOGOFF_EVENT || event == CTRL_SHUTDOWN_EVENT)) return TRUE;
	{
		const std::lock_guard guard(gMutex);
		if (!gCallback) return FALSE;
		gCallback();
	}
	// When the console closes, Windows ends the process as soon as this returns; main() gets the time it allows.
	if (event == CTRL_CLOSE_EVENT || event == CTRL_LOGOFF_EVENT || event == CTRL_SHUTDOWN_EVENT)
		for (int i = 0; i < 200 && gListening; ++i) Sleep(50);
	return TRUE;
}

} // namespace

struct StopRequest::Impl
{
};

StopRequest::StopRequest(std::unique_ptr<Impl> impl): _impl(std::move(impl)) {}

std::unique_ptr<StopRequest> StopRequest::listen(std::function<void()> callback)
{
	{
		const std::lock_guard guard(gMutex);
		gCallback = std::move(callback);
	}
	gListening = true;
	SetConsoleCtrlHandler(onConsoleEvent, TRUE);
	ServiceMain::onStop([] {
		const std::lock_guard guard(gMutex);
		if (gCallback) gCallback();
	});
	return std::unique_ptr<StopRequest>(new StopRequest(std::make_unique<Impl>()));
}

StopRequest::~StopRequest()
{
	SetConsoleCtrlHandler(onConsoleEvent, FALSE);
	ServiceMain::onStop(nullptr);
	const std::lock_guard guard(gMutex);
	gCallback = nullptr;
	gListening = false;
}

} // namespace erphost
