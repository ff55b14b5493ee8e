#include "host/files/FileType.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace erphost::files {

namespace {

using namespace std::string_view_literals;

constexpr std::array kAliases = {
	std::pair{"image/jpeg"sv, "image/jpeg"sv},
	std::pair{"image/jpg"sv, "image/jpeg"sv},
	std::pair{"image/png"sv, "image/png"sv},
	std::pair{"image/webp"sv, "image/webp"sv},
	std::pair{"audio/mpeg"sv, "audio/mpeg"sv},
	std::pair{"audio/mp3"sv, "audio/mpeg"sv},
	std::pair{"audio/mp4"sv, "audio/mp4"sv},
	std::pair{"audio/m4a"sv, "audio/mp4"sv},
	std::pair{"audio/x-m4a"sv, "audio/mp4"sv},
	std::pair{"audio/wav"sv, "audio/wav"sv},
	std::pair{"audio/x-wav"sv, "audio/wav"sv},
	std::pair{"audio/wave"sv, "audio/wav"sv},
	std::pair{"audio/vnd.wave"sv, "audio/wav"sv},
	std::pair{"audio/amr"sv, "audio/amr"sv},
	std::pair{"application/pdf"sv, "application/pdf"sv},
};

/// Brands of the ISO container that hold sound, as telephones record it.
constexpr std::array kSoundBrands = {"M4A "sv, "M4B "sv, "mp41"sv, "mp42"sv, "isom"sv, "iso2"sv, "3gp4"sv, "3gp5"sv};

bool isRiff(std::string_view bytes, std::string_view form)
{
	return bytes.size() >= 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == form;
}

/// A tag, or the first frame: eleven bits set, a version and a layer that exist.
bool isMpegAudio(std::string_view bytes)
{
	if (bytes.starts_with("ID3")) return true;
	if (bytes.size() < 4 || static_cast<unsigned char>(bytes[0]) != 0xFF) return false;
	const auto second = static_cast<unsigned char>(bytes[1]);
	return (second & 0xE0) == 0xE0 && (second & 0x18) != 0x08 && (second & 0x06) != 0;
}

bool isMp4Audio(std::string_view bytes)
{
	return bytes.size() >= 12 && bytes.substr(4, 4) == "ftyp" &&
	       std::find(kSoundBrands.begin(), kSoundBrands.end(), bytes.substr(8, 4)) != kSoundBrands.end();
}

} // namespace

std::optional<std::string> acceptedType(std::string_view mediaType)
{
	std::string plain(mediaType.substr(0, mediaType.find(';')));
	plain.erase(std::remove(plain.begin(), plain.end(), ' '), plain.end());
	std::transform(plain.begin(), plain.end(), plain.begin(),
	               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
	for (const auto& [alias, proper] : kAliases)
		if (alias == plain) return std::string(proper);
	return std::nullopt;
}

bool looksLike(std::string_view type, std::string_view bytes)
{
	if (type == "image/jpeg") return bytes.starts_with("\xFF\xD8\xFF"sv);
	if (type == "image/png") return bytes.starts_with("\x89PNG\r\n\x1A\n"sv);
	if (type == "image/webp") return isRiff(bytes, "WEBP");
	if (type == "application/pdf") return bytes.starts_with("%PDF-"sv);
	if (type == "audio/mpeg") return isMpegAudio(bytes);
	if (type == "audio/mp4") return isMp4Audio(bytes);
	if (type == "audio/wav") return isRiff(bytes, "WAVE");
	if (type == "audio/amr") return bytes.starts_with("#!AMR\n"sv) || bytes.starts_with("#!AMR-WB\n"sv);
	return false;
}

} // namespace erphost::files
