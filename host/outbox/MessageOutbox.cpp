#include "host/outbox/MessageOutbox.hpp"

#include "host/platform/Failpoint.hpp"
#include "host/platform/Ids.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace erphost::outbox {

namespace {

constexpr std::size_t kLongestId = 100;
constexpr std::size_t kLongestRecipient = 200;
/// Ten text messages' worth; a letter's or a mail's text is longer than a message's.
constexpr std::size_t kLongestText = 20'000;

constexpr Sql kKnown{"message.known", "SELECT 1 FROM host_message WHERE owner = ?1 AND message_id = ?2"};

// The epoch is taken at put: after a restore nobody knows which of the messages that still wait have been sent.
constexpr Sql kPut{"message.put", R"(
INSERT INTO host_message (owner, message_id, number, channel, recipient, recipient_hash, subject, body, branch_id,
	business_key, about, epoch, state, attempts, not_before, next_attempt_at, expires_at, correlation_id, created_at,
	updated_at)
VALUES (?1, ?2, COALESCE((SELECT MAX(number) FROM host_message), 0) + 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
	COALESCE((SELECT CAST(value AS BIGINT) FROM host_meta WHERE name = 'epoch'), 1), 'waiting', 0, ?11, ?11, ?12, ?13, ?14,
	?14)
ON CONFLICT (owner, message_id) DO NOTHING)"};

constexpr Sql kHashKey{"message.hash_key", "SELECT value FROM host_meta WHERE name = 'message_hash_key'"};
constexpr Sql kMakeHashKey{"message.make_hash_key",
                           "INSERT INTO host_meta (name, value) VALUES ('message_hash_key', ?1) "
                           "ON CONFLICT (name) DO NOTHING"};

constexpr Sql kStatements[] = {kKnown, kPut, kHashKey, kMakeHashKey};

bool isChannel(const std::string& text)
{
	return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
	});
}

Result<std::string> hashKey(store::Transaction& tx)
{
	for (int tries = 0; tries < 2; ++tries)
	{
		{
			EH_TRY(auto row, tx.prepareAsHost(kHashKey));
			EH_TRY(const bool found, row.step());
			if (found) return row.text(0);
		}
		EH_CHECK(tx.execute(kMakeHashKey, newSecret()));
	}
	return bug("messaging.no_hash_key", "the key of the recipients' hashes cannot be kept");
}

Result<void> check(const OutgoingMessage& message)
{
	const auto refuse = [](const char* member) {
		return permanent("messaging.message_invalid", std::string("a message is not usable: ") + member)
		    .with("member", member);
	};
	if (message.id.empty() || message.id.size() > kLongestId) return refuse("id");
	if (!isChannel(message.channel)) return refuse("channel");
	// A line break in an address would be a header of its own in a mail.
	const auto lineBreak = [](const std::string& text) { return text.find_first_of("\r\n") != std::string::npos; };
	if (message.to.empty() || message.to.size() > kLongestRecipient || lineBreak(message.to)) return refuse("to");
	if (message.subject.size() > kLongestRecipient || lineBreak(message.subject)) return refuse("subject");
	if (message.text.empty() || message.text.size() > kLongestText) return refuse("text");
	if (message.businessKey.empty()) return refuse("business_key");
	if (message.about.size() > kLongestId) return refuse("about");
	if (message.expiresAtMs && message.notBeforeMs && *message.expiresAtMs <= *message.notBeforeMs)
		return refuse("expires_at");
	return {};
}

} // namespace

std::string normalised(std::string_view recipient)
{
	std::string plain;
	if (recipient.find('@') != std::string_view::npos)
	{
		for (const char c : recipient)
			if (c != ' ') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
		return plain;
	}
	for (const char c : recipient)
		if (c >= '0' && c <= '9') plain += c;
	if (plain.size() == 15 && plain.starts_with("0086")) plain.erase(0, 4);
	if (plain.size() == 13 && plain.starts_with("86")) plain.erase(0, 2);
	return plain.empty() ? std::string(recipient) : plain; // a postal address
}

Result<std::string> recipientHash(store::Transaction& tx, std::string_view recipient)
{
	EH_TRY(const auto key, hashKey(tx));
	const auto plain = normalised(recipient);
	std::array<unsigned char, 16> hash{};
	crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(plain.data()), plain.size(),
	                   reinterpret_cast<const unsigned char*>(key.data()),
	                   std::min<std::size_t>(key.size(), crypto_generichash_KEYBYTES_MAX));
	std::array<char, 33> hex{};
	sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
	return std::string(hex.data());
}

Result<void> putMessage(store::Transaction& tx, const OutgoingMessage& message, std::int64_t nowMs)
{
	EH_CHECK(check(message));
	{
		EH_TRY(auto row, tx.prepareAsHost(kKnown));
		EH_CHECK(row.bindAll(message.owner, message.id));
		EH_TRY(const bool known, row.step());
		if (known) return {};
	}
	EH_TRY(const auto hash, recipientHash(tx, message.to));
	EH_CHECK(tx.execute(kPut, message.owner, message.id, message.channel, message.to, hash, message.subject,
	                    message.text, message.branchId, message.businessKey, message.about,
	                    message.notBeforeMs.value_or(nowMs), message.expiresAtMs, message.correlationId, nowMs));
	tx.hintAfterCommit();
	EH_FAILPOINT("message.after_put");
	return {};
}

std::span<const Sql> messageStatements()
{
	return kStatements;
}

} // namespace erphost::outbox
