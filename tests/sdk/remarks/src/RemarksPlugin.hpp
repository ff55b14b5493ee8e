#pragma once

#include <erphost/Plugin.hpp>

/// Lets a clerk write a remark beside an order of the ERP.
class RemarksPlugin : public erphost::Plugin
{
public:
	using Plugin::Plugin;
	erphost::Result<void> start(erphost::Registry& registry) override;

private:
	erphost::Result<erphost::Reply> list(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> add(erphost::Tx& tx, const erphost::Request& request) const;
};
