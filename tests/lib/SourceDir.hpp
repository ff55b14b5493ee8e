#pragma once

#include <string>

namespace erphost::test {

/// The project's folder, whose files the tests read. Linked in, not a definition: what the tests compile to is the same
/// in every copy of the project, and a clone's first build comes out of the compiler cache.
const std::string& sourceDir();

} // namespace erphost::test
