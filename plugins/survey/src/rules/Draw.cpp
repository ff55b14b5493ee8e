#include "Draw.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace survey {

namespace {

using Digest = std::array<unsigned char, 16>;

/// BLAKE2b over length-prefixed parts: "ab"+"c" and "a"+"bc" differ.
Digest digest(std::string_view key, std::initializer_list<std::string_view> parts)
{
	crypto_generichash_state state;
	std::string bounded(key.substr(0, crypto_generichash_KEYBYTES_MAX));
	const bool keyed = bounded.size() >= crypto_generichash_KEYBYTES_MIN;
	crypto_generichash_init(&state, keyed ? reinterpret_cast<const unsigned char*>(bounded.data()) : nullptr,
	                        keyed ? bounded.size() : 0, sizeof(Digest));
	const auto add = [&](std::string_view text) {
		const std::string prefix = std::to_string(text.size()) + ":";
		crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(prefix.data()), prefix.size());
		crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
	};
	add(key); // keys shorter than the hash's own key length count as well
	for (const auto part : parts) add(part);
	Digest result;
	crypto_generichash_final(&state, result.data(), result.size());
	return result;
}

std::string hex(const Digest& bytes)
{
	std::string text(bytes.size() * 2 + 1, '\0');
	sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
	text.pop_back();
	return text;
}

} // namespace

Quota quotaOf(std::int64_t rate, std::int64_t finished, std::int64_t carry)
{
	const std::int64_t owed = rate * finished + carry;
	const std::int64_t take = owed > 0 ? (owed + kWhole - 1) / kWhole : 0;
	return {take, owed - take * kWhole};
}

std::string rankOf(std::string_view key, std::string_view period, std::string_view order)
{
	return hex(digest(key, {"rank", period, order}));
}

std::vector<std::size_t> drawn(std::string_view key, std::string_view period, const std::vector<std::string>& orders,
                               std::int64_t take)
{
	std::vector<std::pair<std::string, std::size_t>> ranked;
	ranked.reserve(orders.size());
	for (std::size_t i = 0; i < orders.size(); ++i) ranked.emplace_back(rankOf(key, period, orders[i]) + orders[i], i);
	std::sort(ranked.begin(), ranked.end());
	const auto count = std::min(ranked.size(), static_cast<std::size_t>(std::max<std::int64_t>(take, 0)));
	std::vector<std::size_t> taken;
	taken.reserve(count);
	for (std::size_t i = 0; i < count; ++i) taken.push_back(ranked[i].second);
	return taken;
}

std::string taskId(std::string_view kind, std::string_view branchId, std::string_view erpKey)
{
	return hex(digest("task", {kind, branchId, erpKey}));
}

} // namespace survey
