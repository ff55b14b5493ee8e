#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <random>
#include <string>

namespace erphost::validator {

/// Makes inputs of JSON Schemas: what a stranger may send that the schema lets through, from the plainest to the
/// nastiest. The same seed makes the same inputs.
class Inputs
{
public:
	explicit Inputs(std::uint64_t seed): _random(seed) {}

	/// A value that fits; where a schema says more than this understands it may not, and the host refuses it.
	nlohmann::json fitting(const nlohmann::json& schema);
	/// Any JSON object, of other types and depths than anybody expects.
	nlohmann::json wild();
	/// A part of a path.
	std::string pathPart();
	/// Between 0 and `count` − 1.
	std::size_t below(std::size_t count);
	std::mt19937_64& random() { return _random; }

private:
	std::string text(std::size_t least, std::size_t most);
	nlohmann::json value(int depth);

	std::mt19937_64 _random;
};

} // namespace erphost::validator
