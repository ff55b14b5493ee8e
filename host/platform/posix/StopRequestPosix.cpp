#include "host/platform/StopRequest.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

namespace erphost {
namespace {

constexpr std::array kSignals{SIGTERM, SIGINT, SIGHUP};
std::atomic<int> gSignalPipe{-1};

extern "C" void onStopSignal(int)
{
	const int saved = errno;
	const auto ignored = ::write(gSignalPipe.load(), "s", 1);
	static_cast<void>(ignored);
	errno = saved;
}

} // namespace

struct StopRequest::Impl
{
	int ends[2] = {-1, -1};
	std::array<struct sigaction, kSignals.size()> former{};
	std::function<void()> callback;
	std::thread thread;
};

StopRequest::StopRequest(std::unique_ptr<Impl> impl): _impl(std::move(impl)) {}

std::unique_ptr<StopRequest> StopRequest::listen(std::function<void()> callback)
{
	auto impl = std::make_unique<Impl>();
	impl->callback = std::move(callback);
	if (::pipe2(impl->ends, O_CLOEXEC) != 0) return nullptr;
	gSignalPipe = impl->ends[1];
	struct sigaction action
	{
	};
	action.sa_handler = onStopSignal;
	action.sa_flags = SA_RESTART;
	::sigemptyset(&action.sa_mask);
	for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &action, &impl->former[i]);
	impl->thread = std::thread([raw = impl.get()] {
		char byte = 0;
		for (;;)
		{
			const auto count = ::read(raw->ends[0], &byte, 1);
			if (count < 0 && errno == EINTR) continue;
			if (count != 1 || byte != 's') return;
			raw->callback();
		}
	});
	return std::unique_ptr<StopRequest>(new StopRequest(std::move(impl)));
}

StopRequest::~StopRequest()
{
	for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &_impl->former[i], nullptr);
	gSignalPipe = -1;
	const auto ignored = ::write(_impl->ends[1], "q", 1);
	static_cast<void>(ignored);
	_impl->thread.join();
	::close(_impl->ends[0]);
	::close(_impl->ends[1]);
}

} // namespace erphost
