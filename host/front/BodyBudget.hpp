#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <utility>

namespace erphost::front {

/// How many bytes of large bodies may lie in memory at once, whoever sends them and however many come. Any thread.
class BodyBudget
{
public:
	explicit BodyBudget(std::size_t most): _most(most) {}
	BodyBudget(const BodyBudget&) = delete;
	BodyBudget& operator=(const BodyBudget&) = delete;

	/// A part of the budget, given back when it dies.
	class Share
	{
	public:
		Share(BodyBudget& budget, std::size_t bytes): _budget(&budget), _bytes(bytes) {}
		Share(Share&& other) noexcept: _budget(std::exchange(other._budget, nullptr)), _bytes(other._bytes) {}
		Share& operator=(Share&& other) noexcept
		{
			std::swap(_budget, other._budget);
			std::swap(_bytes, other._bytes);
			return *this;
		}
		~Share()
		{
			if (_budget) _budget->_used -= _bytes;
		}

	private:
		BodyBudget* _budget;
		std::size_t _bytes;
	};

	/// Nothing if there is not that much left.
	std::optional<Share> take(std::size_t bytes)
	{
		if (_used.fetch_add(bytes) + bytes <= _most) return Share(*this, bytes);
		_used -= bytes;
		return std::nullopt;
	}

private:
	const std::size_t _most;
	std::atomic<std::size_t> _used{0};
};

} // namespace erphost::front
