#include "host/security/Password.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <semaphore>

namespace erphost::security {

namespace {

constexpr std::ptrdiff_t kAtOnce = 2;

std::counting_semaphore<kAtOnce>& places()
{
	static std::counting_semaphore<kAtOnce> semaphore(kAtOnce);
	return semaphore;
}

class Place
{
public:
	Place() { places().acquire(); }
	~Place() { places().release(); }
	Place(const Place&) = delete;
	Place& operator=(const Place&) = delete;
};

constexpr std::array kCommon = {"password", "password1", "passw0rd",   "12345678",   "123456789", "1234567890",
                                "11111111", "88888888",  "66666666",   "00000000",   "qwertyui",  "qwerty123",
                                "1q2w3e4r", "admin123",  "admin1234",  "woaini1314", "iloveyou",  "abc12345",
                                "a1234567", "87654321",  "5201314520", "erphost123", "asdfghjk",  "aa123456"};

std::string lower(std::string_view text)
{
	std::string changed(text);
	for (auto& c : changed)
		if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
	return changed;
}

std::string hashWith(std::string_view password)
{
	if (sodium_init() < 0) return {};
	const Place place;
	std::array<char, crypto_pwhash_STRBYTES> text{};
	const int outcome =
		crypto_pwhash_str_alg(text.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
	                          crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
	return outcome == 0 ? std::string(text.data()) : std::string();
}

} // namespace

Result<void> checkPassword(std::string_view password, std::string_view username)
{
	const auto plain = lower(password);
	const auto characters = std::count_if(password.begin(), password.end(),
	                                      [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
	const bool repeated = std::all_of(plain.begin(), plain.end(), [&](char c) { return c == plain.front(); });
	const bool common = std::find(kCommon.begin(), kCommon.end(), plain) != kCommon.end();
	if (static_cast<std::size_t>(characters) < kShortestPassword || password.size() > kLongestPassword || repeated ||
	    common || plain == lower(username))
		return permanent("auth.password_weak", "the password is too weak")
		    .with("minimum", std::to_string(kShortestPassword));
	return {};
}

Result<std::string> hashPassword(std::string_view password)
{
	auto hash = hashWith(password);
	if (hash.empty()) return transient("auth.hash_failed", "no memory for hashing a password");
	return hash;
}

bool verifyPassword(const std::string& hash, std::string_view password)
{
	// Something to compare with where there is no user or no password.
	static const std::string kNobody = hashWith("nobody has this password");
	const auto& against = hash.empty() ? kNobody : hash;
	if (password.size() > kLongestPassword) return false;
	const Place place;
	const bool right = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
	return right && !hash.empty();
}

} // namespace erphost::security
