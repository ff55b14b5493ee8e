#include "host/platform/ChildProcess.hpp"
#include "host/platform/windows/LinePipe.hpp"

#include <cstdio>

#include <io.h>
#include <windows.h>

namespace erphost {

struct ParentChannel::Impl
{
	LineWriter writer;
	LineReader reader;
	Impl(HANDLE input, HANDLE output): writer(output, false), reader(input, false) {}
};

ParentChannel::ParentChannel(std::unique_ptr<Impl> impl): _impl(std::move(impl)) {}
ParentChannel::~ParentChannel() = default;

std::unique_ptr<ParentChannel> ParentChannel::takeOver()
{
	std::fflush(stdout);
	// Duplicates that are ours alone and not inheritable; then both the C runtime and the system handles are pointed
	// elsewhere, because libraries use either.
	const auto own = [](DWORD which) {
		HANDLE result = nullptr;
		DuplicateHandle(GetCurrentProcess(), GetStdHandle(which), GetCurrentProcess(), &result, 0, FALSE,
		                DUPLICATE_SAME_ACCESS);
		return result;
	};
	const HANDLE input = own(STD_INPUT_HANDLE);
	const HANDLE output = own(STD_OUTPUT_HANDLE);
	if (_fileno(stderr) >= 0) _dup2(_fileno(stderr), _fileno(stdout) >= 0 ? _fileno(stdout) : 1);
	SetStdHandle(STD_OUTPUT_HANDLE, GetStdHandle(STD_ERROR_HANDLE));
	if (std::FILE* nothing = std::fopen("NUL", "r"))
	{
		_dup2(_fileno(nothing), 0);
		std::fclose(nothing);
	}
	return std::unique_ptr<ParentChannel>(new ParentChannel(std::make_unique<Impl>(input, output)));
}

bool ParentChannel::send(const std::string& line)
{
	return _impl->writer.send(line);
}

void ParentChannel::start(std::function<void(std::optional<std::string>)> onLine)
{
	_impl->reader.start(std::move(onLine));
}

} // namespace erphost
