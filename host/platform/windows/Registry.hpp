#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace erphost {

/// A key of the registry, open for reading; one that is missing or closed to us has no values.
class Registry
{
public:
	enum class View
	{
		native,
		bits32,
		bits64
	};
	/// Below HKEY_LOCAL_MACHINE, or of this account.
	explicit Registry(const std::wstring& path, bool ofAccount = false, View view = View::native);
	~Registry();
	Registry(const Registry&) = delete;
	Registry& operator=(const Registry&) = delete;

	bool exists() const { return _key != nullptr; }
	std::string text(const std::wstring& name) const;
	std::optional<std::uint32_t> number(const std::wstring& name) const;
	/// All text values.
	std::vector<std::pair<std::wstring, std::wstring>> values() const;

private:
	void* _key = nullptr;
};

} // namespace erphost
