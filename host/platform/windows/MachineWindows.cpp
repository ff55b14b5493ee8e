#include "host/platform/Machine.hpp"

#include "host/platform/Files.hpp"
#include "host/platform/LibraryKind.hpp"
#include "host/platform/windows/Registry.hpp"
#include "host/platform/windows/WindowsError.hpp"

#include <algorithm>
#include <array>
#include <cwctype>

#include <windows.h>
// After windows.h, which they need.
#include <aclapi.h>
#include <powrprof.h>
#include <shlobj.h>

namespace erphost {
namespace {

constexpr const wchar_t* kServices = L"SYSTEM\\CurrentControlSet\\Services\\";

/// Manifest-independent, unlike GetVersionEx.
std::string systemName()
{
	const Registry key(L"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion");
	auto name = key.text(L"ProductName");
	const auto build = key.text(L"CurrentBuildNumber");
	if (name.empty()) name = "Windows";
	return build.empty() ? name : name + " (" + build + ")";
}

std::optional<std::uint32_t> startOf(const std::wstring& service)
{
	return Registry(kServices + service).number(L"Start");
}

constexpr std::uint32_t kDisabled = 4;

std::optional<bool> synchronised()
{
	const auto start = startOf(L"W32Time");
	if (!start) return std::nullopt;
	if (*start == kDisabled) return false;
	const auto type = Registry(std::wstring(kServices) + L"W32Time\\Parameters").text(L"Type");
	return type != "NoSync";
}

void lookAtSleep(MachineFacts& facts)
{
	SYSTEM_POWER_POLICY policy{};
	if (CallNtPowerInformation(SystemPowerPolicyAc, nullptr, 0, &policy, sizeof policy) != 0) return;
	const bool sleeps = policy.Idle.Action == PowerActionSleep || policy.Idle.Action == PowerActionHibernate;
	facts.fallsAsleep = sleeps && policy.IdleTimeout > 0;
	if (*facts.fallsAsleep) facts.sleepSetting = std::to_string(policy.IdleTimeout / 60) + " min";
}

std::wstring lower(std::wstring text)
{
	std::transform(text.begin(), text.end(), text.begin(), [](wchar_t c) { return std::towlower(c); });
	return text;
}

/// "v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=8443|App=C:\…\erphost.exe|Name=…|"
bool ruleLetsIn(const std::wstring& rule, const std::wstring& program, int port)
{
	const auto has = [text = lower(rule)](const std::wstring& part) {
		return text.find(L"|" + lower(part) + L"|") != std::wstring::npos;
	};
	if (!has(L"Action=Allow") || !has(L"Active=TRUE") || !has(L"Dir=In")) return false;
	return has(L"LPort=" + std::to_wstring(port)) || has(L"App=" + program);
}

void lookAtFirewall(MachineFacts& facts, int port)
{
	const std::wstring policy = std::wstring(kServices) + L"SharedAccess\\Parameters\\FirewallPolicy\\";
	constexpr std::array<std::pair<const wchar_t*, const char*>, 3> kProfiles = {
		{{L"DomainProfile", "domain"}, {L"StandardProfile", "private"}, {L"PublicProfile", "public"}}};
	for (const auto& [key, name] : kProfiles)
		if (Registry(policy + key).number(L"EnableFirewall").value_or(0) == 1)
			facts.firewalls.push_back(std::string("Windows ") + name);
	const Registry rules(policy + L"FirewallRules");
	if (!rules.exists()) return;
	facts.firewallLetsIn = false;
	const auto program = programFile().wstring();
	for (const auto& [name, rule] : rules.values())
		if (ruleLetsIn(rule, program, port)) facts.firewallLetsIn = true;
}

/// By their services; a server has no Security Center to ask.
std::vector<std::string> scanners()
{
	constexpr std::array<std::pair<const wchar_t*, const char*>, 9> kKnown = {{
		{L"WinDefend", "Microsoft Defender"},
		{L"ZhuDongFangYu", "360"},
		{L"QQPCRTP", "Tencent PC Manager"},
		{L"HipsDaemon", "Huorong"},
		{L"kxescore", "Kingsoft"},
		{L"QHActiveDefense", "360 Total Security"},
		{L"ekrn", "ESET"},
		{L"SepMasterService", "Symantec"},
		{L"McShield", "McAfee"},
	}};
	std::vector<std::string> found;
	for (const auto& [service, name] : kKnown)
		if (startOf(service).value_or(kDisabled) != kDisabled) found.emplace_back(name);
	return found;
}

/// True if the access list grants one of the groups "everybody who has an account" any of `rights`.
bool granted(PACL list, DWORD rights)
{
	if (list == nullptr) return true; // no list at all: everybody may do everything
	for (const auto kind : {WinWorldSid, WinAuthenticatedUserSid, WinBuiltinUsersSid, WinInteractiveSid})
	{
		alignas(SID) unsigned char group[SECURITY_MAX_SID_SIZE];
		DWORD size = sizeof group;
		if (!CreateWellKnownSid(kind, nullptr, group, &size)) continue;
		for (DWORD i = 0; i < list->AceCount; ++i)
		{
			void* entry = nullptr;
			if (!GetAce(list, i, &entry)) continue;
			const auto* allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
			if (allowed->Header.AceType != ACCESS_ALLOWED_ACE_TYPE) continue;
			if (EqualSid(const_cast<DWORD*>(&allowed->SidStart), group) && (allowed->Mask & rights) != 0) return true;
		}
	}
	return false;
}

bool opens(const std::filesystem::path& path, DWORD rights)
{
	const HANDLE handle = CreateFileW(path.c_str(), rights, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
	                                  nullptr, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr);
	if (handle == INVALID_HANDLE_VALUE) return false;
	CloseHandle(handle);
	return true;
}

} // namespace

MachineFacts machineFacts(int port)
{
	MachineFacts facts;
	facts.system = systemName();
	facts.administrator = IsUserAnAdmin() != FALSE;
	DYNAMIC_TIME_ZONE_INFORMATION zone{};
	const auto season = GetDynamicTimeZoneInformation(&zone);
	facts.timeZone = fromWide(zone.TimeZoneKeyName, std::wstring_view(zone.TimeZoneKeyName).size());
	facts.utcOffsetMinutes =
		-static_cast<int>(zone.Bias + (season == TIME_ZONE_ID_DAYLIGHT ? zone.DaylightBias : zone.StandardBias));
	facts.clockSynchronised = synchronised();
	lookAtSleep(facts);
	lookAtFirewall(facts, port);
	facts.antivirus = scanners();
	return facts;
}

FileAccess accessOf(const std::filesystem::path& path)
{
	FileAccess access;
	const auto attributes = GetFileAttributesW(path.c_str());
	access.exists = attributes != INVALID_FILE_ATTRIBUTES || GetLastError() == ERROR_ACCESS_DENIED;
	if (attributes == INVALID_FILE_ATTRIBUTES) return access;
	access.readable = opens(path, GENERIC_READ);
	access.writable = opens(path, GENERIC_WRITE);
	PACL list = nullptr;
	PSECURITY_DESCRIPTOR descriptor = nullptr;
	if (GetNamedSecurityInfoW(path.c_str(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr, &list, nullptr,
	                          &descriptor) != ERROR_SUCCESS)
		return access;
	access.othersRead = granted(list, FILE_READ_DATA | GENERIC_READ | GENERIC_ALL);
	access.othersWrite = granted(list, FILE_WRITE_DATA | GENERIC_WRITE | GENERIC_ALL);
	LocalFree(descriptor);
	return access;
}

} // namespace erphost
