#pragma once

#include <erphost/Plugin.hpp>

/// Reminders with a date, of a branch. Two routes to read and write them, one to say that it is done, and a job that
/// moves them on as days go by.
class RemindersPlugin : public erphost::Plugin
{
public:
	using Plugin::Plugin;
	erphost::Result<void> start(erphost::Registry& registry) override;

private:
	erphost::Result<erphost::Reply> list(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> add(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> done(erphost::Tx& tx, const erphost::Request& request) const;
	/// True: there is more to do at once.
	erphost::Result<bool> moveOn(erphost::Tx& tx) const;

	/// The setting in force today: an administrator may change it from a date on.
	erphost::Result<int> nearDays(const std::string& today) const;
};
