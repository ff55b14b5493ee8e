#include "host/platform/ChildProcess.hpp"
#include "host/platform/Clock.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/posix/LinePipe.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <mutex>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace erphost {
namespace {

/// Two descriptors of a pipe, both above 2 so that dup2() in the child never meets its own target.
struct Pipe
{
	int read = -1;
	int write = -1;

	bool open()
	{
		int ends[2];
		if (::pipe2(ends, O_CLOEXEC) != 0) return false;
		read = lift(ends[0]);
		write = lift(ends[1]);
		return read >= 0 && write >= 0;
	}
	~Pipe()
	{
		closeEnd(read);
		closeEnd(write);
	}
	static void closeEnd(int& end)
	{
		if (end >= 0) ::close(std::exchange(end, -1));
	}
	static int lift(int descriptor)
	{
		if (descriptor > 2) return descriptor;
		const int lifted = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
		::close(descriptor);
		return lifted;
	}
};

/// Marks every descriptor from 3 on as close-on-exec: libraries open theirs without it. Async-signal-safe.
void closeAllOnExec()
{
	constexpr unsigned kCloseOnExec = 4; // CLOSE_RANGE_CLOEXEC, Linux 5.11
	if (::syscall(SYS_close_range, 3u, ~0u, kCloseOnExec) == 0) return;
	rlimit limit{};
	::getrlimit(RLIMIT_NOFILE, &limit);
	const int last = static_cast<int>(std::min<rlim_t>(limit.rlim_cur, 65536));
	for (int descriptor = 3; descriptor < last; ++descriptor) ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

/// The child between fork and exec: only async-signal-safe calls, because other threads may have held any lock.
[[noreturn]] void becomeChild(pid_t parent, int input, int output, int report, char* const* arguments,
                              char* const* environment)
{
	const auto fail = [report] {
		const int number = errno;
		const auto ignored = ::write(report, &number, sizeof number);
		static_cast<void>(ignored);
		::_exit(127);
	};
	// A group of its own: Ctrl-C in the terminal is for the supervisor, which stops its workers in order.
	::setpgid(0, 0);
	if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) fail();
	// The parent may have died before the signal was asked for.
	if (::getppid() != parent) ::_exit(127);
	if (::dup2(input, 0) < 0 || ::dup2(output, 1) < 0) fail();
	closeAllOnExec();
	sigset_t none;
	::sigemptyset(&none);
	::sigprocmask(SIG_SETMASK, &none, nullptr);
	::signal(SIGPIPE, SIG_DFL);
	::execve(arguments[0], arguments, environment);
	fail();
	::_exit(127);
}

std::vector<std::string> childEnvironment(const ChildProcess::Options& options)
{
	std::vector<std::string> result;
	for (char** entry = environ; *entry; ++entry)
	{
		const std::string_view text(*entry);
		const auto name = text.substr(0, text.find('='));
		const bool replaced = std::any_of(options.environment.begin(), options.environment.end(),
		                                  [&](const auto& added) { return added.first == name; });
		if (!replaced) result.emplace_back(text);
	}
	for (const auto& [name, value] : options.environment) result.push_back(name + "=" + value);
	return result;
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
	std::vector<char*> result;
	for (auto& text : texts) result.push_back(text.data());
	result.push_back(nullptr);
	return result;
}

} // namespace

std::int64_t currentProcessId()
{
	return ::getpid();
}

std::string ExitStatus::describe() const
{
	if (!crashed) return "exit code " + std::to_string(code);
	const char* name = ::sigabbrev_np(code);
	return "signal " + std::to_string(code) + (name ? std::string(" (SIG") + name + ")" : std::string());
}

struct ChildProcess::Impl
{
	pid_t pid = -1;
	int pidHandle = -1; ///< readable once the process has ended; -1 on kernels before 5.3
	std::mutex mutex;
	std::optional<ExitStatus> status;
	std::unique_ptr<LineWriter> writer;
	std::unique_ptr<LineReader> reader;

