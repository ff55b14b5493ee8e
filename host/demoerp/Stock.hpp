#pragma once

#include "host/demoerp/Company.hpp"
#include "host/demoerp/Order.hpp"

#include <cstdint>
#include <vector>

namespace erphost::demoerp {

/// What lies in the stores at the end (KCYE): at its last count a store was filled up to a multiple of the minimum,
/// since then the repairs and installs of its branch took from it. The central store only fills up others.
class Stock
{
public:
	Stock(const Company& company, Random& random, LocalSeconds now);

	/// An order that the ERP shows as done; its parts leave the branch's store on the day that was typed in.
	void use(const WorkOrder& order);

	Result<void> write(SqliteFile& file) const;

private:
	struct Shelf
	{
		std::string_view branch;
		const char *warehouse, *name;
		int part;
		bool kept; ///< not every branch keeps everything
		LocalSeconds counted;
		std::int64_t spare; ///< minimums above what was used
		std::int64_t used = 0;
	};
	std::vector<Shelf> _shelves; ///< by branch, then part; the central store's behind them
	const Company& _company;
};

} // namespace erphost::demoerp
