#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace fees {

/// An id that says the same for the same parts in any store: what is told twice is one thing.
std::string idOf(std::initializer_list<std::string_view> parts);

/// A new id that nobody else has; ids grow with time (UUIDv7).
std::string newId(std::int64_t nowMs);

} // namespace fees
