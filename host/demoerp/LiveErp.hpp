#pragma once

#include "host/demoerp/DemoErp.hpp"
#include "host/demoerp/Order.hpp"

namespace erphost::demoerp {

/// One tick of an ERP that lives on: shops take orders, the desk dispatches, technicians telephone and finish, goods
/// arrive, cashiers take money, branches answer contact sheets, and the ERP takes over what lies in its interface
/// tables. One thread.
class LiveErp
{
public:
	/// Opens a generated file. "demoerp.sqlite" if it is none.
	static Result<LiveErp> open(const std::filesystem::path& file, std::uint64_t seed);

	/// One transaction at local time `now`. "demoerp.busy" (transient) if somebody else keeps the file locked.
	Result<LiveStep> step(LocalSeconds now);

private:
	LiveErp(SqliteFile file, Company company, std::uint64_t seed);

	Result<LiveStep> work(LocalSeconds now);
	Result<void> takeOrder(LocalSeconds now, LiveStep& step);
	Result<void> dispatch(LocalSeconds now, LiveStep& step);
	Result<void> telephone(LocalSeconds now, LiveStep& step);
	Result<void> finish(LocalSeconds now, LiveStep& step);
	/// The cashier types in what the clerk passed on, as it stands on the order.
	Result<void> takeCash(LocalSeconds now, LiveStep& step);
	/// `order`: branch, number, store, technician, sum as text.
	Result<void> enterCash(const std::vector<std::string>& order, LocalSeconds now, LiveStep& step);
	/// The store counts what a stocktake asks for and types it into the row.
	Result<void> count(LocalSeconds now, LiveStep& step);
	/// Issues and returns that the ledger has and the ERP not yet.
	Result<void> bookDifference(LocalSeconds now, LiveStep& step);
	/// Interface rows that were read.
	Result<void> takeOver(LocalSeconds now);
	Result<void> deliver(LocalSeconds now, LiveStep& step);
	/// A branch types what it found and did into the row of a contact sheet.
	Result<void> answerSheet(LocalSeconds now, LiveStep& step);
	Result<Customer> anyCustomer(const Branch& branch, LocalSeconds now);
	const Branch* branchOf(std::string_view code) const;

	SqliteFile _file;
	Company _company;
	Random _random;
};

} // namespace erphost::demoerp
