#pragma once

#include "surface/Lives.hpp"

namespace parts {

/// PT-11: old parts go to the manufacturer in lots, with tracking, until the deposit is released.
class OldLotRoutes
{
public:
	explicit OldLotRoutes(const DeskKit& kit): _kit(kit) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> read(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> add(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> send(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> arrive(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> release(Tx& tx, const erphost::Request& request) const;

	Result<nlohmann::json> put(Tx& tx, const std::string& lotId, const std::string& branchId, const std::string& brand,
	                           const nlohmann::json& entry, std::size_t at, const Actor& actor) const;
	Result<nlohmann::json> entries(Tx& tx, const std::string& id) const;
	Result<erphost::Reply> reply(Tx& tx, const std::string& id, int status = 200) const;
	Posting postingOf(const nlohmann::json& lot, const nlohmann::json& entry, std::string_view kind,
	                  std::int64_t quantity, const Actor& actor) const;

	const DeskKit& _kit;
};

} // namespace parts
