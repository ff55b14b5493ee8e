#include "host/platform/ChildProcess.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/windows/LinePipe.hpp"
#include "host/platform/windows/WindowsError.hpp"

#include <algorithm>
#include <atomic>
#include <cwchar>
#include <map>
#include <mutex>

#include <windows.h>

namespace erphost {
namespace {

/// Closes a handle at the end of its scope.
struct Handle
{
	HANDLE value = nullptr;
	Handle() = default;
	explicit Handle(HANDLE handle): value(handle) {}
	Handle(const Handle&) = delete;
	Handle& operator=(const Handle&) = delete;
	~Handle()
	{
		if (valid()) CloseHandle(value);
	}
	bool valid() const { return value && value != INVALID_HANDLE_VALUE; }
	HANDLE release() { return std::exchange(value, nullptr); }
};

/// All children belong to one job that ends with this process: its handle is never inherited and never closed.
HANDLE childrenJob()
{
	static const HANDLE job = [] {
		const HANDLE created = CreateJobObjectW(nullptr, nullptr);
		JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
		limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
		SetInformationJobObject(created, JobObjectExtendedLimitInformation, &limits, sizeof limits);
		return created;
	}();
	return job;
}

/// Our end overlapped (anonymous pipes cannot time out), the child's end ordinary and inheritable.
bool openPipe(bool childReads, Handle& ours, Handle& childs)
{
	static std::atomic<unsigned> counter{0};
	const auto name =
		L"\\\\.\\pipe\\erphost-" + std::to_wstring(GetCurrentProcessId()) + L"-" + std::to_wstring(++counter);
	ours.value = CreateNamedPipeW(name.c_str(),
	                              (childReads ? PIPE_ACCESS_OUTBOUND : PIPE_ACCESS_INBOUND) | FILE_FLAG_OVERLAPPED |
	                                  FILE_FLAG_FIRST_PIPE_INSTANCE,
	                              PIPE_TYPE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, 65536, 65536, 0, nullptr);
	if (!ours.valid()) return false;
	SECURITY_ATTRIBUTES inheritable{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
	childs.value = CreateFileW(name.c_str(), childReads ? GENERIC_READ : GENERIC_WRITE, 0, &inheritable, OPEN_EXISTING,
	                           FILE_ATTRIBUTE_NORMAL, nullptr);
	return childs.valid();
}

/// The quoting that CommandLineToArgvW and the C runtime undo.
void appendQuoted(std::wstring& line, const std::wstring& argument)
{
	if (!line.empty()) line += L' ';
	if (!argument.empty() && argument.find_first_of(L" \t\n\v\"") == std::wstring::npos)
	{
		line += argument;
		return;
	}
	line += L'"';
	std::size_t backslashes = 0;
	for (const wchar_t c : argument)
	{
		if (c == L'\\')
		{
			++backslashes;
			continue;
		}
		line.append(c == L'"' ? 2 * backslashes + 1 : backslashes, L'\\');
		line += c;
		backslashes = 0;
	}
	line.append(2 * backslashes, L'\\');
	line += L'"';
}

std::wstring environmentBlock(const ChildProcess::Options& options)
{
	const auto ignoringCase = [](const std::wstring& a, const std::wstring& b) {
		return _wcsicmp(a.c_str(), b.c_str()) < 0;
	};
	std::map<std::wstring, std::wstring, decltype(ignoringCase)> variables(ignoringCase);
	wchar_t* const block = GetEnvironmentStringsW();
	for (const wchar_t* entry = block; *entry; entry += std::wcslen(entry) + 1)
	{
		const std::wstring text(entry);
		// Names may begin with '=': the current folders of the drives.
		const auto equals = text.find(L'=', 1);
		if (equals != std::wstring::npos) variables[text.substr(0, equals)] = text.substr(equals + 1);
	}
	FreeEnvironmentStringsW(block);
	for (const auto& [name, value] : options.environment) variables[toWide(name)] = toWide(value);
	std::wstring result;
	for (const auto& [name, value] : variables)
	{
		result.append(name).append(L"=").append(value);
		result += L'\0';
	}
	result += L'\0';
	return result;
}

/// STARTUPINFOEX with the list of handles that the child inherits: these and no others.
class StartupInfo
{
public:
	explicit StartupInfo(std::vector<HANDLE> inherited): _inherited(std::move(inherited))
	{
		SIZE_T size = 0;
		InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
		_buffer.resize(size);
		info.StartupInfo.cb = sizeof info;
		info.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
		info.lpAttributeList = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(_buffer.data());
		InitializeProcThreadAttributeList(info.lpAttributeList, 1, 0, &size);
		UpdateProcThreadAttribute(info.lpAttributeList, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, _inherited.data(),
		                          _inherited.size() * sizeof(HANDLE), nullptr, nullptr);
	}
	~StartupInfo() { DeleteProcThreadAttributeList(info.lpAttributeList); }
	StartupInfo(const StartupInfo&) = delete;
	StartupInfo& operator=(const StartupInfo&) = delete;

	STARTUPINFOEXW info{};

private:
	std::vector<HANDLE> _inherited;
	std::vector<char> _buffer;
};

/// Our standard error, or nowhere if there is none (a service has none).
HANDLE inheritableStandardError()
{
	HANDLE result = nullptr;
	const HANDLE ours = GetStdHandle(STD_ERROR_HANDLE);
	if (ours && ours != INVALID_HANDLE_VALUE &&
	    DuplicateHandle(GetCurrentProcess(), ours, GetCurrentProcess(), &result, 0, TRUE, DUPLICATE_SAME_ACCESS))
		return result;
	SECURITY_ATTRIBUTES inheritable{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
	return CreateFileW(L"NUL", GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, &inheritable, OPEN_EXISTING,
	                   FILE_ATTRIBUTE_NORMAL, nullptr);
}

} // namespace

std::int64_t currentProcessId()
{
	return GetCurrentProcessId();
}

std::string ExitStatus::describe() const
{
	if (!crashed) return "exit code " + std::to_string(code);
	char text[32];
	std::snprintf(text, sizeof text, "exception 0x%08X", static_cast<unsigned>(code));
	return text;
}

struct ChildProcess::Impl
{
	Handle process;
	DWORD id = 0;
	std::unique_ptr<LineWriter> writer;
	std::unique_ptr<LineReader> reader;

	std::optional<ExitStatus> status(DWORD timeout)
	{
		if (WaitForSingleObject(process.value, timeout) != WAIT_OBJECT_0) return std::nullopt;
		DWORD code = 0;
		GetExitCodeProcess(process.value, &code);
		// Codes with both top bits set are NTSTATUS errors: the process ended by an exception.
		return ExitStatus{static_cast<int>(code), (code & 0xC0000000) == 0xC0000000};
	}

	~Impl()
	{
		if (process.valid() && !status(0))
		{
			TerminateProcess(process.value, 137);
			status(INFINITE);
		}
		reader.reset();
	}
};

ChildProcess::ChildProcess(std::unique_ptr<Impl> impl): _impl(std::move(impl)) {}
ChildProcess::~ChildProcess() = default;

Result<std::unique_ptr<ChildProcess>> ChildProcess::spawn(Options options)
{
	const auto failed = [&](DWORD number) {
		return misconfigured("process.spawn_failed",
		                     "cannot start " + toUtf8(options.program) + ": " + windowsReason(number))
		    .with("program", toUtf8(options.program))
		    .with("reason", windowsReason(number));
	};
	Handle input;
	Handle childInput;
	Handle output;
	Handle childOutput;
	if (!openPipe(true, input, childInput) || !openPipe(false, output, childOutput)) return failed(GetLastError());
	const Handle standardError(inheritableStandardError());

	std::wstring line;
	appendQuoted(line, options.program.wstring());
	for (const auto& argument : options.arguments) appendQuoted(line, toWide(argument));
	auto environment = environmentBlock(options);

	StartupInfo startup({childInput.value, childOutput.value, standardError.value});
	startup.info.StartupInfo.hStdInput = childInput.value;
	startup.info.StartupInfo.hStdOutput = childOutput.value;
	startup.info.StartupInfo.hStdError = standardError.value;
	PROCESS_INFORMATION information{};
	// Suspended until it is in the job: it must not be able to outlive us from its first instruction on. A group of its
	// own keeps Ctrl-C for the supervisor.
	if (!CreateProcessW(options.program.c_str(), line.data(), nullptr, nullptr, TRUE,
	                    CREATE_SUSPENDED | CREATE_UNICODE_ENVIRONMENT | CREATE_NEW_PROCESS_GROUP |
	                        EXTENDED_STARTUPINFO_PRESENT,
	                    environment.data(), nullptr, &startup.info.StartupInfo, &information))
		return failed(GetLastError());
	auto impl = std::make_unique<Impl>();
	impl->process.value = information.hProcess;
	impl->id = information.dwProcessId;
	const Handle thread(information.hThread);
	if (!AssignProcessToJobObject(childrenJob(), information.hProcess)) return failed(GetLastError());
	ResumeThread(thread.value);

	impl->writer = std::make_unique<LineWriter>(input.release(), true);
	impl->reader = std::make_unique<LineReader>(output.release(), true);
	impl->reader->start(options.onLine ? std::move(options.onLine) : [](std::optional<std::string>) {});
	return std::unique_ptr<ChildProcess>(new ChildProcess(std::move(impl)));
}

std::int64_t ChildProcess::id() const
{
	return _impl->id;
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
	return _impl->status(0);
}

std::optional<ExitStatus> ChildProcess::wait(std::chrono::milliseconds timeout)
{
	return _impl->status(static_cast<DWORD>(timeout.count()));
}

void ChildProcess::kill()
{
	TerminateProcess(_impl->process.value, 137);
}

} // namespace erphost
