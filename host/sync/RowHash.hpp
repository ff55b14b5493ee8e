#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace erphost::sync {

/// Digest of a row's values that decides whether it changed: SipHash-2-4 over tagged, length-prefixed canonical values,
/// so that NULL differs from '' and values cannot flow into each other. Same values, same digest, on every machine.
class RowHash
{
public:
	void clear() { _buffer.clear(); }
	void null() { _buffer.push_back('n'); }
	void number(std::int64_t value)
	{
		_buffer.push_back('i');
		_buffer.append(reinterpret_cast<const char*>(&value), sizeof value); // every platform of ours is little-endian
	}
	void text(std::string_view value)
	{
		const auto size = static_cast<std::uint32_t>(value.size());
		_buffer.push_back('t');
		_buffer.append(reinterpret_cast<const char*>(&size), sizeof size);
		_buffer.append(value);
	}
	std::int64_t digest() const;

private:
	std::string _buffer;
};

/// 16 hex digits for comparing configuration texts.
std::string textDigest(std::string_view text);

} // namespace erphost::sync
