#include "host/platform/ChildProcess.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/SystemService.hpp"
#include "host/platform/windows/Registry.hpp"
#include "host/platform/windows/WindowsError.hpp"

#include <thread>

#include <windows.h>
// After windows.h, which they need.
#include <objbase.h>
#include <shellapi.h>
#include <shlobj.h>

namespace erphost {
namespace {

constexpr const wchar_t* kProduct = L"SOFTWARE\\erphost";

Error failed(const std::string& what, DWORD number)
{
	return transient("service.failed", what + ": " + windowsReason(number))
	    .with("service", what)
	    .with("reason", windowsReason(number));
}

/// COM for the shell's objects on this thread.
struct Com
{
	bool mine = SUCCEEDED(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE));
	~Com()
	{
		if (mine) CoUninitialize();
	}
};

/// Releases a COM object at the end of its scope.
template <typename Interface>
struct ComPointer
{
	Interface* value = nullptr;
	ComPointer() = default;
	ComPointer(const ComPointer&) = delete;
	ComPointer& operator=(const ComPointer&) = delete;
	~ComPointer()
	{
		if (value) value->Release();
	}
	void** out() { return reinterpret_cast<void**>(&value); }
};

std::filesystem::path startMenu()
{
	wchar_t path[MAX_PATH] = L"";
	if (FAILED(SHGetFolderPathW(nullptr, CSIDL_COMMON_PROGRAMS, nullptr, SHGFP_TYPE_CURRENT, path))) return {};
	return path;
}

HRESULT writeLink(const std::filesystem::path& file, const StartMenuEntry& entry)
{
	ComPointer<IShellLinkW> link;
	if (const auto code = CoCreateInstance(CLSID_ShellLink, nullptr, CLSCTX_INPROC_SERVER, IID_IShellLinkW, link.out());
	    FAILED(code))
		return code;
	link.value->SetPath(entry.program.c_str());
	link.value->SetArguments(toWide(entry.arguments).c_str());
	link.value->SetDescription(toWide(entry.description).c_str());
	if (ComPointer<IShellLinkDataList> flags;
	    entry.asAdministrator && SUCCEEDED(link.value->QueryInterface(IID_IShellLinkDataList, flags.out())))
	{
		DWORD present = 0;
		if (SUCCEEDED(flags.value->GetFlags(&present))) flags.value->SetFlags(present | SLDF_RUNAS_USER);
	}
	ComPointer<IPersistFile> saved;
	if (const auto code = link.value->QueryInterface(IID_IPersistFile, saved.out()); FAILED(code)) return code;
	return saved.value->Save(file.c_str(), TRUE);
}

std::filesystem::path systemProgram(const wchar_t* name)
{
	wchar_t folder[MAX_PATH] = L"";
	GetSystemDirectoryW(folder, MAX_PATH);
	return std::filesystem::path(folder) / name;
}

/// netsh, whose words tell why it failed; they are in the machine's language and code page.
Result<void> netsh(std::vector<std::string> arguments)
{
	ChildProcess::Options options;
	options.program = systemProgram(L"netsh.exe");
	options.arguments = {"advfirewall", "firewall"};
	options.arguments.insert(options.arguments.end(), arguments.begin(), arguments.end());
	options.onLine = [](const std::optional<std::string>&) {};
	EH_TRY(const auto child, ChildProcess::spawn(std::move(options)));
	for (int waited = 0; waited < 300; ++waited)
	{
		if (const auto ended = child->poll())
		{
			if (ended->code == 0 && !ended->crashed) return {};
			return misconfigured("service.firewall", "netsh: " + ended->describe()).with("reason", ended->describe());
		}
		std::this_thread::sleep_for(std::chrono::milliseconds(100));
	}
	child->kill();
	return misconfigured("service.firewall", "netsh did not end").with("reason", "30 s");
}

} // namespace

Result<void> putStartMenu(const std::string& folder, const std::vector<StartMenuEntry>& entries)
{
	removeStartMenu(folder);
	const auto menu = startMenu();
	std::error_code problem;
	if (!menu.empty()) std::filesystem::create_directories(menu / toPath(folder), problem);
	if (menu.empty() || problem) return failed("start menu", ERROR_PATH_NOT_FOUND);
	const Com com;
	for (const auto& entry : entries)
		if (const auto code = writeLink(menu / toPath(folder) / toPath(entry.name + ".lnk"), entry); FAILED(code))
			return failed("start menu", static_cast<DWORD>(code));
	return {};
}

void removeStartMenu(const std::string& folder)
{
	const auto menu = startMenu();
	std::error_code ignored;
	if (!menu.empty() && !folder.empty()) std::filesystem::remove_all(menu / toPath(folder), ignored);
}

Result<void> openInBrowser(const std::string& url)
{
	const Com com;
	// A value above 32 is success.
	if (reinterpret_cast<std::intptr_t>(
			ShellExecuteW(nullptr, L"open", toWide(url).c_str(), nullptr, nullptr, SW_SHOWNORMAL)) > 32)
		return {};
	return failed("browser", GetLastError());
}

Result<void> openFirewall(const std::string& name, int port)
{
	closeFirewall(name);
	return netsh(
		{"add", "rule", "name=" + name, "dir=in", "action=allow", "protocol=TCP", "localport=" + std::to_string(port)});
}

void closeFirewall(const std::string& name)
{
	// One that is not there is what is wanted.
	const auto ignored = netsh({"delete", "rule", "name=" + name});
	static_cast<void>(ignored);
}

void publishAddress(const std::string& address)
{
	HKEY key = nullptr;
	if (RegCreateKeyExW(HKEY_LOCAL_MACHINE, kProduct, 0, nullptr, 0, KEY_WRITE, nullptr, &key, nullptr) !=
	    ERROR_SUCCESS)
		return;
	const auto text = toWide(address);
	RegSetValueExW(key, L"Address", 0, REG_SZ, reinterpret_cast<const BYTE*>(text.c_str()),
	               static_cast<DWORD>((text.size() + 1) * sizeof(wchar_t)));
	RegCloseKey(key);
}

std::string publishedAddress()
{
	return Registry(kProduct).text(L"Address");
}

void removePublishedAddress()
{
	RegDeleteTreeW(HKEY_LOCAL_MACHINE, kProduct);
}

} // namespace erphost
