#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace erphost::demoerp {

/// SplitMix64: the same numbers from the same seed on every platform, which the distributions of <random> do not
/// promise.
class Random
{
public:
	explicit Random(std::uint64_t seed): _state(seed) {}

	std::uint64_t next()
	{
		std::uint64_t z = (_state += 0x9E3779B97F4A7C15ULL);
		z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
		z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
		return z ^ (z >> 31);
	}

	/// 0 … n-1; n at least 1 and below 2^32.
	std::int64_t below(std::int64_t n)
	{
		return static_cast<std::int64_t>(((next() >> 32) * static_cast<std::uint64_t>(n)) >> 32);
	}

	/// low … high, both included.
	std::int64_t between(std::int64_t low, std::int64_t high) { return low + below(high - low + 1); }

	/// True in `permille` of 1000 cases.
	bool chance(int permille) { return below(1000) < permille; }

	/// Three dice: around the middle of low … high, seldom at its ends.
	std::int64_t about(std::int64_t low, std::int64_t high)
	{
		return (between(low, high) + between(low, high) + between(low, high)) / 3;
	}

	template <typename T, std::size_t N>
	const T& pick(const T (&list)[N])
	{
		return list[static_cast<std::size_t>(below(static_cast<std::int64_t>(N)))];
	}
	template <typename T>
	const T& pick(std::span<const T> list)
	{
		return list[static_cast<std::size_t>(below(static_cast<std::int64_t>(list.size())))];
	}

	/// Index into a list of weights.
	template <std::size_t N>
	std::size_t weighted(const int (&weights)[N])
	{
		std::int64_t sum = 0;
		for (const int weight : weights) sum += weight;
		auto left = below(sum);
		for (std::size_t i = 0; i < N; ++i)
			if ((left -= weights[i]) < 0) return i;
		return N - 1;
	}

private:
	std::uint64_t _state;
};

} // namespace erphost::demoerp
