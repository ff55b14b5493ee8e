#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace erphost::bench {

/// A database's own fastest client: the ceiling. Throws std::runtime_error.
class FastClient
{
public:
	virtual ~FastClient() = default;
	virtual void execute(const std::string& sql) = 0;
	/// Reads all rows as text; returns the bytes of the values.
	virtual std::uint64_t read(const std::string& select) = 0;
	/// Upserts rows (values in column order, never NULL) into `table` by the fastest way there is; one transaction.
	virtual void push(const std::string& table, const std::vector<std::string>& columns,
	                  const std::vector<std::vector<std::string>>& rows) = 0;

	static std::unique_ptr<FastClient> postgres(const std::string& conninfo);
	static std::unique_ptr<FastClient> mariaDb(const std::string& settings);
	static std::unique_ptr<FastClient> sqlite(const std::string& file);
};

} // namespace erphost::bench
