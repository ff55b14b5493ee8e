#pragma once

#include "erphost/Result.hpp"
#include "host/platform/Clock.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace erphost::cli {

inline constexpr const char* kServiceName = "erphost";

/// What an installer does besides copying files, in steps that can be taken back: the service, its data folder, the
/// entries of the start menu. Each version lies in a folder of its own (`root`), so that an upgrade never writes over a
/// running program, and the way back is to point the service at the former folder.
///
/// What was there before is kept in <root>/installation.json between take() and keep() or giveBack(), which may be
/// other processes. Only for Windows; on Linux the package's scripts do this.
class Installation
{
public:
	struct Options
	{
		std::filesystem::path program; ///< bin/erphost.exe below its root
		std::filesystem::path data;
		bool firewall = false; ///< let other machines in
		int port = 8080;       ///< of a host that is new
		int startSeconds = 120;
	};
	Installation(Options options, const Clock& clock, std::string language);

	/// Makes the data folder if there is none, stops a former version, points the service, the plugins' places and the
	/// start menu at this one, and starts it, unless the former one was stopped by hand. Succeeds when the console
	/// answers; after an error giveBack() restores what was.
	Result<void> take();
	/// As before take(), as far as it came; a former version runs again if it ran.
	Result<void> giveBack();
	/// take() was right: forgets what was before.
	void keep();
	/// Stops and removes the service, if it is this version's: an upgrade has pointed it elsewhere before it removes
	/// the former one's files. The data stay.
	Result<void> leave();

	/// Makes or changes service, event source and start menu for this program, starts nothing.
	Result<void> put();
	/// The opposite.
	Result<void> remove();

private:
	struct Former;
	std::filesystem::path stateFile() const { return _root / "installation.json"; }
	Result<void> makeData();
	Result<void> point(const std::string& command, const std::filesystem::path& program);
	Result<void> consoleAnswers() const;
	Result<void> openPort() const;

	Options _options;
	const Clock& _clock;
	const std::string _language;
	const std::filesystem::path _root;
};

/// Plugins of <data>/plugins.json that lie below `from`, or in another version's folder beside `to`, are looked for at
/// the same place below `to`. Those that are not there stay as they are, and so do packages in the data folder.
Result<void> movePlugins(const std::filesystem::path& data, const std::filesystem::path& from,
                         const std::filesystem::path& to);

} // namespace erphost::cli
