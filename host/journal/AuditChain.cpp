#include "host/journal/AuditChain.hpp"

#include <sodium.h>

#include <array>

namespace erphost::journal {

std::string chainDigest(const std::string& previous, std::int64_t position, const AuditRow& row)
{
	std::string text;
	const auto add = [&](const std::string& field) {
		text += std::to_string(field.size());
		text += ':';
		text += field;
	};
	add(previous);
	add(std::to_string(position));
	add(std::to_string(row.occurredAtMs));
	for (const auto* field : {&row.actor, &row.branchId, &row.action, &row.subject, &row.detail, &row.correlationId})
		add(*field);

	std::array<unsigned char, 32> hash{};
	crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
	                   nullptr, 0);
	std::array<char, 65> hex{};
	sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
	return hex.data();
}

} // namespace erphost::journal
