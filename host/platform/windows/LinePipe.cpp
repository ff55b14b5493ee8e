#include "host/platform/windows/LinePipe.hpp"

#include <atomic>
#include <thread>
#include <utility>

#include <windows.h>

namespace erphost {
namespace {

constexpr DWORD kSendLimitMs = 1000;
// Longer lines are nobody's protocol; they are dropped instead of filling the memory.
constexpr std::size_t kLongestLine = 4u << 20;

} // namespace

LineWriter::LineWriter(void* handle, bool overlapped): _handle(handle)
{
	if (overlapped) _event = CreateEventW(nullptr, TRUE, FALSE, nullptr);
}

LineWriter::~LineWriter()
{
	close();
	if (_event) CloseHandle(_event);
}

void LineWriter::close()
{
	const std::lock_guard guard(_mutex);
	if (_handle) CloseHandle(std::exchange(_handle, nullptr));
}

bool LineWriter::write(const char* data, unsigned long size, unsigned long& written)
{
	if (!_event) return WriteFile(_handle, data, size, &written, nullptr) != 0;
	OVERLAPPED operation{};
	operation.hEvent = _event;
	if (!WriteFile(_handle, data, size, nullptr, &operation))
	{
		if (GetLastError() != ERROR_IO_PENDING) return false;
		if (WaitForSingleObject(_event, kSendLimitMs) != WAIT_OBJECT_0) CancelIoEx(_handle, &operation);
	}
	// Waits for the cancellation too: `operation` lives on this stack.
	return GetOverlappedResult(_handle, &operation, &written, TRUE) != 0;
}

bool LineWriter::send(const std::string& line)
{
	const std::lock_guard guard(_mutex);
	if (!_handle) return false;
	const std::string text = line + "\n";
	std::size_t sent = 0;
	while (sent < text.size())
	{
		DWORD written = 0;
		if (!write(text.data() + sent, static_cast<DWORD>(text.size() - sent), written) || written == 0)
		{
			CloseHandle(std::exchange(_handle, nullptr));
			return false;
		}
		sent += written;
	}
	return true;
}

/// Shared with the thread: a read of an ordinary pipe cannot always be cancelled, the thread may then outlive the
/// reader.
struct LineReader::State
{
	HANDLE handle = nullptr;
	HANDLE stop = CreateEventW(nullptr, TRUE, FALSE, nullptr);
	HANDLE ended = CreateEventW(nullptr, TRUE, FALSE, nullptr);
	bool overlapped = false;
	std::atomic<HANDLE> thread{nullptr};
	std::mutex callbackMutex;
	std::function<void(std::optional<std::string>)> onLine; ///< empty once the reader is gone

	~State()
	{
		CloseHandle(handle);
		CloseHandle(stop);
		CloseHandle(ended);
		if (thread) CloseHandle(thread);
	}

	void deliver(std::optional<std::string> line)
	{
		const std::lock_guard guard(callbackMutex);
		if (onLine) onLine(std::move(line));
	}

	/// Bytes read; 0 at the end of the input; -1 when stopped.
	int read(char* buffer, DWORD size)
	{
		DWORD count = 0;
		if (!overlapped)
		{
			if (ReadFile(handle, buffer, size, &count, nullptr)) return static_cast<int>(count);
			return WaitForSingleObject(stop, 0) == WAIT_OBJECT_0 ? -1 : 0;
		}
		OVERLAPPED operation{};
		operation.hEvent = CreateEventW(nullptr, TRUE, FALSE, nullptr);
		int result = 0;
		if (ReadFile(handle, buffer, size, nullptr, &operation) || GetLastError() == ERROR_IO_PENDING)
		{
			const HANDLE events[2] = {operation.hEvent, stop};
			const bool stopped = WaitForMultipleObjects(2, events, FALSE, INFINITE) == WAIT_OBJECT_0 + 1;
			if (stopped) CancelIoEx(handle, &operation);
			if (GetOverlappedResult(handle, &operation, &count, TRUE)) result = static_cast<int>(count);
			if (stopped) result = -1;
		}
		CloseHandle(operation.hEvent);
		return result;
	}

	void run()
	{
		std::string pending;
		bool dropping = false;
		char buffer[16384];
		for (;;)
		{
			const int count = read(buffer, sizeof buffer);
			if (count < 0) break;
			if (count == 0)
			{
				deliver(std::nullopt);
				break;
			}
			for (int i = 0; i < count; ++i)
			{
				if (buffer[i] == '\n')
				{
					if (!pending.empty() && pending.back() == '\r') pending.pop_back();
					if (!dropping) deliver(std::exchange(pending, {}));
					pending.clear();
					dropping = false;
				}
				else if (!dropping)
				{
					pending += buffer[i];
					if (pending.size() > kLongestLine) dropping = true;
				}
			}
		}
		SetEvent(ended);
	}
};

LineReader::LineReader(void* handle, bool overlapped): _state(std::make_shared<State>())
{
	_state->handle = handle;
	_state->overlapped = overlapped;
}

LineReader::~LineReader()
{
	SetEvent(_state->stop);
	if (!_state->thread) return;
	for (int attempt = 0; attempt < 20; ++attempt)
	{
		if (!_state->overlapped) CancelSynchronousIo(_state->thread);
		if (WaitForSingleObject(_state->ended, 50) == WAIT_OBJECT_0) break;
	}
	const std::lock_guard guard(_state->callbackMutex);
	_state->onLine = nullptr;
}

void LineReader::start(std::function<void(std::optional<std::string>)> onLine)
{
	_state->onLine = std::move(onLine);
	const HANDLE started = CreateEventW(nullptr, TRUE, FALSE, nullptr);
	std::thread([state = _state, started] {
		HANDLE self = nullptr;
		DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &self, 0, FALSE,
		                DUPLICATE_SAME_ACCESS);
		state->thread = self;
		SetEvent(started);
		state->run();
	}).detach();
	WaitForSingleObject(started, INFINITE);
	CloseHandle(started);
}

} // namespace erphost
