#include "host/platform/posix/LinePipe.hpp"

#include "host/platform/Clock.hpp"

#include <cerrno>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace erphost {
namespace {

constexpr std::int64_t kSendLimitMs = 1000;
// Longer lines are nobody's protocol; they are dropped instead of filling the memory.
constexpr std::size_t kLongestLine = 4u << 20;
// A pipe holds 64 KiB at most: this many reads empty it.
constexpr int kReadsAfterEnd = 16;

} // namespace

void ignoreBrokenPipes()
{
	static const bool done = std::signal(SIGPIPE, SIG_IGN) != SIG_ERR;
	static_cast<void>(done);
}

LineWriter::LineWriter(int descriptor): _descriptor(descriptor)
{
	ignoreBrokenPipes();
	::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

LineWriter::~LineWriter()
{
	close();
}

void LineWriter::close()
{
	const std::lock_guard guard(_mutex);
	if (_descriptor >= 0) ::close(std::exchange(_descriptor, -1));
}

bool LineWriter::send(const std::string& line)
{
	const std::lock_guard guard(_mutex);
	if (_descriptor < 0) return false;
	const std::string text = line + "\n";
	std::size_t sent = 0;
	const auto deadline = systemClock().steadyMs() + kSendLimitMs;
	while (sent < text.size())
	{
		const auto count = ::write(_descriptor, text.data() + sent, text.size() - sent);
		if (count > 0)
		{
			sent += static_cast<std::size_t>(count);
			continue;
		}
		if (count < 0 && errno == EINTR) continue;
		const auto left = deadline - systemClock().steadyMs();
		pollfd writable{_descriptor, POLLOUT, 0};
		if (count < 0 && errno == EAGAIN && left > 0 && ::poll(&writable, 1, static_cast<int>(left)) >= 0) continue;
		::close(std::exchange(_descriptor, -1));
		return false;
	}
	return true;
}

LineReader::LineReader(int descriptor): _descriptor(descriptor), _wake{-1, -1}
{
	if (::pipe2(_wake, O_CLOEXEC) != 0) _wake[0] = _wake[1] = -1;
}

LineReader::~LineReader()
{
	if (_wake[1] >= 0) ::close(_wake[1]); // the thread's poll() sees the hang-up
	if (_thread.joinable()) _thread.join();
	if (_wake[0] >= 0) ::close(_wake[0]);
	::close(_descriptor);
}

void LineReader::start(std::function<void(std::optional<std::string>)> onLine)
{
	_onLine = std::move(onLine);
	_thread = std::thread([this] { run(); });
}

void LineReader::run()
{
	std::string pending;
	bool dropping = false;
	int readsAfterEnd = 0;
	char buffer[16384];
	for (;;)
	{
		// The process may be gone while a grandchild keeps the pipe open: reading alone could wait forever.
		pollfd sources[2] = {{_descriptor, POLLIN, 0}, {_wake[0], POLLIN, 0}};
		if (::poll(sources, 2, -1) < 0)
		{
			if (errno == EINTR) continue;
			break;
		}
		// The last words of a process that has ended (why it failed) are still in the pipe; only a grandchild that
		// keeps writing is cut off.
		if (sources[1].revents != 0 && ((sources[0].revents & POLLIN) == 0 || ++readsAfterEnd > kReadsAfterEnd)) return;
		const auto count = ::read(_descriptor, buffer, sizeof buffer);
		if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
		if (count <= 0) break;
		for (ssize_t i = 0; i < count; ++i)
		{
			if (buffer[i] == '\n')
			{
				if (!dropping) _onLine(std::exchange(pending, {}));
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
	_onLine(std::nullopt);
}

} // namespace erphost
