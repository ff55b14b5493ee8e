#pragma once

#include "host/demoerp/Catalogue.hpp"
#include "host/demoerp/LocalText.hpp"
#include "host/demoerp/SqliteFile.hpp"

#include <array>
#include <string>
#include <vector>

namespace erphost::demoerp {

struct Technician
{
	std::string number; ///< SFBH, unpadded
	std::string provider;
	bool outsourced = false;
};

struct Branch
{
	const BranchData* data = nullptr;
	std::vector<std::string> stores;
	std::vector<Technician> technicians;
	std::vector<std::string> drivers;
	std::vector<std::string> sellers;
	std::string cashier;
	std::string office;       ///< WDBH of the own service point
	std::string manufacturer; ///< WDBH of a manufacturer's own service, where the branch has one
	std::string partner;      ///< WDBH of a shop-in-shop partner
	std::string carrier;      ///< WDBH of the outside carrier
};

/// Branches, stores, people, service points, goods and parts: everything that stands before the first order.
/// `write` fills an empty database; `read` takes the same from a generated one, so that it can live on.
struct Company
{
	std::vector<Branch> branches;
	std::int64_t technicians = 0;
	std::int64_t parts = 0;

	static Result<Company> write(SqliteFile& file, Random& random, LocalSeconds start);
	static Result<Company> read(SqliteFile& file);

	/// A branch by its share of the business.
	const Branch& pickBranch(Random& random) const;
};

} // namespace erphost::demoerp