	std::optional<ExitStatus> reap(int flags)
	{
		const std::lock_guard guard(mutex);
		if (status) return status;
		int raw = 0;
		pid_t reaped = -1;
		do reaped = ::waitpid(pid, &raw, flags);
		while (reaped < 0 && errno == EINTR);
		if (reaped == 0) return std::nullopt;
		if (reaped < 0) status = ExitStatus{0, false}; // somebody else reaped it: all that is known is that it is gone
		else if (WIFSIGNALED(raw)) status = ExitStatus{WTERMSIG(raw), true};
		else status = ExitStatus{WEXITSTATUS(raw), false};
		return status;
	}

	~Impl()
	{
		if (pid > 0 && !reap(WNOHANG))
		{
			::kill(pid, SIGKILL);
			reap(0);
		}
		reader.reset();
		if (pidHandle >= 0) ::close(pidHandle);
	}
};

ChildProcess::ChildProcess(std::unique_ptr<Impl> impl): _impl(std::move(impl)) {}
ChildProcess::~ChildProcess() = default;

Result<std::unique_ptr<ChildProcess>> ChildProcess::spawn(Options options)
{
	const auto failed = [&](int number) {
		const auto reason = std::generic_category().message(number);
		return misconfigured("process.spawn_failed", "cannot start " + toUtf8(options.program) + ": " + reason)
		    .with("program", toUtf8(options.program))
		    .with("reason", reason);
	};
	ignoreBrokenPipes();
	Pipe input;
	Pipe output;
	Pipe report;
	if (!input.open() || !output.open() || !report.open()) return failed(errno);

	std::vector<std::string> arguments{options.program.string()};
	arguments.insert(arguments.end(), options.arguments.begin(), options.arguments.end());
	auto environment = childEnvironment(options);
	const auto argumentPointers = pointers(arguments);
	const auto environmentPointers = pointers(environment);

	const pid_t parent = ::getpid();
	const pid_t pid = ::fork();
	if (pid < 0) return failed(errno);
	if (pid == 0)
		becomeChild(parent, input.read, output.write, report.write, argumentPointers.data(),
		            environmentPointers.data());

	auto impl = std::make_unique<Impl>();
	impl->pid = pid;
	Pipe::closeEnd(report.write);
	int number = 0;
	ssize_t count = 0;
	do count = ::read(report.read, &number, sizeof number); // ends at exec, when the child's end closes
	while (count < 0 && errno == EINTR);
	if (count > 0) return failed(number);

	impl->pidHandle = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0u));
	impl->writer = std::make_unique<LineWriter>(std::exchange(input.write, -1));
	impl->reader = std::make_unique<LineReader>(std::exchange(output.read, -1));
	impl->reader->start(options.onLine ? std::move(options.onLine) : [](std::optional<std::string>) {});
	return std::unique_ptr<ChildProcess>(new ChildProcess(std::move(impl)));
}

std::int64_t ChildProcess::id() const
{
	return _impl->pid;
}

bool ChildProcess::send(const std::string& line)
{
	return _impl->writer->send(line);
}

void ChildProcess::closeInput()
{
	_impl->writer->close();
}

std::optional<ExitStatus> ChildProcess::poll()
{
	return _impl->reap(WNOHANG);
}

std::optional<ExitStatus> ChildProcess::wait(std::chrono::milliseconds timeout)
{
	const auto deadline = systemClock().steadyMs() + timeout.count();
	for (;;)
	{
		if (auto status = poll()) return status;
		const auto left = deadline - systemClock().steadyMs();
		if (left <= 0) return std::nullopt;
		pollfd ended{_impl->pidHandle, POLLIN, 0};
		if (_impl->pidHandle >= 0) ::poll(&ended, 1, static_cast<int>(left));
		else ::poll(nullptr, 0, 5);
	}
}

void ChildProcess::kill()
{
	// Under the same lock as reaping: the number must not belong to somebody else by now.
	const std::lock_guard guard(_impl->mutex);
	if (!_impl->status) ::kill(_impl->pid, SIGKILL);
}

} // namespace erphost
