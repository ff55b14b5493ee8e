#pragma once

#include <sqlite3.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

namespace erphost::store::testing {

/// Counts how often SQLite has data flushed to the disk, and can leave the flushing out. Becomes the default file
/// system layer of all connections opened while it lives; one at a time. For tests and benchmarks.
class CountingVfs
{
public:
	CountingVfs(): _base(sqlite3_vfs_find(nullptr)), _vfs(*_base)
	{
		active() = this;
		_vfs.zName = "erphost-counting";
		_vfs.pNext = nullptr;
		_vfs.xOpen = &CountingVfs::open;
		sqlite3_vfs_register(&_vfs, 1);
	}
	~CountingVfs()
	{
		sqlite3_vfs_unregister(&_vfs);
		sqlite3_vfs_register(_base, 1);
		active() = nullptr;
	}
	CountingVfs(const CountingVfs&) = delete;
	CountingVfs& operator=(const CountingVfs&) = delete;

	std::int64_t flushes() const { return _flushes; }
	void skipFlushing(bool skip) { _skip = skip; }

private:
	/// A copy of a file's methods with its flush replaced; the original stands behind it.
	struct Methods
	{
		sqlite3_io_methods patched;
		const sqlite3_io_methods* original;
	};

	static CountingVfs*& active()
	{
		static CountingVfs* instance = nullptr;
		return instance;
	}

	static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags)
	{
		auto& me = *active();
		const int code = me._base->xOpen(me._base, name, file, flags, outFlags);
		if (code == SQLITE_OK && file->pMethods) file->pMethods = &me.patch(file->pMethods).patched;
		return code;
	}

	static int sync(sqlite3_file* file, int flags)
	{
		const auto& methods = *reinterpret_cast<const Methods*>(file->pMethods);
		++active()->_flushes;
		return active()->_skip ? SQLITE_OK : methods.original->xSync(file, flags);
	}

	const Methods& patch(const sqlite3_io_methods* original)
	{
		const std::lock_guard lock(_mutex);
		auto& methods = _methods[original];
		if (!methods)
		{
			methods = std::make_unique<Methods>(Methods{*original, original});
			methods->patched.xSync = &CountingVfs::sync;
		}
		return *methods;
	}

	sqlite3_vfs* _base;
	sqlite3_vfs _vfs;
	std::mutex _mutex;
	std::map<const sqlite3_io_methods*, std::unique_ptr<Methods>> _methods;
	std::atomic<std::int64_t> _flushes{0};
	std::atomic<bool> _skip{false};
};

} // namespace erphost::store::testing
