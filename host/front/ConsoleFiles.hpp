#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace erphost::front {

/// The web app's files, read into memory once: no request can reach the file system. Immutable. Any thread.
class ConsoleFiles
{
public:
	struct File
	{
		std::string content;
		std::string compressed; ///< gzip; empty where it would not be smaller
		std::string type;
		std::string tag;        ///< ETag with quotes
		bool immutable = false; ///< its name changes with its content
	};

	/// An empty set if the folder is missing: the API works without the console.
	explicit ConsoleFiles(const std::filesystem::path& folder);

	/// The file for a path of the address bar ("/", "/assets/x.js"); public.html for what customers open ("/s/<token>",
	/// "/order", "/order/…", "/prices"); index.html for paths that the web app resolves; null for missing assets and
	/// where there is no console.
	const File* find(const std::string& path) const;

	bool empty() const { return _files.empty(); }

	/// <prefix>/share/erphost/console of an installed program; host/console/dist above a program in a build folder.
	static std::filesystem::path folderOf(const std::filesystem::path& program);

private:
	std::map<std::string, File> _files;
};

} // namespace erphost::front
