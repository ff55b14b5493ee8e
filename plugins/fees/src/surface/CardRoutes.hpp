#pragma once

#include "surface/FineWork.hpp"

#include <nlohmann/json.hpp>

namespace fees {

/// HTTP of install cards and repair slips on their way to the manufacturer (FE-30, FE-31).
class CardRoutes
{
public:
	explicit CardRoutes(const erphost::Host& host): _host(host), _fines(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

	/// Takes a card in; returns its id.
	Result<std::string> collect(Tx& tx, const std::string& branch, const nlohmann::json& row, const Doer& who) const;
	/// Taken in by mistake: its order is without a card again. False if it is on its way to the manufacturer.
	Result<bool> takeOut(Tx& tx, const std::string& id, const std::string& why) const;
	/// What card an order of the ERP needs, and the number of the one that is here ('' none); nullopt for an order that
	/// needs none.
	struct Wanted
	{
		std::string brand, type, card;
	};
	static Result<std::optional<Wanted>> cardOfOrder(Tx& tx, const std::string& branch, const std::string& orderNumber);

private:
	using Request = erphost::Request;
	using Reply = erphost::Reply;

	Result<void> addLots(erphost::Registry& registry) const;
	/// Which orders of the ERP need a card.
	Result<void> changed(Tx& tx, std::int64_t from, std::int64_t to) const;
	Result<Reply> list(Tx& tx, const Request& request) const;
	Result<Reply> missing(Tx& tx, const Request& request) const;
	Result<Reply> create(Tx& tx, const Request& request) const;
	Result<Reply> batch(Tx& tx, const Request& request) const;
	Result<Reply> condition(Tx& tx, const Request& request) const;
	Result<Reply> lost(Tx& tx, const Request& request) const;
	Result<Reply> enter(Tx& tx, const Request& request) const;
	Result<Reply> makeVoid(Tx& tx, const Request& request) const;
	Result<Reply> lots(Tx& tx, const Request& request) const;
	Result<Reply> lot(Tx& tx, const Request& request) const;
	Result<Reply> createLot(Tx& tx, const Request& request) const;
	Result<Reply> postLot(Tx& tx, const Request& request) const;
	Result<Reply> arriveLot(Tx& tx, const Request& request) const;
	Result<Reply> invoiceLot(Tx& tx, const Request& request) const;

	Result<nlohmann::json> required(Tx& tx, const Request& request) const;
	Result<nlohmann::json> requiredLot(Tx& tx, const Request& request) const;
	Result<Reply> shown(Tx& tx, const std::string& id, int status) const;
	Result<Reply> lotShown(Tx& tx, const std::string& id, int status) const;
	/// FE-31: proposes the fine for a bad or lost card.
	Result<std::string> propose(Tx& tx, const nlohmann::json& about, const std::string& proposal, bool isLost,
	                            const LiablePerson& liable, std::optional<Fen> rate, const Doer& who) const;

	const erphost::Host& _host;
	FineWork _fines;
};

/// A card as the API shows it, from a row of the card statements.
nlohmann::json cardJson(const erphost::Query& row);

/// An entry of the manufacturer's account, once: what he owes more (> 0) or less.
struct BrandEntry
{
	std::string id, kind; ///< claimed, subsidy, differs, refused, paid
	Fen sumFen = 0;
	std::string ref;
};
Result<void> putBrandEntry(Tx& tx, const erphost::Host& host, const nlohmann::json& card, const BrandEntry& entry,
                           const Doer& who);

} // namespace fees
