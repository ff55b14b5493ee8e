#pragma once

#include "surface/FigureJson.hpp"

namespace survey {

/// Any indicator along any dimension, over months, and why customers are dissatisfied (SV-54, SV-57, SV-59).
class IndicatorRoutes
{
public:
	explicit IndicatorRoutes(const erphost::Host& host): _host(host) {}
	erphost::Result<void> addTo(erphost::Registry& registry) const;

private:
	/// What every one of these routes is asked: whose, which month, which basis; with the settings of the month.
	struct Asked
	{
		FigureQuery query;
		FigureSettings settings;
	};
	erphost::Result<Asked> asked(const erphost::Request& request) const;
	erphost::Result<erphost::Reply> one(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> names(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> trend(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> causes(erphost::Tx& tx, const erphost::Request& request) const;

	const erphost::Host& _host;
};

} // namespace survey
