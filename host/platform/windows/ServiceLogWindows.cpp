#include "host/platform/Clock.hpp"
#include "host/platform/LogFiles.hpp"
#include "host/platform/SystemService.hpp"
#include "host/platform/windows/LinePipe.hpp"
#include "host/platform/windows/WindowsError.hpp"

#include <condition_variable>
#include <mutex>

#include <windows.h>

namespace erphost {
namespace {

constexpr const wchar_t* kSources = L"SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\";
/// The only message of our table (Events.mc): its text is what we say.
constexpr DWORD kEvent = 0xC0000001;

void reportError(HANDLE source, const std::string& text)
{
	const auto wide = toWide(text);
	const wchar_t* words[] = {wide.c_str()};
	ReportEventW(source, EVENTLOG_ERROR_TYPE, 0, kEvent, nullptr, 1, 0, words, nullptr);
}

} // namespace

struct ServiceLog::Impl
{
	LogFiles files;
	EventFilter filter;
	HANDLE events = nullptr;
	HANDLE writing = nullptr;
	HANDLE former = nullptr; ///< standard error before
	std::mutex mutex;
	std::condition_variable wake;
	bool ended = false;
	std::unique_ptr<LineReader> reader;

	explicit Impl(const std::filesystem::path& folder): files(folder) {}
	~Impl()
	{
		reader.reset();
		if (events) DeregisterEventSource(events);
	}

	void take(const std::optional<std::string>& line)
	{
		if (!line)
		{
			const std::lock_guard guard(mutex);
			ended = true;
			wake.notify_all();
			return;
		}
		files.write(*line);
		if (const auto event = filter.take(*line, systemClock().steadyMs()); event && events)
			reportError(events, *event);
	}
};

ServiceLog::ServiceLog(std::unique_ptr<Impl> impl): _impl(std::move(impl)) {}

Result<std::unique_ptr<ServiceLog>> ServiceLog::open(const std::filesystem::path& folder, const std::string& source)
{
	HANDLE reading = nullptr, writing = nullptr;
	if (!CreatePipe(&reading, &writing, nullptr, 1u << 20))
		return transient("service.failed", "no pipe for the log: " + windowsReason(GetLastError()))
		    .with("service", source)
		    .with("reason", windowsReason(GetLastError()));
	auto impl = std::make_unique<Impl>(folder);
	impl->events = RegisterEventSourceW(nullptr, toWide(source).c_str());
	impl->reader = std::make_unique<LineReader>(reading, false);
	impl->reader->start([raw = impl.get()](std::optional<std::string> line) { raw->take(line); });
	impl->writing = writing;
	impl->former = GetStdHandle(STD_ERROR_HANDLE);
	SetStdHandle(STD_ERROR_HANDLE, writing);
	return std::unique_ptr<ServiceLog>(new ServiceLog(std::move(impl)));
}

ServiceLog::~ServiceLog()
{
	SetStdHandle(STD_ERROR_HANDLE, _impl->former);
	// Our end was the last one for writing, the children being gone: the reader comes to the end of what was written.
	CloseHandle(_impl->writing);
	std::unique_lock lock(_impl->mutex);
	_impl->wake.wait_for(lock, std::chrono::seconds(2), [this] { return _impl->ended; });
}

Result<void> putEventSource(const std::string& source, const std::filesystem::path& program)
{
	HKEY key = nullptr;
	auto code = RegCreateKeyExW(HKEY_LOCAL_MACHINE, (kSources + toWide(source)).c_str(), 0, nullptr, 0, KEY_WRITE,
	                            nullptr, &key, nullptr);
	if (code == ERROR_SUCCESS)
	{
		const auto file = program.wstring();
		const DWORD kinds = EVENTLOG_ERROR_TYPE | EVENTLOG_WARNING_TYPE | EVENTLOG_INFORMATION_TYPE;
		code = RegSetValueExW(key, L"EventMessageFile", 0, REG_EXPAND_SZ, reinterpret_cast<const BYTE*>(file.c_str()),
		                      static_cast<DWORD>((file.size() + 1) * sizeof(wchar_t)));
		if (code == ERROR_SUCCESS)
			code = RegSetValueExW(key, L"TypesSupported", 0, REG_DWORD, reinterpret_cast<const BYTE*>(&kinds),
			                      sizeof kinds);
		RegCloseKey(key);
	}
	if (code == ERROR_SUCCESS) return {};
	const auto number = static_cast<DWORD>(code);
	if (number == ERROR_ACCESS_DENIED)
		return misconfigured("service.forbidden", "only an administrator may do this").with("service", source);
	return transient("service.failed", "event source " + source + ": " + windowsReason(number))
	    .with("service", source)
	    .with("reason", windowsReason(number));
}

void removeEventSource(const std::string& source)
{
	RegDeleteTreeW(HKEY_LOCAL_MACHINE, (kSources + toWide(source)).c_str());
}

void writeErrorEvent(const std::string& source, const std::string& text)
{
	if (const HANDLE events = RegisterEventSourceW(nullptr, toWide(source).c_str()))
	{
		reportError(events, text);
		DeregisterEventSource(events);
	}
}

} // namespace erphost
