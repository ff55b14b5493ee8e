#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace erphost {

/// The writing end of a line channel over a pipe handle. Any thread. Owns the handle.
///
/// An overlapped handle (the supervisor's) gives up after a second and breaks the channel for good; an ordinary one
/// (the worker's standard output) may wait.
class LineWriter
{
public:
	LineWriter(void* handle, bool overlapped);
	~LineWriter();
	bool send(const std::string& line);
	void close();

private:
	bool write(const char* data, unsigned long size, unsigned long& written);

	std::mutex _mutex;
	void* _handle;
	void* _event = nullptr;
};

/// The reading end: a thread that hands over lines until the end or until this object dies. Owns the handle.
class LineReader
{
public:
	LineReader(void* handle, bool overlapped);
	~LineReader();
	/// onLine(nullopt) comes once, at the end of the input; not if this object dies before.
	void start(std::function<void(std::optional<std::string>)> onLine);

private:
	struct State;
	std::shared_ptr<State> _state;
};

} // namespace erphost
