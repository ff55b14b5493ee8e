#pragma once

#include "erphost/Plugin.hpp"
#include "store/People.hpp"
#include "surface/CaseWork.hpp"

namespace complaints {

/// Photos, recordings and papers of a case.
class AttachmentRoutes
{
public:
	explicit AttachmentRoutes(const CaseWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> attach(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> download(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> detach(Tx& tx, const erphost::Request& request) const;
	Result<Attachment> find(Tx& tx, const erphost::Request& request, const Case& item) const;

	const CaseWork& _work;
};

} // namespace complaints
