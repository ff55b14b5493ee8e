#pragma once

#include "surface/DeskKit.hpp"

namespace parts {

/// PT-17: defective units on their own path.
class DefectiveRoutes
{
public:
	explicit DefectiveRoutes(const DeskKit& kit): _kit(kit) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> read(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> progress(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> find(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> move(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> reply(Tx& tx, const std::string& id, int status = 200) const;

	const DeskKit& _kit;
};

} // namespace parts
