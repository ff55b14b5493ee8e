#pragma once

#include "surface/DeskKit.hpp"

namespace parts {

/// Text messages to customers of the desk. What went out counts as told (PT-07, PT-20).
class CustomerMessages
{
public:
	explicit CustomerMessages(const DeskKit& kit): _kit(kit) {}
	Result<void> addTo(erphost::Registry& registry) const;

	struct Draft
	{
		std::string about;    ///< "waiting" or "carry_in": the setting with the text, and where `sent` belongs
		std::string recordId; ///< of the waiting order or slip
		std::string told;     ///< the date that it names, or ''
		std::string phone, branchId, businessKey;
		std::map<std::string, std::string, std::less<>> values;
	};
	/// Sends it if messages about it are on and there is a number; the same told date is the same message.
	Result<void> send(Tx& tx, const Draft& draft) const;

private:
	Result<void> sent(Tx& tx, const erphost::Event& event) const;

	const DeskKit& _kit;
};

} // namespace parts
